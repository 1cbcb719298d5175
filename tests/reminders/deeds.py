"""What people do in the tables of reminders, at which minute after the declaration, and what is due then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.reminders import owed_now
from incident_bot.reminders.reminder import Case, Due, Reminder
from incident_bot.settings import Settings
from tests.incidents.story import BO, CHI, START, after, ann, bo, declared

Deed = Callable[[Incident], object]
MINUTE = timedelta(minutes=1)


def update(at: float, next_at: float | None = None) -> Deed:
    promised = None if next_at is None else after(next_at)
    return lambda incident: incident.update("working on it", ann(at), next_at=promised)


def promise(at: float, next_at: float | None) -> Deed:
    return lambda incident: incident.promise_update(None if next_at is None else after(next_at), ann(at))


def skip_update(at: float, next_at: float | None) -> Deed:
    promised = None if next_at is None else after(next_at)
    return lambda incident: incident.skip_update("nobody waits", promised, ann(at))


def snooze(family: str, at: float, until: float) -> Deed:
    return lambda incident: incident.snooze(family, after(until), ann(at))


def waive(family: str, at: float) -> Deed:
    return lambda incident: incident.waive(family, "we do without", ann(at))


def severity(at: float, key: str) -> Deed:
    return lambda incident: incident.set_severity(key, ann(at))


def takes_command(at: float) -> Deed:
    return lambda incident: incident.assign(COMMANDER, BO, bo(at))


def gives_it_up(at: float) -> Deed:
    return lambda incident: incident.unassign(COMMANDER, bo(at))


def takes(role: str, at: float) -> Deed:
    return lambda incident: incident.assign(role, CHI, ann(at))


def gives_up(role: str, at: float) -> Deed:
    return lambda incident: incident.unassign(role, ann(at))


def offers_command(at: float) -> Deed:
    return lambda incident: incident.hand_off(COMMANDER, CHI, {}, bo(at))


def resolve(at: float) -> Deed:
    return lambda incident: incident.resolve(bo(at))


def reopen(at: float) -> Deed:
    return lambda incident: incident.reopen(bo(at))


def status(at: float, to: Status) -> Deed:
    return lambda incident: incident.move_to(to, bo(at))


def note(at: float) -> Deed:
    return lambda incident: incident.note("p95 is 4 s", ann(at))


def case_of(key: str, deeds: Sequence[Deed] = (), settings: Settings | None = None) -> Case:
    """What was declared so, after these deeds."""
    incident = declared(key)
    for deed in deeds:
        deed(incident)
    return Case(incident, settings or Settings())


def due(
    reminder: Reminder, key: str, deeds: Sequence[Deed], now: float, settings: Settings | None = None
) -> float | None:
    """The slot that is due, in minutes after the declaration."""
    slot = owed_now.due(reminder, case_of(key, deeds, settings), after(now))
    return None if slot is None else (slot - START) / MINUTE


def slots(
    reminder: Reminder,
    key: str,
    deeds: Sequence[Deed],
    until: float,
    since: float = -1,
    settings: Settings | None = None,
) -> list[float]:
    """All of them after `since`, in minutes after the declaration, if nothing changes any more."""
    case = case_of(key, deeds, settings)
    found = []
    for owed in owed_now.owed_of(reminder, case):
        slot = owed.rhythm.after(after(since))
        while slot is not None and slot <= after(until):
            found.append((slot - START) / MINUTE)
            slot = owed.rhythm.after(slot)
    return sorted(found)


def said(
    reminder: Reminder, key: str, deeds: Sequence[Deed], slot: float, settings: Settings | None = None
) -> str:
    """What stands in the room at a slot."""
    return reminder.message(case_of(key, deeds, settings), Due(after(slot))).text
