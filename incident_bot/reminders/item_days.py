"""When the owner of an action item hears of its day, and what these reminders have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.office import DAY
from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.quieting import quieting
from incident_bot.reminders.afterwards import hours_of
from incident_bot.reminders.reminder import Audience, Case, Due
from incident_bot.reminders.working_days import WorkingDays
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

FAMILY = "item"
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(9000, 1, 1)
"""A record from elsewhere may name a day from which no calendar can be reckoned: then it is one of these."""
LISTED = 5
"""So many items stand in one message with their buttons; the list has the rest."""


def with_a_day(case: Case) -> Iterator[ActionItem]:
    """Those that somebody is to do by a day. What was imported counts once somebody here asked for it."""
    imported = case.incident.imported_at
    for item in case.items:
        ours = imported is None or item.asked_since > imported
        if ours and item.is_open and item.owner is not None and item.due_on is not None:
            yield item


def soon(case: Case, item: ActionItem) -> datetime:
    """When its owner hears that its day is near: on a working day, rather earlier than later."""
    hours = hours_of(case, item.owner)
    near = _day_of(item) - timedelta(days=case.settings.reminders.item_days)
    return hours.opens(hours.working_day_until(near))


def overdue(case: Case, item: ActionItem) -> WorkingDays:
    """Each working day after its day is over; not on one on which somebody asked for it only later."""
    hours = hours_of(case, item.owner)
    asked = hours.day(item.asked_since)
    if hours.opens(asked) <= item.asked_since:
        asked += DAY
    return WorkingDays(hours, max(_day_of(item) + DAY, asked))


def to_owner(case: Case, due: Due) -> Audience:
    """Directly."""
    return Audience(room=False, direct=tuple(item.owner for item in items_of(case, due)[:1] if item.owner))


def items_of(case: Case, due: Due) -> list[ActionItem]:
    """What a slot is about: one item, or several of one owner that come at the same moment."""
    subjects = (due.subject, *due.others)
    return [item for item in case.items if str(item.number) in subjects]


def item_message(case: Case, first: str, items: Sequence[ActionItem]) -> Message:
    """A sentence; then each item with what can be done about it."""
    shown: list[Block] = [blocks.section(first)]
    ref = case.incident.ref
    for item in items[:LISTED]:
        shown += [blocks.section(_line(item)), _row(case, item, alone=len(items) == 1)]
    more = f"{len(items) - LISTED} more are not shown. " if len(items) > LISTED else ""
    number = items[0].number if items else "<number>"
    command = case.settings.command
    how = (
        f"{more}`{command} item due {ref} {number} friday` names another day, `item assign` gives it to "
        f"somebody else, `item drop` and a reason say that it will not be done. `{command} items mine` lists "
        "all of yours."
    )
    return Message(first, [*shown, blocks.context(how)])


def _day_of(item: ActionItem) -> date:
    assert item.due_on is not None, "it has a day"
    return min(max(item.due_on, FIRST_DAY), LAST_DAY)


def _line(item: ActionItem) -> str:
    due = f" · due {day(item.due_on)}" if item.due_on else ""
    return f"{item.number}. {text.fit(text.one_line(item.text), 300)}\n{item.priority.upper()}{due}"


def _row(case: Case, item: ActionItem, *, alone: bool) -> Block:
    """One that stands alone is snoozed with a click, too; several would be a wall of buttons."""
    incident, ref = case.incident, f"{case.incident.ref} {item.number}"
    first = [
        blocks.button("Done", f"item done {ref}", style="primary"),
        blocks.button("A week more", f"item due {ref} 1w"),
    ]
    if alone:
        return quieting(incident, FAMILY, *first, subject=str(item.number))
    return blocks.actions(
        [
            *first,
            blocks.button("Snooze until…", f"snooze {FAMILY} {item.number} until {incident.ref}"),
            blocks.button("Not needed", f"skip {FAMILY} {item.number} {incident.ref}"),
        ]
    )
