"""What people do once an incident is over, and which reminders that can wait will come then.

Ann declares on Monday 2026-01-05 at 10:00 UTC, Bo commands, Chi leads the postmortem; Chi lives in Berlin, Bo
in New York. Moments in the tables are in UTC: nine in the morning in Berlin is eight, in New York it is two
in the afternoon.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.reminders import REMINDERS, owed_now
from incident_bot.reminders.reminder import Case
from incident_bot.reminders.rhythm import BEFORE_ALL
from incident_bot.settings import Settings
from tests.incidents.story import ANN, BO, CHI, ann, declared

ZONES = {CHI: ZoneInfo("Europe/Berlin"), BO: ZoneInfo("America/New_York")}
MONDAY, WEDNESDAY, FRIDAY = "2026-01-05 15:25", "2026-01-07 15:25", "2026-01-09 15:25"
STEPS = ("postmortem_draft", "postmortem_review", "postmortem_publish")
LOOKS = ("items_assigned", "items_checkpoint", "items_follow_up")

Deed = Callable[[Incident, list[ActionItem]], object]


def at(said: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(said).replace(tzinfo=UTC)


def by(person: str, said: str) -> Act:
    return Act(person, at(said))


def case_of(*deeds: Deed, severity: str = "sev3", over: str | None = MONDAY, **settings: Any) -> Case:
    """Over at that moment, then these deeds."""
    incident, items = declared(severity), list[ActionItem]()
    incident.assign(COMMANDER, BO, ann(1))
    if over is not None:
        incident.resolve(by(BO, over))
    for deed in deeds:
        deed(incident, items)
    return Case(incident, Settings(**settings), items, ZONES)


def led(incident: Incident, items: list[ActionItem]) -> None:
    incident.facilitate(CHI, ann(2))


def item(
    said: str = "2026-01-05 15:30", due: str | None = None, owner: str | None = None, priority: str = "p2"
) -> Deed:
    def add(incident: Incident, items: list[ActionItem]) -> None:
        on = None if due is None else date.fromisoformat(due)
        made = incident.add_item(
            len(items) + 1, "watch the pool", by(ANN, said), owner=owner, due_on=on, priority=priority
        )
        items.append(made)

    return add


def done(said: str, number: int = 1) -> Deed:
    return lambda incident, items: incident.finish_item(items[number - 1], by(ANN, said))


def given_to(owner: str, said: str) -> Deed:
    return lambda incident, items: incident.give_item(items[0], owner, by(ANN, said))


def put_off(due: str, said: str) -> Deed:
    return lambda incident, items: incident.put_off_item(items[0], date.fromisoformat(due), by(ANN, said))


def of_incident(deed: Callable[[Incident], object]) -> Deed:
    return lambda incident, items: deed(incident)


def coming(case: Case, *names: str, most: int = 3) -> list[str]:
    """What will be said as things stand: of each reminder so many at most, in the order of time."""
    found: list[tuple[datetime, str]] = []
    for name in names:
        for owed in owed_now.owed_of(REMINDERS[name], case):
            slot, row = owed.rhythm.after(BEFORE_ALL), list[tuple[datetime, str]]()
            while slot is not None and len(row) < most:
                row.append((slot, name if not owed.subject else f"{name} {owed.subject}"))
                slot = owed.rhythm.after(slot)
            found += row
    return [f"{slot:%Y-%m-%d %H:%M} {name}" for slot, name in sorted(found)]


def shown(rows: list[str]) -> list[str]:
    """Without the family, as the tables have it."""
    return [row.replace("postmortem_", "").replace("items_", "").replace("item_", "") for row in rows]
