"""What will be said of an incident as things stand, and to whom: computed like what is sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from incident_bot.messages.reminders_ahead import Coming
from incident_bot.reminders.owed_now import all_owed
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.slack import text

LATER = 12
"""So many slots after the next one are looked at for others who are then told directly."""

_CALLED = re.compile(r"<@[UW]\w+>|<!subteam\^S\w+>|<!here>")


def preview(case: Case, now: datetime) -> Iterator[Coming]:
    """The next slot of each reminder that is to come."""
    for reminder, owed in all_owed(case):
        at = owed.rhythm.after(now)
        if at is not None:
            yield _coming(case, reminder, owed, at)


def _coming(case: Case, reminder: Reminder, owed: Owed, at: datetime) -> Coming:
    due = Due(at, owed.subject)
    audience = reminder.to(case, due)
    snooze = case.incident.snooze_of(reminder.family, owed.subject)
    said = reminder.message(case, due).text
    return Coming(
        reminder=reminder.name,
        subject=owed.subject,
        at=at,
        why=text.escape(owed.why),
        in_room=audience.room,
        called=tuple(_called(said)) if audience.room else (),
        direct=audience.direct,
        if_there=case.incident.is_private,
        later=tuple(_later(case, reminder, owed, at)),
        every=_every(owed, at),
        put_off=snooze is not None and snooze.until == at,
    )


def _called(said: str) -> Iterator[str]:
    """Whom a message calls by name; whoever only looks must not ring at everybody."""
    for called in dict.fromkeys(_CALLED.findall(said)):
        yield "everybody" if called == "<!here>" else called


def _later(
    case: Case, reminder: Reminder, owed: Owed, first: datetime
) -> Iterator[tuple[datetime, tuple[str, ...]]]:
    """The first slots at which others are told directly: the rungs of a ladder, the manager."""
    told, at = {reminder.to(case, Due(first, owed.subject)).direct, ()}, owed.rhythm.after(first)
    for _ in range(LATER):
        if at is None:
            return
        direct = reminder.to(case, Due(at, owed.subject)).direct
        if direct not in told:
            told.add(direct)
            yield at, direct
        at = owed.rhythm.after(at)


def _every(owed: Owed, first: datetime) -> timedelta | None:
    """How often it comes after the next one, where that is always the same."""
    slots = [first]
    for _ in range(LATER):
        coming = owed.rhythm.after(slots[-1])
        if coming is None:
            return None
        slots.append(coming)
    last = slots[-1] - slots[-2]
    return last if last == slots[-2] - slots[-3] else None
