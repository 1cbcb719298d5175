"""Every update that an incident ever owed, and what came of it: from the record, as the reminders had it.

`owed` says what is owed now; this says the same of every moment since the declaration. A snooze keeps a
reminder quiet and changes nothing here: what is owed stays owed. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from incident_bot.incidents import owed
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import open_spans
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.settings import Settings

GRACE = timedelta(minutes=5)
"""So much later an update still is in time: people write it when they are reminded."""


class End(Enum):
    """How the waiting for an update ended."""

    CAME = auto()
    PUT_OFF = auto()
    """It came to be owed at another time: one was promised, or the severity asks for fewer."""
    WAIVED = auto()
    """Somebody said that it is not needed; the one after it is owed later, or never."""
    OVER = auto()
    """The incident was over, without it."""
    WAITS = auto()
    """It has not ended: the incident is open."""


@dataclass(frozen=True)
class OwedUpdate:
    """One update: owed at `due`, and how that ended at `until`, which is earlier where it came early."""

    due: datetime
    until: datetime
    end: End
    every: timedelta
    """How often it is asked for from `due` on."""

    @property
    def late(self) -> timedelta:
        """How long people waited beyond the time; nothing, where they did not."""
        return max(self.until - self.due, timedelta(0))

    @property
    def is_late(self) -> bool:
        """Whether that counts."""
        return self.late > GRACE


def updates_owed(
    incident: Incident, turns: Sequence[TimelineEntry], settings: Settings, now: datetime
) -> Iterator[OwedUpdate]:
    """In their order. `turns` are its entries about itself; `now` is where the record ends if it is open.

    None was owed of what was over when it was declared, or whose record was made of notes: nobody here could
    be late. A record that was imported as it is owed what it owed where it was written.
    """
    if incident.was_over or _is_of_notes(turns):
        return
    ordered = sorted(turns, key=lambda turn: (turn.occurred_at, turn.number))
    plan = _Plan(settings, _first_severity(incident, ordered), dict(open_spans(incident, ordered, now)))
    plan.open(incident.declared_at)
    for turn in ordered:
        yield from plan.step(turn)
    if incident.is_open:
        yield from plan.close(End.WAITS)


class _Plan:
    """When the next update is owed, from entry to entry: the state that `owed.next_update` reads."""

    def __init__(self, settings: Settings, severity: str, spans: Mapping[datetime, datetime]) -> None:
        self._settings = settings
        # One that the settings do not know asks for nothing: the mildest one's cadence is not what it had.
        self._severity = settings.severities.get(severity)
        self._spans = spans

    def open(self, at: datetime) -> None:
        """Declared or reopened: what is owed is counted from here."""
        self._until = self._spans.get(at)
        self._last, self._settled = at, at
        self._promised: datetime | None = None
        self._missed: datetime | None = None

    def step(self, turn: TimelineEntry) -> Iterator[OwedUpdate]:
        """What is settled by the next entry."""
        facts, at = turn.facts or {}, turn.occurred_at
        if self._until is not None and at > self._until:
            # People corrected when it was over: what came after that changes nothing.
            yield from self.close(End.OVER)
        match turn.kind:
            case Kind.UPDATE if self._until is not None:
                yield from self._ended(at, End.CAME)
                self._last, self._promised = at, _moment(facts.get("next_at"))
            case Kind.NEXT_UPDATE if self._until is not None:
                due, self._promised = self._due, _moment(facts.get("until"))
                yield from self._moved(due, at, End.PUT_OFF)
            case Kind.REMINDER if self._until is not None and _is_waived_update(facts):
                due, self._promised = self._due, _moment(facts.get("until"))
                yield from self._moved(due, at, End.WAIVED)
            case Kind.SEVERITY:
                due = self._due
                self._severity = self._settings.severities.get(str(facts.get("after") or ""))
                self._promised = None
                if self._until is not None:
                    yield from self._moved(due, at, End.PUT_OFF)
            case Kind.RESOLVED:
                yield from self.close(End.OVER)
            case Kind.REOPENED:
                self.open(at)

    def close(self, end: End) -> Iterator[OwedUpdate]:
        """It is over, or the record ends here."""
        if self._until is not None and self._due is not None and self._due < self._until:
            yield from self._ended(self._until, end)
        self._until = None

    def _moved(self, due: datetime | None, at: datetime, end: End) -> Iterator[OwedUpdate]:
        """It is owed at another time than it was; one that was missed, and still is, is the same one."""
        self._missed = None
        if due is None or due >= at:
            return
        if self._due is not None and self._due < at:
            self._missed = min(due, self._due)
            return
        yield OwedUpdate(due, at, end, owed.update_rhythm(self._severity))
        self._settled = at

    def _ended(self, at: datetime, end: End) -> Iterator[OwedUpdate]:
        if self._due is not None:
            yield OwedUpdate(self._due, at, end, owed.update_rhythm(self._severity))
        self._missed = None

    @property
    def _due(self) -> datetime | None:
        due = self._missed or owed.after(self._last, self._promised, self._severity)
        # The severity may go down and up again: the time before was told already.
        return due and max(due, self._settled)


def _is_of_notes(turns: Sequence[TimelineEntry]) -> bool:
    """Whether its first fact was written by an import, and it was not opened again here."""
    imported = any(turn.kind == Kind.DECLARED and turn.source == Source.IMPORT for turn in turns)
    return imported and not any(turn.kind == Kind.REOPENED for turn in turns)


def _first_severity(incident: Incident, turns: Sequence[TimelineEntry]) -> str:
    """What it was declared as."""
    for turn in turns:
        if turn.kind == Kind.SEVERITY and (before := (turn.facts or {}).get("before")):
            return str(before)
    return incident.severity


def _is_waived_update(facts: Mapping[str, Any]) -> bool:
    return facts.get("outcome") == "waived" and facts.get("reminder") == "update"


def _moment(iso: str | None) -> datetime | None:
    return None if iso is None else datetime.fromisoformat(iso)
