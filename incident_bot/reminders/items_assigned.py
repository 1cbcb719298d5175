"""A week after the end each action item is to have an owner and a day: otherwise nothing comes of it."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.incidents.action_item import ActionItem
from incident_bot.reminders.afterwards import to_reader
from incident_bot.reminders.items_looked_at import FAMILY, left, look_message, none_written, owed_look
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.message import Message

WHENEVER = "p3"
"""The priority of what is to be done when possible: it needs no day."""


def owed(case: Case) -> Iterator[Owed]:
    """While one lacks an owner or a day, or there is none although a postmortem is owed."""
    if _lacking(case) or none_written(case):
        why = "a week after the end each action item is to have an owner and a day"
        yield from owed_look(case, "items_assigned", why)


def message(case: Case, due: Due) -> Message:
    """Those that lack something."""
    lacking = _lacking(case)
    lack = "1 action item lacks" if len(lacking) == 1 else f"{len(lacking)} action items lack"
    return look_message(case, due.slot, f"{lack} an owner or a day", lacking)


def _lacking(case: Case) -> list[ActionItem]:
    return [
        item
        for item in left(case)
        if item.owner is None or (item.due_on is None and item.priority != WHENEVER)
    ]


items_assigned = Reminder(
    "items_assigned", "an owner for each action item", FAMILY, owed, message, to_reader, slow=True
)
