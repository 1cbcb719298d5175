"""An action item is overdue: its owner hears of it each working day, until it is done or has another day."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.messages.days import day
from incident_bot.messages.reminding import named
from incident_bot.reminders.item_days import FAMILY, item_message, items_of, overdue, to_owner, with_a_day
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """From the first working day after its day on."""
    for item in with_a_day(case):
        assert item.due_on is not None, "it has a day"
        why = f"action item {item.number} was due {day(item.due_on)}"
        yield Owed(overdue(case, item), item.asked_since, why, str(item.number))


def message(case: Case, due: Due) -> Message:
    """Which, and since when."""
    items, incident = items_of(case, due), named(case.incident, case.settings)
    if len(items) == 1 and items[0].due_on is not None:
        was = f"it was due {day(items[0].due_on)}"
        first = f"Your action item {items[0].number} of {incident} is *overdue*: {was}."
    else:
        first = f"{len(items)} of your action items of {incident} are *overdue*."
    return item_message(case, first, items)


item_overdue = Reminder(
    "item_overdue", "an overdue action item", FAMILY, owed, message, to_owner, slow=True, joins=True
)
