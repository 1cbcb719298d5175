"""What the page asks for only when somebody wants to see it."""

from __future__ import annotations

from ..changes import ClockMoved
from ..client.typing import open_home
from ..page_shapes import thread_messages, window
from .act import Act, Outcome

_MOST_SKIPPED = 24 * 60


async def members(act: Act) -> Outcome:
    return {"members": list(act.channel.members)}


async def thread(act: Act) -> Outcome:
    """A message with its replies, also when it is far back."""
    return {"messages": thread_messages(act.workspace, act.channel, act.text("ts"), act.person)}


async def earlier(act: Act) -> Outcome:
    messages, begins = window(act.workspace, act.channel, act.person, before=act.text("before"))
    return {"messages": messages, "from": begins}


async def canvas(act: Act) -> Outcome:
    """The document in a channel's tab: https://docs.slack.dev/surfaces/canvases"""
    found = act.workspace.canvases.get(act.channel.canvas or "")
    if found is None:
        return "This channel has no canvas."
    return {"title": found.title, "markdown": found.markdown}


async def home(act: Act) -> Outcome:
    """Looks at one of the app's tabs; the app hears of it."""
    open_home(act.workspace, act.person, str(act.command.get("tab") or "home"))
    return None


async def skip_time(act: Act) -> Outcome:
    minutes = float(act.command["minutes"])
    if act.workspace.skip is None:
        return "The clock of this workspace cannot be moved."
    if not 0 < minutes <= _MOST_SKIPPED:
        return f"Skip between 1 and {_MOST_SKIPPED} minutes."
    act.workspace.skip(minutes * 60)
    act.workspace.tell(ClockMoved(act.workspace.now()))
    return None
