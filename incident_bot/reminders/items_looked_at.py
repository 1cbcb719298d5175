"""When somebody is asked to look at all action items of an incident, and what these reminders share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.days import months_later
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import named
from incident_bot.reminders.afterwards import due_on, hours_of, in_turn, is_followed_up, reader
from incident_bot.reminders.reminder import Case, Owed
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

FAMILY = "items"
LISTED = 10
"""So many items are named; the list has the rest."""


def owed_look(case: Case, name: str, why: str) -> Iterator[Owed]:
    """One of the three looks: a week, two weeks and a month after the end. It outlives the closing."""
    incident = case.incident
    if is_followed_up(incident) and incident.resolved_at is not None:
        yield from in_turn(case, name, FAMILY, _moments(case), why, since=incident.resolved_at)


def left(case: Case) -> list[ActionItem]:
    """Neither done nor dropped."""
    return [item for item in case.items if item.is_open]


def none_written(case: Case) -> bool:
    """Nothing is to be changed, although there is to be a postmortem that says what."""
    incident = case.incident
    asked = incident.stands is not Status.CLOSED and not incident.postmortem_link
    return not case.items and asked and due_on(case) is not None


def look_message(case: Case, slot: datetime, first: str, shown: list[ActionItem]) -> Message:
    """What there is to say of them, without its full stop; then items, a line each."""
    incident = case.incident
    said = f"{named(incident, case.settings)}: {first}."
    if none_written(case):
        said = f"{named(incident, case.settings)} has no action items: what is to change after it?"
    if incident.facilitator is None:
        said += " Nobody leads its postmortem, so I ask you."
    lines = [_line(case, item, slot) for item in shown[:LISTED]]
    if (more := len(shown) - LISTED) > 0:
        lines.append(f"And {more} more: `{case.settings.command} items {incident.ref}`")
    row = quieting(incident, FAMILY, *_buttons(case))
    return Message(said, [*blocks.paragraphs([said, *lines]), row])


def day_for(case: Case, item: ActionItem, slot: datetime) -> date:
    """Which day it is where its owner lives."""
    return hours_of(case, item.owner or case.incident.facilitator).day(slot)


def _line(case: Case, item: ActionItem, slot: datetime) -> str:
    who = text.mention(item.owner) if item.owner else "*nobody has it*"
    when = "no day"
    if item.due_on is not None:
        overdue = item.is_overdue(day_for(case, item, slot))
        when = f"*overdue* since {day(item.due_on)}" if overdue else f"due {day(item.due_on)}"
    facts = " · ".join((item.priority.upper(), who, when))
    return f"• {item.number}. {text.fit(text.one_line(item.text), 200)} · {facts}"


def _buttons(case: Case) -> Iterator[Block]:
    if none_written(case):
        yield blocks.button("Add action item", f"item {case.incident.ref}", style="primary")
    else:
        yield blocks.button("Action items", f"items {case.incident.ref}", style="primary")


def _moments(case: Case) -> dict[str, datetime]:
    incident = case.incident
    assert incident.resolved_at is not None, "it is over"
    ended = hours_of(case, incident.facilitator).day(incident.resolved_at)
    hours = hours_of(case, reader(incident))
    return {
        "items_assigned": hours.first_opening(ended + timedelta(weeks=1)),
        "items_checkpoint": hours.first_opening(ended + timedelta(weeks=2)),
        "items_follow_up": hours.first_opening(months_later(ended, 1)),
    }
