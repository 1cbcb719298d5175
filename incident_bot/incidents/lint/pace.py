"""Rules about time: updates that came late, and silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from incident_bot.incidents.lint.checked import Checked
from incident_bot.incidents.lint.finding import Finding, Rule
from incident_bot.incidents.updates_owed import End, OwedUpdate, updates_owed

SHOWN = 3
"""Silences that are told one by one, the longest ones."""


def updates_are_in_time(checked: Checked) -> Iterator[Finding]:
    """As the reminders have it: a promise says when, and a snooze only keeps the reminder quiet."""
    if found := [each for each in late_updates(checked) if each.is_late]:
        worst = max(found, key=lambda each: each.late)
        came = worst.until if worst.end is End.CAME else None
        # It was owed again later, and that one may have come.
        other = {End.PUT_OFF: "put off", End.WAIVED: "said not to be needed"}.get(worst.end, "")
        yield Finding(
            Rule.LATE_UPDATE, 60, at=worst.due, until=came, length=worst.late, count=len(found), other=other
        )


def it_is_not_silent(checked: Checked) -> Iterator[Finding]:
    """Nothing on the timeline for longer than stakeholders wait for an update."""
    found = []
    for since, until in checked.walk.silences:
        every = checked.severity_at(since).update_every
        if every is not None and until - since > timedelta(minutes=every):
            found.append((until - since, since, until))
    for n, (length, since, until) in enumerate(sorted(found, reverse=True)[:SHOWN]):
        rest = len(found) - SHOWN + 1 if n == SHOWN - 1 and len(found) > SHOWN else 1
        yield Finding(Rule.SILENCE, 50, at=since, until=until, length=length, count=rest)


def late_updates(checked: Checked) -> list[OwedUpdate]:
    """Every update that was waited for beyond its time, however shortly, in their order."""
    owed = updates_owed(checked.incident, checked.turns, checked.settings, checked.now)
    return [each for each in owed if each.late]
