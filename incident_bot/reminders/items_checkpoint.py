"""Two weeks after the end: which action items are done, and which are not."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.reminders.afterwards import to_reader
from incident_bot.reminders.items_looked_at import FAMILY, left, look_message, none_written, owed_look
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """While something is left to be done, or was never written down although a postmortem is owed."""
    if left(case) or none_written(case):
        yield from owed_look(case, "items_checkpoint", "two weeks after the end somebody looks at them")


def message(case: Case, due: Due) -> Message:
    """How many are done, and those that are left."""
    return look_message(case, due.slot, done(case), left(case))


def done(case: Case) -> str:
    """`2 of 5 action items are done and 1 was dropped`."""
    finished = sum(item.done_at is not None for item in case.items)
    dropped = sum(item.done_at is None and item.dropped_at is not None for item in case.items)
    said = f"{finished} of {len(case.items)} action items {'is' if finished == 1 else 'are'} done"
    if dropped:
        said += f" and {dropped} {'was' if dropped == 1 else 'were'} dropped"
    return said


items_checkpoint = Reminder(
    "items_checkpoint", "a look at the action items", FAMILY, owed, message, to_reader, slow=True
)
