"""An update stays away: the commander hears of it, again and again, and each third time the manager does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked, calling, if_there, in_charge, named, where
from incident_bot.reminders.reminder import Audience, Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import NEVER, Moments, Muted, Rhythm
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message


def owed(case: Case) -> Iterator[Owed]:
    """So long after the update was due, and then each so often, until it comes."""
    if (rhythm := _rhythm(case)) is None:
        return
    times = case.settings.reminders
    after, every = times.overdue_after, times.overdue_every
    why = f"an update is overdue after {after} min, and asked for again every {every} min"
    yield Owed(rhythm, rules.updated_since(case.incident), why)


def update_asked(case: Case) -> datetime | None:
    """When the update that is owed is asked for: when it is due, or when its severity came to ask for it."""
    incident = case.incident
    first = rules.next_update(incident, case.settings.severity(incident.severity))
    return None if first is None else max(first, rules.asked_since(incident))


def overdue(case: Case) -> Rhythm:
    """When it takes over from the reminder that an update is due, snoozes included; never, if it is off."""
    rhythm = _rhythm(case)
    if rhythm is None or "update_overdue" in case.settings.reminders.off:
        return NEVER
    snooze = case.incident.snooze_of("update")
    return rhythm if snooze is None else Muted(rhythm, snooze.until)


def message(case: Case, due: Due) -> Message:
    """To the commander, else whoever declared it."""
    incident, whom = case.incident, in_charge(case.incident)
    words = (
        f"the update on *{incident.ref}* that was due {text.moment(_first(case, due))} has not come: "
        f"{_how_late(case, due)}."
    )
    said = asked(whom, words)
    comms = incident.holder("comms")
    if comms is not None and comms != whom:
        said = f"{said} {text.mention(comms)} is to write it."
    if managers := _managers(case, due):
        said = f"{said} {calling(incident, 'the manager', managers)}"
    said = f"{said} {_what_next(case, due.slot)}"
    return Message(said, [blocks.section(said), quieting(incident, "update", _now(case))])


def direct_message(case: Case, due: Due) -> Message:
    """To the manager, who may not have heard of the incident yet."""
    incident = case.incident
    commander, comms = incident.holder(COMMANDER), incident.holder("comms")
    said = (
        f"{named(incident, case.settings)}: the update that was due {text.moment(_first(case, due))} has not "
        f"come, {_how_late(case, due)}. "
        f"{f'{text.mention(commander)} commands.' if commander else 'Nobody commands.'} "
    )
    if comms is not None and comms != commander:
        said = f"{said}{text.mention(comms)} is to write it. "
    said = f"{said}{where(incident)} {_what_next(case, due.slot, to_manager=True)}"
    return Message(said, [blocks.section(said), blocks.actions([_now(case)])])


def to(case: Case, due: Due) -> Audience:
    """The room; and the manager, each third time. A drill calls nobody."""
    return Audience(direct=() if case.incident.is_drill else _managers(case, due))


def _rhythm(case: Case) -> Moments | None:
    first = update_asked(case)
    if first is None:
        return None
    times = case.settings.reminders
    begins = first + timedelta(minutes=times.overdue_after)
    return Moments((begins,), timedelta(minutes=times.overdue_every))


def _managers(case: Case, due: Due) -> tuple[str, ...]:
    """Each third time, also where that time was missed while nobody was there to say it."""
    rhythm, every = _rhythm(case), case.settings.reminders.manager_every
    count = rhythm.count(due.slot) if rhythm else 0
    before = max(count - 1 - due.missed, 0)
    return case.settings.escalation.manager if count // every > before // every else ()


def _what_next(case: Case, slot: datetime, *, to_manager: bool = False) -> str:
    """When it is asked for again, and when the manager hears of it."""
    rhythm = _rhythm(case)
    if rhythm is None or (at := rhythm.after(slot)) is None:
        return ""
    again = f"I ask again at {text.moment(at, '{time}')}"
    if not case.settings.escalation.manager:
        return f"If it does not come, {again}."
    times = case.settings.reminders
    more = -rhythm.count(at) % times.manager_every
    then = text.moment(at + more * timedelta(minutes=times.overdue_every), "{time}")
    if to_manager:
        hears = f"you hear of it again at {then}"
    else:
        would = "would hear" if case.incident.is_drill else "hears"
        hears = f"the manager {would} of it at {then}{if_there(case.incident)}"
    return f"If it does not come, {f'{again}, and {hears}' if more else hears}."


def _first(case: Case, due: Due) -> datetime:
    return rules.next_update(case.incident, case.settings.severity(case.incident.severity)) or due.slot


def _how_late(case: Case, due: Due) -> str:
    return f"it is {spoken(due.slot - _first(case, due))} late"


def _now(case: Case) -> Block:
    return blocks.button("Update now", f"update {case.incident.ref}", style="primary")


update_overdue = Reminder(
    "update_overdue",
    "an overdue update",
    "update",
    owed,
    message,
    to,
    mutes=True,
    keeps=False,
    direct_message=direct_message,
)
