"""What a picture of an incident tells: bands of time and moments. Pure: a record in, plain objects out.

An incident that is open has no present here: its bands end with the latest thing on the record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incident_bot.exports.record import Record
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import open_spans
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.messages.durations import spoken
from incident_bot.messages.entry_text import severity_label
from incident_bot.messages.moments import reached

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Stretch:
    """Something that was so from a moment until another one."""

    since: datetime
    until: datetime
    label: str
    look: str

    @property
    def length(self) -> timedelta:
        """How long it was so."""
        return self.until - self.since


@dataclass(frozen=True)
class Band:
    """A row of the picture. Stretches of one lane follow each other, they never overlap."""

    label: str
    lanes: tuple[tuple[Stretch, ...], ...]


@dataclass(frozen=True)
class Moment:
    """Something that is reached once."""

    at: datetime
    label: str


def end_of(record: Record, latest: datetime) -> datetime:
    """Where the bands end: with the resolution, or, while it is open, with the latest thing there is."""
    incident = record.incident
    known = [incident.resolved_at, incident.closed_at, incident.declared_at, latest]
    return max(each for each in known if each is not None)


def worked(record: Record, end: datetime) -> list[Span]:
    """When people worked on it: from when it began, without the time between a resolution and a reopening."""
    incident = record.incident
    spans = open_spans(incident, record.turns, end)
    if not spans:
        return [(incident.began, incident.resolved_at or end)]
    return [(min(spans[0][0], incident.began), spans[0][1]), *spans[1:]]


def moments(incident: Incident) -> list[Moment]:
    """The moments that are known, in their order; those of one instant are one."""
    by_time: dict[datetime, str] = {}
    for label, at in reached(incident):
        if at is not None:
            by_time[at] = f"{by_time[at]}, {label.lower()}" if at in by_time else label
    return [Moment(at, by_time[at]) for at in sorted(by_time)]


def phases(incident: Incident, end: datetime) -> Band:
    """Detection, response, mitigation, resolution, as far as their ends are known.

    Phases between which nobody said when the one ended are one: `response, mitigation`.
    """
    # Of what was over before it was declared, the declaration says nothing about when it was noticed.
    noticed = incident.detected_at or (None if incident.was_over else incident.declared_at)
    ends = (
        ("detection", noticed),
        ("response", incident.acknowledged_at),
        ("mitigation", incident.mitigated_at),
        ("resolution", incident.resolved_at),
    )
    since = min(incident.began, noticed or incident.began)
    found: list[Stretch] = []
    names: list[str] = []
    for name, at in ends:
        names.append(name)
        if at is None:
            continue
        if at > since:
            found.append(Stretch(since, at, ", ".join(names), f"phase-{names[-1]}"))
            since = at
        names = []
    if names and incident.resolved_at is None and end > since:
        found.append(Stretch(since, end, names[0], f"phase-{names[0]}"))
    return Band("Phase", (tuple(found),))


def statuses(record: Record, end: datetime) -> Band:
    """Which status it had when."""
    incident = record.incident
    reached: list[tuple[datetime, str]] = []
    if incident.was_over:
        reached.append((incident.resolved_at or incident.declared_at, Status.RESOLVED))
    else:
        reached.append((incident.declared_at, Status.INVESTIGATING))
    for turn in record.turns:
        if after := _status_after(turn):
            reached.append((turn.occurred_at, after))
    # People may have corrected when it was over.
    last = next((n for n in reversed(range(len(reached))) if reached[n][1] == Status.RESOLVED), None)
    if last is not None and incident.resolved_at is not None and not _unclosed(reached, last):
        reached[last] = (incident.resolved_at, reached[last][1])
    return Band("Status", (tuple(_following(reached, end, "status")),))


def severities(record: Record, end: datetime) -> Band:
    """Which severity it had when."""
    incident, settings = record.incident, record.settings
    changes = [turn for turn in record.turns if turn.kind == Kind.SEVERITY]
    first = _fact(changes[0], "before") if changes else incident.severity
    reached = [(incident.began if incident.was_over else incident.declared_at, first or incident.severity)]
    reached += [(turn.occurred_at, after) for turn in changes if (after := _fact(turn, "after"))]
    found = _following(reached, end, "severity")
    return Band(
        "Severity",
        (tuple(Stretch(s.since, s.until, severity_label(s.label, settings), s.look) for s in found),),
    )


def held_until(record: Record, end: datetime) -> datetime:
    """Where roles end that nobody gave up."""
    return min(record.incident.resolved_at or end, end)


def title(stretch: Stretch, when: str) -> str:
    """What a reader is told of it who points at it, or cannot see it."""
    return f"{stretch.label}: {when}, {spoken(stretch.length)}"


def _status_after(turn: TimelineEntry) -> str:
    if turn.kind == Kind.RESOLVED:
        return Status.RESOLVED
    if turn.kind == Kind.CLOSED:
        return Status.CLOSED
    return _fact(turn, "after") if turn.kind in (Kind.STATUS, Kind.REOPENED) else ""


def _unclosed(reached: Sequence[tuple[datetime, str]], n: int) -> bool:
    # Resolved again after it was closed: that is not when it was over.
    return n > 0 and reached[n - 1][1] == Status.CLOSED


def _following(reached: Sequence[tuple[datetime, str]], end: datetime, look: str) -> Iterator[Stretch]:
    """One after the other, each until the next begins; what lasted no time is left out."""
    since = [at for at, _ in reached]
    for n in range(1, len(since)):
        # A correction may have put one before what came before it.
        since[n] = max(since[n], since[n - 1])
    for (_, what), begin, until in zip(reached, since, [*since[1:], end], strict=True):
        if until > begin:
            yield Stretch(begin, until, what, f"{look}-{what}")


def _fact(entry: TimelineEntry, key: str) -> str:
    value = (entry.facts or {}).get(key)
    return value if isinstance(value, str) else ""
