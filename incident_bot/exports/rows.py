"""The timeline as rows of plain text: what the page and the PDF show of each entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC

from incident_bot.exports.markdown_head import Column
from incident_bot.exports.marks import KeptFile, kept_files, marks, tombstone, words
from incident_bot.exports.of_entry import is_bold, source, who
from incident_bot.exports.record import Record
from incident_bot.exports.visible import visible
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import kind_said


@dataclass(frozen=True)
class Row:
    """An entry. `what` has its line breaks."""

    number: int
    utc: str
    """The moment as HTML and machines have it."""
    times: tuple[str, ...]
    """In each zone, one below the other."""
    kind: str
    who: str
    what: str
    marks: tuple[str, ...]
    starred: bool
    is_bold: bool
    is_withdrawn: bool
    is_deleted: bool
    files: tuple[KeptFile, ...]
    source: str
    link: str | None


def rows(record: Record) -> Callable[[TimelineEntry], Row]:
    """Makes rows of entries, which have to come in their order."""
    columns = [Column(zone) for zone in record.wanted.zones.values()]

    def made(entry: TimelineEntry) -> Row:
        gone = entry.is_withdrawn
        return Row(
            number=entry.number,
            utc=f"{entry.occurred_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            times=tuple(column.tell(entry.occurred_at) for column in columns),
            kind=kind_said(entry.kind),
            who=visible(who(record, entry)),
            what=visible(tombstone(record, entry) if gone else words(record, entry)).strip(),
            marks=tuple(map(visible, marks(record, entry))),
            starred=bool(entry.starred) and not gone,
            is_bold=is_bold(entry),
            is_withdrawn=gone,
            is_deleted=bool(entry.is_deleted),
            files=tuple(kept_files(entry)),
            source=visible(source(record, entry)),
            link=record.link(entry.channel, entry.message),
        )

    return made
