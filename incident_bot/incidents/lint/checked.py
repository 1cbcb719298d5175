"""What the rules look at: the incident, its turns, and what one walk along its timeline leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import Span, open_spans
from incident_bot.incidents.vocabulary import TOLD, Kind
from incident_bot.settings import Settings, Severity

FAR = timedelta(hours=24)
"""Further off than this a time is more likely mistyped than true."""

MUTE = (Kind.ROOM, Kind.REMINDER, Kind.SNOOZE, Kind.EXPORT, Kind.PROBLEM, Kind.POSTMORTEM, Kind.ITEM)
"""Kinds that say nothing of how the incident went: they end no silence."""

_TOLD = frozenset(kind.value for kind in TOLD)
_MUTE = frozenset(kind.value for kind in MUTE)


@dataclass(frozen=True)
class Slip:
    """An entry whose time is hard to believe."""

    number: int
    at: datetime
    away: timedelta


@dataclass
class Walk:
    """Goes along the timeline in the order in which things happened, and keeps what is worth a look.

    However long the timeline is, little is left of it: a silence is as long as the shortest that may matter.
    """

    spans: Sequence[Span]
    """When the incident was open."""
    silence: timedelta | None
    """Shorter silences matter to nobody; None: none does."""
    began: datetime
    ended: datetime | None
    entries: int = 0
    decisions: int = 0
    hypotheses: int = 0
    silences: list[Span] = field(default_factory=list)
    unsigned: list[Slip] = field(default_factory=list)
    early: list[Slip] = field(default_factory=list)
    late: list[Slip] = field(default_factory=list)
    afterwards: list[Slip] = field(default_factory=list)
    """Written down long after they happened."""

    def __post_init__(self) -> None:
        self._edges = sorted({edge for span in self.spans for edge in span})
        self._last: datetime | None = None

    def step(self, number: int, kind: str, author: str | None, at: datetime, recorded: datetime) -> None:
        """The next entry that stands."""
        self.entries += 1
        if kind not in _MUTE:
            self._pass_edges(at)
            self._hear(at)
        if kind not in _TOLD:
            return
        if kind == Kind.DECISION:
            self.decisions += 1
            if author is None:
                self.unsigned.append(Slip(number, at, timedelta(0)))
        elif kind == Kind.HYPOTHESIS:
            self.hypotheses += 1
        if at < self.began - FAR:
            self.early.append(Slip(number, at, self.began - at))
        elif self.ended is not None and at > self.ended + FAR:
            self.late.append(Slip(number, at, at - self.ended))
        elif recorded - at > FAR:
            self.afterwards.append(Slip(number, at, recorded - at))

    def end(self) -> None:
        """There are no more."""
        self._pass_edges(None)

    def _pass_edges(self, until: datetime | None) -> None:
        while self._edges and (until is None or self._edges[0] <= until):
            self._hear(self._edges.pop(0))

    def _hear(self, at: datetime) -> None:
        last, self._last = self._last, at
        if last is None or self.silence is None or at - last <= self.silence:
            return
        if any(since <= last and at <= until for since, until in self.spans):
            self.silences.append((last, at))


@dataclass(frozen=True)
class Checked:
    """An incident, and what its rules are held against."""

    incident: Incident
    turns: Sequence[TimelineEntry]
    """The entries about the incident itself that stand, in the order in which they were made."""
    walk: Walk
    settings: Settings
    now: datetime

    @property
    def spans(self) -> list[Span]:
        """When it was open."""
        return open_spans(self.incident, self.turns, self.now)

    @property
    def lasted(self) -> timedelta:
        """How long it was open."""
        return sum((until - since for since, until in self.spans), timedelta(0))

    @property
    def is_hindsight(self) -> bool:
        """It was written down when it was over: nobody could be late."""
        return self.incident.was_over or self.incident.imported_at is not None

    def severity_at(self, at: datetime) -> Severity:
        """How bad it was then."""
        key = None
        for each, since in severities(self.turns):
            if key is None or since <= at:
                key = each
        return self.settings.severity(key or self.incident.severity)


def severities(turns: Sequence[TimelineEntry]) -> Iterator[tuple[str, datetime]]:
    """The severities that it had, each with the moment since when."""
    for entry in turns:
        if entry.what is Kind.DECLARED and (key := entry.facts.get("severity")):
            yield str(key), entry.occurred_at
        elif entry.what is Kind.SEVERITY:
            yield str(entry.facts["after"]), entry.occurred_at


def shortest_silence(
    incident: Incident, turns: Sequence[TimelineEntry], settings: Settings
) -> timedelta | None:
    """The shortest cadence that it ever had; None when it had none."""
    keys = {incident.severity, *(key for key, _ in severities(turns))}
    every = [found.update_every for key in sorted(keys) if (found := settings.severity(key)).update_every]
    return timedelta(minutes=min(each for each in every if each)) if every else None
