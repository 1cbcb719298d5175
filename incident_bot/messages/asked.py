"""Reminders that people asked for: what they are told when they ask, what waits, and the reminder itself."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, pages
from incident_bot.messages.quieting import CHOICES
from incident_bot.messages.where import where
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

SAID = 1500
"""Characters of what somebody asked to be reminded of, escaped."""

LINE = 200
_TITLE = 300


def will_come(incident: Incident, asked: AskedReminder) -> str:
    """The answer to whoever asked."""
    room = "the room" if incident.wants_room else "the thread"
    whom = f"{room} of *{incident.ref}*" if asked.in_room else "you"
    named = f"reminder {asked.number}" if asked.in_room else f"reminder {asked.number} of *{incident.ref}*"
    return f"I will remind {whom} {text.moment(asked.at)} ({named}): {text.fit(asked.text, SAID)}"


def cancelled(incident: Incident, asked: AskedReminder) -> str:
    """The answer to whoever took it back."""
    return f"Reminder {asked.number} of *{incident.ref}* is taken back: {text.fit(asked.text, SAID)}"


def asked_line(asked: AskedReminder) -> str:
    """One that waits, in a list."""
    whose = f"for the room, asked by {text.mention(asked.by)}" if asked.in_room else "for you"
    return f"*{asked.number}* · {text.moment(asked.at)} · {whose}: {text.fit(asked.text, LINE)}"


def asked_list(incident: Incident, waits: Sequence[AskedReminder], settings: Settings) -> Message:
    """What is still to come, for one reader."""
    if not waits:
        room = "room" if incident.wants_room else "thread"
        return Message(
            f"No reminders are waiting for you or the {room} of *{incident.ref}*. "
            f"`{settings.command} remind me {incident.ref} in 20m to …` asks for one."
        )
    title = f"*Reminders of {incident.ref} that were asked for*"
    lines = pages.first_that_fit([title, *map(asked_line, waits)])
    last = waits[0].number
    below = f"`{settings.command} remind cancel {incident.ref} {last}` takes number {last} back."
    if len(lines) <= len(waits):
        below = f"The next {len(lines) - 1} of {len(waits)}. {below}"
    return Message(title, [*blocks.paragraphs(lines), blocks.context(below)])


def asked_reminder(incident: Incident, asked: AskedReminder, url: str) -> Message:
    """The reminder itself: in the room with who asked, directly with where it is about. `url` is Slack's."""
    over = "" if incident.is_open else f" (*{incident.ref}* is {incident.status} by now.)"
    if asked.in_room:
        said = f"{text.mention(asked.by)} asked for this reminder: {text.fit(asked.text, SAID)}{over}"
    else:
        title = text.fit(text.one_line(incident.title), _TITLE)
        of = f"{where(incident, url)} · {title}"
        said = f"You asked to be reminded: {text.fit(asked.text, SAID)}\n{of}{over}"
    again = [
        blocks.button(f"Again in {minutes} min", f"remind again {incident.ref} {asked.number} {minutes}m")
        for minutes in CHOICES
    ]
    return Message(said, [blocks.section(said), blocks.actions(again)])


def asked_without_room(incident: Incident, asked: AskedReminder, url: str) -> Message:
    """For whoever asked that the room be reminded, which is not there any more."""
    over = "" if incident.is_open else f", which is {incident.status}"
    said = (
        f"You asked that the room of {where(incident, url)}{over} be reminded, and I cannot say it there: "
        f"{text.fit(asked.text, SAID)}"
    )
    return Message(said, [blocks.section(said)])
