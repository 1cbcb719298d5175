"""What reminders after an incident share: whom they tell, at whose hours, and which of them comes in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from incident_bot.incidents import postmortem
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.office import Hours, home_hours, hours_in
from incident_bot.incidents.postmortem import Steps
from incident_bot.reminders.reminder import Audience, Case, Due, Owed
from incident_bot.reminders.rhythm import Moments


def reader(incident: Incident) -> str:
    """Who leads the postmortem; while nobody does, the last commander, else whoever declared it."""
    commanders = [each.person for each in incident.holdings if each.role == COMMANDER]
    return incident.facilitator or [incident.declared_by, *commanders][-1]


def to_reader(case: Case, due: Due) -> Audience:
    """They are told directly: the room is quiet by then, and often archived."""
    return Audience(room=False, direct=(reader(case.incident),))


def hours_of(case: Case, person: str | None) -> Hours:
    """When somebody works."""
    zone = case.zones.get(person or "")
    return home_hours(case.settings.office) if zone is None else hours_in(case.settings.office, zone)


def is_followed_up(incident: Incident) -> bool:
    """Whether anybody is asked for a postmortem or action items: it is over, and was one of ours.

    Of a drill, and of what was over before it was written down, that is so once somebody leads it.
    """
    if incident.resolved_at is None or incident.imported_at is not None:
        return False
    return incident.facilitator is not None or not (incident.is_drill or incident.was_over)


def asked_since(incident: Incident) -> datetime:
    """Since when whoever leads the postmortem is to do so by its day: then they were told of it."""
    assert incident.resolved_at is not None, "it is over"
    return max(incident.resolved_at, incident.postmortem_asked_at or incident.resolved_at)


def due_on(case: Case) -> date | None:
    """By which day the postmortem is to be held, as everybody is shown it; None when it is not owed."""
    days = case.settings.severity(case.incident.severity).postmortem_days
    return postmortem.due_on(case.incident, days, hours_of(case, case.incident.facilitator))


def steps(case: Case) -> Steps | None:
    """By which days what of it is to be there, as everybody is shown them; None when it is not owed."""
    incident = case.incident
    if not is_followed_up(incident):
        return None
    return postmortem.steps(incident, due_on(case), hours_of(case, incident.facilitator))


def in_turn(
    case: Case,
    name: str,
    family: str,
    moments: Mapping[str, datetime],
    why: str,
    *,
    since: datetime,
    subject: str = "",
) -> Iterator[Owed]:
    """One of several reminders that follow each other: until the next begins, so at most one is said.

    `moments` are those of all of them, by name, in their order. What was over before there was anything to
    remind of is left out.
    """
    off = case.settings.reminders.off
    at = moments[name]
    later = [*moments][[*moments].index(name) + 1 :]
    then = min((moments[each] for each in later if each not in off), default=None)
    if at < since or (then is not None and max(at, _snoozed_until(case, family, subject, since)) >= then):
        return
    following = None if then is None else Moments((then,))
    yield Owed(Moments((at,), ends=then), since, why, subject, then=following)


def apart(hours: Hours, *days: date) -> list[datetime]:
    """The openings on these days, or the next ones: each after the one before, a working day at least."""
    found: list[date] = []
    for day in days:
        first = hours.working_day_from(day)
        found.append(first if not found or first > found[-1] else hours.working_day_after(found[-1]))
    return [hours.opens(day) for day in found]


def _snoozed_until(case: Case, family: str, subject: str, since: datetime) -> datetime:
    quiet = case.incident.snooze_of(family, subject)
    return quiet.until if quiet is not None and quiet.at >= since else since - timedelta.resolution
