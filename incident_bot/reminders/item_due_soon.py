"""An action item is due soon: its owner hears of it while there is time."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.messages.days import day
from incident_bot.messages.reminding import named
from incident_bot.reminders.afterwards import in_turn
from incident_bot.reminders.item_days import (
    FAMILY,
    item_message,
    items_of,
    overdue,
    soon,
    to_owner,
    with_a_day,
)
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import BEFORE_ALL
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Some days before, unless whoever has it was asked only since; until it is overdue."""
    days = case.settings.reminders.item_days
    why = f"an action item is reminded of {days} {'day' if days == 1 else 'days'} before it is due"
    for item in with_a_day(case):
        moments = {
            "item_due_soon": soon(case, item),
            "item_overdue": overdue(case, item).after(BEFORE_ALL),
        }
        since, number = item.asked_since, str(item.number)
        yield from in_turn(case, "item_due_soon", FAMILY, moments, why, since=since, subject=number)


def message(case: Case, due: Due) -> Message:
    """What it is, and until when."""
    items, incident = items_of(case, due), named(case.incident, case.settings)
    if len(items) == 1 and items[0].due_on is not None:
        first = f"Your action item {items[0].number} of {incident} is due *{day(items[0].due_on)}*."
    else:
        first = f"{len(items)} of your action items of {incident} are due soon."
    return item_message(case, first, items)


item_due_soon = Reminder(
    "item_due_soon", "an action item", FAMILY, owed, message, to_owner, slow=True, joins=True
)
