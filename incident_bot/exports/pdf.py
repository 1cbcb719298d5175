"""The record as a PDF: what the page shows, to be printed, kept and sent. Written page by page, in memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incident_bot.exports.pdf_page import Pages
    from incident_bot.exports.pdf_table import Grid, Part

from incident_bot.exports import sheets
from incident_bot.exports.picture import Plot, Sheet, draw, legend, plotted
from incident_bot.exports.record import Record
from incident_bot.exports.rows import Row, rows
from incident_bot.exports.visible import visible

PAPER = Sheet(width=720, gutter=152)

MOST = 20_000
"""Entries of the timeline that are written; of a longer one the rest is left out, and that is said. A PDF is
made whole, in one step of a job, which has to end before the job is thought dead."""


async def write(record: Record) -> AsyncIterator[bytes]:
    """The document. Times are in UTC and, beside it, in the zone that is wanted."""
    yield bytes(await document(record))


async def document(record: Record, *, compress: bool = True, most: int = MOST) -> bytearray:
    """All of it: a PDF ends with a table of where everything stands, so it is not had in pieces.

    `compress` False leaves readable what is drawn. Of the timeline, the first `most` entries are there.
    """
    # Imported here, so that a bot that exports nothing does not carry it.
    from incident_bot.exports.pdf_page import Pages

    plot = await plotted(record)
    pages = await asyncio.to_thread(Pages, _foot(record), _made(record), compress=compress)
    links = await asyncio.to_thread(_beginning, pages, record, plot, most)
    grid = await asyncio.to_thread(_timeline, pages, record)
    made, date = rows(record), ""
    left = most
    async for entries in record.shown():
        batch = [made(each) for each in entries[:left]]
        left -= len(batch)
        # Drawing takes its time: other people's requests must not wait for it.
        date = await asyncio.to_thread(_rows, pages, grid, batch, links, date)
        if not left:
            break
    await asyncio.to_thread(_end, pages, record)
    return await asyncio.to_thread(pages.output)


def _foot(record: Record) -> str:
    title = visible(record.incident.title)
    return f"{record.incident.ref} · {title if len(title) <= 80 else f'{title[:79]}…'}"


def _made(record: Record) -> datetime:
    """When the latest thing was written down: a record knows no present."""
    return max([record.incident.declared_at, *(turn.recorded_at for turn in record.turns)])


def _beginning(pages: Pages, record: Record, plot: Plot, most: int) -> dict[int, int]:
    """Everything before the timeline; returns the links to its entries, by number."""
    from incident_bot.exports import pdf_picture
    from incident_bot.exports.pdf_page import SOFT
    from incident_bot.exports.pdf_table import table

    incident = record.incident
    pages.set_title(pages.faces[""].plain(f"{incident.ref}: {visible(incident.title)}"))
    pages.start_section(incident.ref)
    pages.paragraph(incident.ref, 10, "B", SOFT)
    pages.paragraph(incident.title, 17, "B")
    pages.paragraph(" · ".join(said for _, said in sheets.badges(record)), 10, "B")
    pages.y += 6
    pages.labelled([(fact.label, fact.value, fact.link) for fact in sheets.about(record)])
    for said in sheets.left_out(record):
        pages.paragraph(said, 9, "B")
    if plot.marks.count > most:
        pages.paragraph(_TOO_MANY.format(most=most, count=plot.marks.count), 9, "B")
    picture = draw(plot, PAPER)
    pages.heading("The incident at a glance", pdf_picture.height(pages, picture))
    numbers = [mark.number for row in plot.marks.rows for mark in row.told]
    numbers += sorted(plot.marks.updates)
    # Of what is not there, no link: it would lead nowhere.
    links = {} if plot.marks.count > most else {each: pages.add_link() for each in dict.fromkeys(numbers)}
    pdf_picture.draw(pages, picture, links)
    pages.y += 3
    pages.paragraph(legend(plot, list(record.wanted.zones)[-1]), 7.5, colour=SOFT)
    zones = len(record.wanted.zones)
    pages.heading("Moments")
    table(pages, sheets.moments(record), [3, *[5] * zones, 3])
    pages.heading("Roles")
    if record.holdings:
        table(pages, sheets.holdings(record), [4, 4, 5, 4])
    else:
        pages.paragraph(record.no_roles)
    if record.items:
        pages.heading("Action items")
        table(pages, sheets.items(record), [1, 8, 3, 2, 2, 2.6, 4])
    if in_short := sheets.punctuality(record):
        pages.heading("Reminders")
        for said in in_short:
            pages.paragraph(said)
        table(pages, sheets.reminders(record), [*[3] * zones, 4, 9])
    return links


_TOO_MANY = (
    "The timeline has {count:,} entries, of which the first {most:,} are here: a PDF takes no more. HTML, "
    "Markdown, JSON Lines and CSV have all of them."
)


def _timeline(pages: Pages, record: Record) -> Grid:
    from incident_bot.exports.pdf_table import Grid

    pages.heading("Timeline")
    zones = list(record.wanted.zones)
    return Grid(pages, ["No.", *zones, "Kind", "Who", "What"], [1.5, *[2.9] * len(zones), 3.1, 2.8, 11])


def _rows(pages: Pages, grid: Grid, batch: Sequence[Row], links: dict[int, int], date: str) -> str:
    """Some rows; returns the date of the last one. Each day is in the outline."""
    from incident_bot.exports.pdf_page import SOFT
    from incident_bot.exports.pdf_table import Part, linked

    for row in batch:
        if (day := row.utc[:10]) != date:
            pages.start_section(day, level=1)
            date = day
        about = [Part(row.kind), linked(row.source, row.link)]
        times = [[Part(time)] for time in row.times]
        cells = [[Part(f"#{row.number}", colour=SOFT)], *times, about, [Part(row.who)], _what(row)]
        grid.row(cells, links.get(row.number))
    return date


def _what(row: Row) -> list[Part]:
    from incident_bot.exports.pdf_page import SOFT
    from incident_bot.exports.pdf_table import Part, linked

    star = "★ " if row.starred else ""
    style = "B" if row.is_bold else ""
    found = [Part(f"{star}{row.what}", style, SOFT if row.is_withdrawn else (28, 29, 33))]
    for file in row.files:
        about = f" ({visible(file.about)})" if file.about else ""
        found.append(linked(f"{visible(file.name)}{about}", file.link))
        if file.checksum:
            found.append(Part(f"SHA-256 {visible(file.checksum)}", colour=SOFT, size=6.5))
    return [*found, *([Part("; ".join(row.marks), colour=SOFT, size=7)] if row.marks else [])]


def _end(pages: Pages, record: Record) -> None:
    from incident_bot.exports.pdf_page import SOFT

    pages.y += 14
    pages.need(40)
    facts = f"{record.incident.ref} has {record.facts} facts on its record. The chain of them ends in"
    pages.paragraph(facts, 8, colour=SOFT)
    pages.paragraph(record.head or "nothing", 8, colour=SOFT)
