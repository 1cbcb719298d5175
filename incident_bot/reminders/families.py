"""What of a family of reminders is owed, and what of it comes next: for those who want to hear less. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident_bot.incidents.quiet import Quiet, Waiver
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.owed_now import owed_of
from incident_bot.reminders.reminder import Case, Owed, Reminder


def members(family: str) -> list[Reminder]:
    """The reminders of a family, in the order of the catalogue."""
    return [reminder for reminder in REMINDERS.values() if reminder.family == family]


def asks(case: Case, family: str, subject: str = "") -> list[tuple[Reminder, Owed]]:
    """What its reminders ask for as things stand, snoozed or not; nothing of those that are switched off."""
    return [
        (reminder, owed)
        for reminder in members(family)
        if reminder.name not in case.settings.reminders.off
        for owed in reminder.owed(case)
        if owed.subject == subject
    ]


def is_owed(case: Case, family: str, subject: str, now: datetime) -> bool:
    """Whether something of it is owed now, or will be as things stand."""
    return any(
        owed.rhythm.latest(now) is not None or owed.rhythm.after(now) is not None
        for reminder in members(family)
        for owed in owed_of(reminder, case)
        if owed.subject == subject
    )


def comes_next(case: Case, family: str, subject: str, now: datetime) -> tuple[datetime, Reminder] | None:
    """The next reminder of a family, with snoozes reckoned with; None when there will be none."""
    coming = [
        (at, reminder)
        for reminder in members(family)
        for owed in owed_of(reminder, case)
        if owed.subject == subject and (at := owed.rhythm.after(now)) is not None
    ]
    return min(coming, key=lambda each: each[0], default=None)


def snoozes(case: Case, now: datetime) -> Iterator[tuple[str, str, Quiet]]:
    """Those that keep something quiet now: family, subject, and by whom until when."""
    for family, subject, owed in _rows(case):
        quiet = case.incident.snooze_of(family, subject)
        if quiet is not None and quiet.until > now and any(quiet.at >= each.since for each in owed):
            yield family, subject, quiet


def waivers(case: Case) -> Iterator[tuple[str, str, Waiver]]:
    """What was said not to be needed, as long as that counts."""
    for family, subject, owed in _rows(case):
        waiver = case.incident.waiver(family, subject)
        if waiver is not None and any(waiver.at >= each.since for each in owed):
            yield family, subject, waiver


def _rows(case: Case) -> Iterator[tuple[str, str, list[Owed]]]:
    """Each family and each of its subjects of which anything is asked."""
    for family in dict.fromkeys(reminder.family for reminder in REMINDERS.values()):
        found = [
            owed
            for reminder in members(family)
            if reminder.name not in case.settings.reminders.off
            for owed in reminder.owed(case)
        ]
        for subject in dict.fromkeys(owed.subject for owed in found):
            yield family, subject, [owed for owed in found if owed.subject == subject]
