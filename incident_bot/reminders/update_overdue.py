"""An update stays away: the commander hears of it, again and again, and each third time the manager does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.quieting import quieting
from incident_bot.reminders.reminder import Audience, Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import NEVER, Moments, Muted, Rhythm
from incident_bot.slack import text
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """So long after the update was due, and then each so often, until it comes."""
    if (rhythm := _rhythm(case)) is None:
        return
    times = case.settings.reminders
    after, every = times.overdue_after, times.overdue_every
    why = f"an update is overdue after {after} min, and asked for again every {every} min"
    yield Owed(rhythm, rules.updated_since(case.incident), why)


def overdue(case: Case) -> Rhythm:
    """When it takes over from the reminder that an update is due, snoozes included; never, if it is off."""
    rhythm = _rhythm(case)
    if rhythm is None or "update_overdue" in case.settings.reminders.off:
        return NEVER
    snooze = case.incident.snooze_of("update")
    return rhythm if snooze is None else Muted(rhythm, snooze.until)


def message(case: Case, due: Due) -> Message:
    """To the commander, else whoever declared it."""
    incident = case.incident
    first = rules.next_update(incident, case.settings.severity(incident.severity)) or due.slot
    whom = incident.holder(COMMANDER) or incident.declared_by
    comms = incident.holder("comms")
    call = f"{text.mention(whom)}, the" if whom else "The"
    said = (
        f"{call} update on *{incident.ref}* that was due {text.moment(first)} has not come: "
        f"it is {spoken(due.slot - first)} late."
    )
    if comms is not None and comms != whom:
        said = f"{said} {text.mention(comms)} is to write it."
    if managers := _managers(case, due.slot):
        said = f"{said} {' '.join(map(text.mention_any, managers))}: this has been so for a while."
    now = blocks.button("Update now", f"update {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "update", now)])


def to(case: Case, due: Due) -> Audience:
    """The room; and the manager, each third time."""
    return Audience(direct=_managers(case, due.slot))


def _rhythm(case: Case) -> Moments | None:
    first = rules.next_update(case.incident, case.settings.severity(case.incident.severity))
    if first is None:
        return None
    times = case.settings.reminders
    begins = first + timedelta(minutes=times.overdue_after)
    return Moments((begins,), timedelta(minutes=times.overdue_every))


def _managers(case: Case, slot: datetime) -> tuple[str, ...]:
    rhythm = _rhythm(case)
    count = rhythm.count(slot) if rhythm else 0
    tells = count > 0 and count % case.settings.reminders.manager_every == 0
    return case.settings.escalation.manager if tells else ()


update_overdue = Reminder("update_overdue", "an overdue update", "update", owed, message, to, mutes=True)
