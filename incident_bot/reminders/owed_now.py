"""What is owed of an incident, with snoozes and “not needed” taken into account. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from incident_bot.incidents.quiet import Quiet
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.reminder import Case, Owed, Reminder
from incident_bot.reminders.rhythm import Muted, Snoozed


def all_owed(case: Case) -> Iterator[tuple[Reminder, Owed]]:
    """Every reminder that may still come if nothing changes, in the order of the catalogue."""
    for reminder in REMINDERS.values():
        for owed in owed_of(reminder, case):
            yield reminder, owed


def owed_of(reminder: Reminder, case: Case) -> Iterator[Owed]:
    """The same of one reminder; of several things it may be owed at the same time."""
    if reminder.name in case.settings.reminders.off:
        return
    for owed in reminder.owed(case):
        waived = case.incident.waiver(reminder.family, owed.subject)
        if waived is not None and waived.at >= owed.since:
            continue
        snooze = case.incident.snooze_of(reminder.family, owed.subject)
        if snooze is None or snooze.at < owed.since:
            yield owed
        elif reminder.mutes:
            yield replace(owed, rhythm=Muted(owed.rhythm, snooze.until))
        else:
            yield replace(owed, rhythm=_put_off(owed, snooze))


def due(reminder: Reminder, case: Case, now: datetime, subject: str = "") -> datetime | None:
    """The latest moment not after `now` at which it is owed, or None."""
    for owed in owed_of(reminder, case):
        if owed.subject == subject:
            return owed.rhythm.latest(now)
    return None


def _put_off(owed: Owed, snooze: Quiet) -> Snoozed:
    ends = None if owed.then is None else owed.then.after(snooze.until - timedelta.resolution)
    return Snoozed(owed.rhythm, snooze.until, ends)
