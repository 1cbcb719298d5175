"""What whoever writes is told, privately, of words that name a person as the cause."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.blame import Blame
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

MOST = 10
"""Places that are shown; who finds so many finds the others."""


def remark(found: Blame) -> str:
    """A line after a reply."""
    return f"“{text.fit(found.words, 200)}” names somebody as the cause. {found.instead}"


def blame_found(
    found: Sequence[tuple[str, Blame]], total: int, incident: Incident, settings: Settings
) -> Message:
    """`found` are the first of them, each with where it stands: `#12`, or `action item 3`."""
    first = (
        f"Before you share the postmortem of *{incident.ref}*: {_places(total)} may name a person as the "
        "cause. It is a proposal, for you alone; nothing was changed."
    )
    lines = [f"• {where}: {remark(each)}" for where, each in found[:MOST]]
    more = total - len(lines)
    lines += [f"… and {more} more"] if more > 0 else []
    last = f"`{settings.command} correct {incident.ref} #12` puts an entry right, with what it said before."
    shown = [blocks.section(first), *blocks.paragraphs(lines), blocks.context(last)]
    return Message("\n".join([first, *lines]), shown)


def _places(total: int) -> str:
    return "one place" if total == 1 else f"{total} places"
