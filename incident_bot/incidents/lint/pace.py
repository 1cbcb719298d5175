"""Rules about time: updates that came late, and silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from incident_bot.incidents import owed
from incident_bot.incidents.lint.checked import Checked
from incident_bot.incidents.lint.finding import Finding, Rule
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

GRACE = timedelta(minutes=5)
"""An update that is later than this is overdue."""

SHOWN = 3
"""Silences that are told one by one, the longest ones."""


@dataclass(frozen=True)
class Late:
    """An update that was owed at `due` and came at `at`; None: it had not come when it was over, or yet."""

    due: datetime
    at: datetime | None
    away: timedelta


def updates_are_in_time(checked: Checked) -> Iterator[Finding]:
    """Against what the severity asked for at that time; a promise counts, and a snooze puts it off."""
    found = [late for late in late_updates(checked) if late.away > GRACE]
    if found:
        worst = max(found, key=lambda late: late.away)
        yield Finding(Rule.LATE_UPDATE, 60, at=worst.due, until=worst.at, length=worst.away, count=len(found))


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


def late_updates(checked: Checked) -> Iterator[Late]:
    """Every update that came after its time, however little, in their order."""
    if checked.is_hindsight:
        return
    plan = _Plan(checked)
    for entry in checked.turns:
        yield from plan.step(entry)
    if plan.due is not None and checked.now > plan.due:
        yield Late(plan.due, None, checked.now - plan.due)


class _Plan:
    """When the next update is owed, from entry to entry."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._since = checked.incident.declared_at
        self.due: datetime | None = None

    def step(self, entry: TimelineEntry) -> Iterator[Late]:
        facts, at = entry.facts or {}, entry.occurred_at
        match entry.what:
            case Kind.DECLARED | Kind.REOPENED:
                self._begin(at)
            case Kind.UPDATE:
                if self.due is not None and at > self.due:
                    yield Late(self.due, at, at - self.due)
                if not facts.get("final"):
                    self._begin(at, _until(facts.get("next_at")))
            case Kind.SEVERITY if self.due is None or self.due > at:
                # What a higher severity would have asked for before it was one, nobody owed.
                due = self._by_cadence(self._since, at)
                self.due = None if due is None else max(due, at)
            case Kind.NEXT_UPDATE:
                self.due = _until(facts.get("until")) or self._by_cadence(self._since, at)
            case Kind.SNOOZE if facts.get("reminder") == "update_due" and self.due is not None:
                self.due = max(self.due, _until(facts.get("until")) or self.due)
            case Kind.RESOLVED:
                if self.due is not None and at > self.due:
                    yield Late(self.due, None, at - self.due)
                self.due = None

    def _begin(self, at: datetime, promised: datetime | None = None) -> None:
        self._since = at
        self.due = promised or self._by_cadence(at, at)

    def _by_cadence(self, since: datetime, at: datetime) -> datetime | None:
        return owed.by_cadence(since, self._checked.severity_at(at))


def _until(moment: str | None) -> datetime | None:
    return None if moment is None else datetime.fromisoformat(moment)
