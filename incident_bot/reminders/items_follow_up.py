"""A month after the end: a last look at the action items that are left."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.reminders.afterwards import to_reader
from incident_bot.reminders.items_checkpoint import done
from incident_bot.reminders.items_looked_at import FAMILY, left, look_message, none_written, owed_look
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """While something is left to be done, or was never written down although a postmortem is owed."""
    if left(case) or none_written(case):
        yield from owed_look(case, "items_follow_up", "a month after the end somebody looks at what is left")


def message(case: Case, due: Due) -> Message:
    """How many are done, and those that are left. Their owners are reminded until they are done."""
    return look_message(case, due.slot, f"a month later {done(case)}", left(case))


items_follow_up = Reminder(
    "items_follow_up", "a last look at the action items", FAMILY, owed, message, to_reader, slow=True
)
