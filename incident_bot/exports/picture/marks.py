"""The entries of a timeline as marks on its picture: a row for each kind, few of them with their words.

A long timeline is read in pieces and kept as moments alone.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from incident_bot.exports.record import Record
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

TOLD_OF = 400
"""Of so many entries the words are kept, to be read at their marks; of a longer timeline, only when."""

_WORDS = 140
_MICROSECOND = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_ROWS = {
    Kind.NOTE: "Notes",
    Kind.DECISION: "Decisions",
    Kind.ACTION: "Actions",
    Kind.HYPOTHESIS: "Hypotheses",
    Kind.PINNED: "Marked messages",
    Kind.MESSAGE: "Messages",
    Kind.HANDOFF: "Hand-offs",
    Kind.HANDOFF_ANSWER: "Hand-offs",
    Kind.CHECK: "Checklists",
    Kind.TITLE: "What is known",
    Kind.IMPACT: "What is known",
    Kind.SERVICES: "What is known",
    Kind.MOMENT: "What is known",
    Kind.ROOM: "Room",
    Kind.ROOM_WANTED: "Room",
    Kind.ROOM_LOST: "Room",
    Kind.ARCHIVING: "Room",
    Kind.REMINDER: "Reminders",
    Kind.SNOOZE: "Reminders",
    Kind.NEXT_UPDATE: "Reminders",
    Kind.ITEM: "Action items",
    Kind.POSTMORTEM: "Postmortem",
    Kind.EXPORT: "Exports",
    Kind.PROBLEM: "Problems",
}
"""In their order. Kinds that are bands of their own have no row."""

_BANDS = frozenset(
    {
        Kind.DECLARED,
        Kind.STATUS,
        Kind.RESOLVED,
        Kind.REOPENED,
        Kind.CLOSED,
        Kind.SEVERITY,
        Kind.ROLE,
        Kind.UPDATE,
    }
)


@dataclass(frozen=True)
class Mark:
    """One entry, with the beginning of its words."""

    at: datetime
    number: int
    words: str


@dataclass
class Row:
    """The entries of a kind, or of a few that belong together."""

    label: str
    look: str
    when: array[int] = field(default_factory=lambda: array("q"))
    """In microseconds since 1970, in their order: eight bytes for each entry."""
    told: list[Mark] = field(default_factory=list)
    """All of them, or none when there are many."""

    @property
    def moments(self) -> list[datetime]:
        """When they happened."""
        return [_EPOCH + timedelta(microseconds=each) for each in self.when]


@dataclass
class Marks:
    """What happened when, by row."""

    rows: list[Row]
    latest: datetime | None = None
    count: int = 0
    updates: set[int] = field(default_factory=set)
    """Numbers of the updates that are on the timeline as it is wanted."""


async def collect(record: Record) -> Marks:
    """Once through the timeline, as it is wanted; what was withdrawn is not on the picture."""
    rows = {label: Row(label, f"kind-{kind}") for kind, label in reversed(_ROWS.items())}
    other = Row("Other", "kind-other")
    found = Marks([])
    async for batch in record.shown():
        for entry in batch:
            found.count += 1
            if found.latest is None or entry.occurred_at > found.latest:
                found.latest = entry.occurred_at
            if entry.kind == Kind.UPDATE:
                found.updates.add(entry.number)
            if entry.is_withdrawn or entry.kind in _BANDS:
                continue
            row = rows[_ROWS[entry.what]] if entry.kind in _KNOWN else other
            row.when.append((entry.occurred_at - _EPOCH) // _MICROSECOND)
            if found.count <= TOLD_OF:
                row.told.append(Mark(entry.occurred_at, entry.number, _words(record, entry)))
    labels = list(dict.fromkeys(_ROWS.values()))
    found.rows = [rows[label] for label in labels if rows[label].when] + ([other] if other.when else [])
    if found.count > TOLD_OF:
        for row in found.rows:
            row.told = []
    return found


def _words(record: Record, entry: TimelineEntry) -> str:
    said = " ".join(record.text(entry)[: 4 * _WORDS].split())
    return said if len(said) <= _WORDS else f"{said[:_WORDS].rstrip()}…"


_KNOWN = frozenset(kind.value for kind in _ROWS)
