"""What the author of a line in the room is told, and nobody else: its time was none, or has more to it."""

from __future__ import annotations

from incident_bot.incidents.line_of_message import Unclear
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def unclear_line(line: Unclear, entry: TimelineEntry | None, settings: Settings) -> Message:
    """`entry` is what became of the message on the timeline; None: nothing."""
    number = f"#{entry.number}" if entry is not None else ""
    time = f"“{text.fit(line.time, 60)}”"
    if line.is_to_come and entry is not None:
        return Message(
            f"{time} is still to come, so I noted it for now, as {number}. Edit the message to correct it."
        )
    if line.remark and entry is not None:
        return Message(f"{text.escape(line.remark)} It is {number}. Edit the message to correct it.")
    if entry is None:
        how = f"or type `{settings.command} note 14:35 …`"
        done = f"so this is not on the timeline. Edit the message, {how}."
    elif entry.what in (Kind.MESSAGE, Kind.PINNED):
        done = f"so this is on the timeline as a message, {number}. Edit the message to correct it."
    else:
        done = f"so {number} keeps the time that it had. Edit the message to correct it."
    return Message(f"{time} is no time, {done}")
