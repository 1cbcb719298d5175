"""The record as a Markdown document, for postmortems and wikis; tables as GitHub writes them.

https://github.github.com/gfm/
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

from incident_bot.exports.export import encoded
from incident_bot.exports.markdown_head import Column, facts_of_template
from incident_bot.exports.markdown_text import Markdown, bold, escape, italic, lines, link, table_head, word
from incident_bot.exports.marks import KeptFile, kept_files, marks, tombstone, words
from incident_bot.exports.of_entry import is_bold, source, who
from incident_bot.exports.record import Record
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import kind_said


async def write(record: Record) -> AsyncIterator[bytes]:
    """The document. Times are in UTC and, in a column of their own, in the zone that is wanted."""
    zones = record.wanted.zones
    yield encoded(_template().render(facts_of_template(record, zones)))
    columns = [Column(zone) for zone in zones.values()]
    async for entries in record.shown():
        yield encoded("".join([_row(record, entry, columns) for entry in entries]))


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


def _row(record: Record, entry: TimelineEntry, columns: Sequence[Column]) -> str:
    cells = [
        str(entry.number),
        *[column.tell(entry.occurred_at) for column in columns],
        word(kind_said(entry.kind)),
        word(who(record, entry)),
        _what(record, entry),
        _source(record, entry),
    ]
    return f"| {' | '.join(cells)} |\n"


def _what(record: Record, entry: TimelineEntry) -> Markdown:
    if entry.is_withdrawn:
        return italic(f"({tombstone(record, entry)})")
    said = lines(words(record, entry))
    if said and is_bold(entry):
        said = bold(said)
    if (entry.facts or {}).get("files"):
        said = Markdown("<br>".join(filter(None, [said, *map(_file, kept_files(entry))])))
    if marked := marks(record, entry):
        said = Markdown(" ".join(filter(None, [said, *(italic(f"({each})") for each in marked)])))
    return said


def _file(kept: KeptFile) -> Markdown:
    name = link(kept.name, kept.link) if kept.link else escape(kept.name)
    about = ", ".join(filter(None, (kept.about, kept.checksum and f"SHA-256 {kept.checksum}")))
    return Markdown(f"File: {name}" + (f" ({escape(about)})" if about else ""))


def _source(record: Record, entry: TimelineEntry) -> Markdown:
    address = record.link(entry.channel, entry.message)
    said = source(record, entry)
    return link(said, address) if address else word(said)
