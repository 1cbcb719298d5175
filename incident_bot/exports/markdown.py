"""The record as a Markdown document, for postmortems and wikis; tables as GitHub writes them.

https://github.github.com/gfm/
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


from incident_bot.exports.export import encoded
from incident_bot.exports.markdown_text import Markdown, bold, escape, italic, lines, link, table_head
from incident_bot.exports.record import Record, backdated
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken


async def write(record: Record) -> AsyncIterator[bytes]:
    """The document. Times are in UTC and, in a column of their own, in the zone that is wanted."""
    zones = record.wanted.zones
    yield encoded(_head(record, zones))
    columns = [Column(zone) for zone in zones.values()]
    async for entries in record.shown():
        yield encoded("".join(_row(record, entry, columns) for entry in entries))


def _head(record: Record, zones: Mapping[str, tzinfo]) -> str:
    return _template().render(
        record=record,
        incident=record.incident,
        zones=list(zones),
        known=list(_known(record)),
        room=_room(record),
        duration="still open" if record.duration is None else spoken(record.duration),
        moments=list(_moments(record, zones)),
        holdings=list(_holdings(record)),
    )


class Column:
    """Times of a zone one below the other: the date where it changes, the offset from UTC where that does."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._date = ""
        self._offset = "+00:00"

    def tell(self, at: datetime) -> str:
        """The next time of the column, to the second."""
        local = at.astimezone(self._zone)
        date, offset = f"{local:%Y-%m-%d}", local.isoformat(timespec="seconds")[len("2026-01-05T10:30:00") :]
        told = f"{local:%H:%M:%S}" if date == self._date else f"{date} {local:%H:%M:%S}"
        # An hour that a zone has twice a year would otherwise read the same both times.
        told = told if offset == self._offset else f"{told} (UTC{offset})"
        self._date, self._offset = date, offset
        return told


@cache
def _template() -> Template:
    # Imported here, so that a bot that exports nothing does not carry it.
    from jinja2 import Environment, StrictUndefined

    environment = Environment(  # noqa: S701 - this is no HTML: `finalize` escapes everything for Markdown
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["head"] = table_head
    return environment.from_string(files(__package__).joinpath("markdown.md.j2").read_text("utf-8"))


def _room(record: Record) -> str:
    incident = record.incident
    if record.room_link is not None:
        return link(f"#{incident.room_name or incident.room_id}", record.room_link)
    if incident.wants_room:
        return "not opened yet"
    thread = record.link(incident.announcement_channel, incident.announcement_ts)
    return "none" if thread is None else link("a thread of the status channel", thread)


def _known(record: Record) -> Iterator[tuple[str, str]]:
    """What is not known of every incident."""
    incident = record.incident
    if incident.is_drill:
        yield "Drill", "this was an exercise"
    if incident.is_private:
        yield "Private", "for those only who are in its room"
    if incident.services:
        yield "Affected", ", ".join(incident.services)
    if incident.impact:
        yield "Impact", incident.impact
    without = record.vacancies.get(COMMANDER, timedelta(0))
    if without >= timedelta(minutes=1):
        yield "Without a commander", spoken(without)


def _moments(record: Record, zones: Mapping[str, tzinfo]) -> Iterator[tuple[str, list[str]]]:
    incident = record.incident
    columns = [Column(zone) for zone in zones.values()]
    for moment, at, always in (
        ("Began for users", incident.impact_started_at, False),
        ("Noticed", incident.detected_at, False),
        ("Declared", incident.declared_at, True),
        ("Acknowledged", incident.acknowledged_at, True),
        ("Mitigated", incident.mitigated_at, True),
        ("Resolved", incident.resolved_at, True),
        ("Closed", incident.closed_at, False),
    ):
        if at is None and not always:
            continue
        yield moment, [column.tell(at) if at else "–" for column in columns]


def _holdings(record: Record) -> Iterator[tuple[str, str, str, str]]:
    to_now = "still" if record.incident.is_open else "the end"
    for holding in record.holdings:
        until = Column(UTC).tell(holding.until) if holding.until else to_now
        role = record.settings.role_label(holding.role)
        if holding.label:
            role = f"{role} ({holding.label})"
        yield role, record.name(holding.person), Column(UTC).tell(holding.since), until


def _row(record: Record, entry: TimelineEntry, columns: Sequence[Column]) -> str:
    cells = [
        *(column.tell(entry.occurred_at) for column in columns),
        escape(entry.kind.replace("_", " ")),
        escape(_who(record, entry)),
        _what(record, entry),
        _source(record, entry),
    ]
    return f"| {' | '.join(cells)} |\n"


def _who(record: Record, entry: TimelineEntry) -> str:
    if entry.author:
        return record.name(entry.author)
    # A message that was marked and has no author is another app's.
    return "an app" if entry.kind == Kind.PINNED else "the bot"


def _what(record: Record, entry: TimelineEntry) -> Markdown:
    said = lines(record.text(entry))
    if said and (entry.starred or entry.kind == Kind.DECISION):
        said = bold(said)
    late = backdated(entry)
    return said if late is None else Markdown(f"{said} {italic(f'(recorded {spoken(late)} later)')}".lstrip())


def _source(record: Record, entry: TimelineEntry) -> Markdown:
    marked_by = (entry.facts or {}).get("marked_by")
    by = f" by {record.name(marked_by)}" if isinstance(marked_by, str) else ""
    address = record.link(entry.channel, entry.message)
    source = f"{entry.source}{by}"
    return link(source, address) if address else escape(source)
