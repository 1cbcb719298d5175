"""What a person can ask for on the page, by the page's own word; each gives what went wrong, if anything."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from .acts.marks import react, unreact
from .acts.membership import require_member, require_open
from .acts.posting import delete, edit
from .changes import ClockMoved
from .client.clicks import click, click_in_view, enter
from .client.commands import run_command
from .client.submissions import close, submit
from .client.typing import join, open_home, write
from .delivery import Delivery
from .errors import SlackError
from .records import JSON, Channel, Message, View
from .rich_text import rich_text
from .text import typed_text
from .workspace import Workspace

_MOST_SKIPPED = 24 * 60

_SENTENCES = {
    "operation_timeout": "The app did not answer within three seconds.",
    "dispatch_failed": "The app could not be reached.",
    "is_archived": "This channel is archived.",
    "not_in_channel": "Join the channel first.",
    "channel_not_found": "There is no such channel here.",
    "message_not_found": "This message is gone.",
    "no_such_element": "This button is gone: the message has changed.",
    "view_not_found": "This dialog is closed.",
    "not_yours": "Only its author can do that.",
    "no_text": "There is nothing to send.",
    "invalid_json": "That is not JSON.",
    "json_not_object": "That is JSON, but not an object.",
}


@dataclass(frozen=True)
class Act:
    """One thing a person does on the page; each property raises SlackError when it names nothing they see."""

    workspace: Workspace
    delivery: Delivery
    person: str
    command: JSON

    @property
    def channel(self) -> Channel:
        return self.workspace.visible_channel(str(self.command["channel"]), self.person)

    @property
    def message(self) -> Message:
        """Also one that only this person sees."""
        channel, ts = self.channel, str(self.command["ts"])
        whispered = channel.ephemerals.get(ts)
        if whispered is not None and whispered.ephemeral_to == self.person:
            return whispered
        return self.workspace.message(channel, ts)

    @property
    def own_message(self) -> Message:
        message = self.workspace.message(self.channel, str(self.command["ts"]))
        if message.user != self.person:
            raise SlackError("not_yours")
        return message

    @property
    def values(self) -> dict[str, JSON]:
        """What was typed and picked, by block_id and action_id."""
        values = self.command.get("values") or {}
        if not isinstance(values, dict) or not all(isinstance(each, dict) for each in values.values()):
            raise ValueError("values is an object of objects")
        return values

    @property
    def view(self) -> View:
        view = self.workspace.views.get(str(self.command["view"]))
        if view is None or view.user != self.person:
            raise SlackError("view_not_found")
        return view


def sentence(code: str) -> str:
    return _SENTENCES.get(code, code)


async def say(act: Act) -> str | None:
    text, channel = str(act.command["text"]), act.channel
    if not text.startswith("/"):
        write(act.workspace, act.person, channel, text, act.command.get("thread_ts"))
        return None
    if act.command.get("thread_ts"):
        return "Commands cannot be used in threads."
    require_open(channel)
    require_member(channel, act.person)
    # What went wrong with a command is told in the channel, as Slack does.
    await run_command(act.workspace, act.delivery, act.person, channel, text)
    return None


async def press(act: Act) -> str | None:
    block_id, action_id = str(act.command["block_id"]), str(act.command["action_id"])
    answer = await click(
        act.workspace,
        act.delivery,
        act.person,
        act.message,
        block_id,
        action_id,
        act.command.get("value"),
        act.values,
    )
    return sentence(answer.error) if answer.error else None


async def press_in_view(act: Act) -> str | None:
    view = act.view
    _enter_all(view, act.values)
    block_id, action_id = str(act.command["block_id"]), str(act.command["action_id"])
    value = act.command.get("value")
    answer = await click_in_view(act.workspace, act.delivery, view, block_id, action_id, value)
    return sentence(answer.error) if answer.error else None


async def send_form(act: Act) -> str | None:
    view = act.view
    _enter_all(view, act.values)
    await submit(act.workspace, act.delivery, view)
    return None


async def leave_form(act: Act) -> str | None:
    await close(act.workspace, act.delivery, act.view, whole_stack=bool(act.command.get("cleared")))
    return None


async def add_reaction(act: Act) -> str | None:
    react(act.workspace, act.channel, act.message, act.person, str(act.command["name"]))
    return None


async def take_reaction(act: Act) -> str | None:
    unreact(act.workspace, act.channel, act.message, act.person, str(act.command["name"]))
    return None


async def rewrite(act: Act) -> str | None:
    text = typed_text(act.workspace, str(act.command["text"]))
    blocks = [rich_text(text, "typed")]
    edit(act.workspace, act.channel, act.own_message, act.person, text=text, blocks=blocks)
    return None


async def erase(act: Act) -> str | None:
    delete(act.workspace, act.channel, act.own_message)
    return None


async def enter_channel(act: Act) -> str | None:
    join(act.workspace, act.person, act.channel)
    return None


async def look_home(act: Act) -> str | None:
    open_home(act.workspace, act.person)
    return None


async def skip_time(act: Act) -> str | None:
    minutes = float(act.command["minutes"])
    if act.workspace.skip is None:
        return "The clock of this workspace cannot be moved."
    if not 0 < minutes <= _MOST_SKIPPED:
        return f"Skip between 1 and {_MOST_SKIPPED} minutes."
    act.workspace.skip(minutes * 60)
    act.workspace.tell(ClockMoved(act.workspace.now()))
    return None


def _enter_all(view: View, values: dict[str, JSON]) -> None:
    for block_id, actions in values.items():
        for action_id, value in actions.items():
            if action_id in view.values.get(block_id, {}):
                enter(view, block_id, action_id, value)


ACTS: dict[str, Callable[[Act], Awaitable[str | None]]] = {
    "say": say,
    "click": press,
    "view_click": press_in_view,
    "submit": send_form,
    "close": leave_form,
    "react": add_reaction,
    "unreact": take_reaction,
    "edit": rewrite,
    "delete": erase,
    "join": enter_channel,
    "home": look_home,
    "skip": skip_time,
}
