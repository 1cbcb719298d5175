"""The record as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.

https://html.spec.whatwg.org/multipage/
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator
from functools import cache
from importlib.resources import files
from typing import Any

from incident_bot.exports import sheets
from incident_bot.exports.export import encoded
from incident_bot.exports.html_svg import look, svg
from incident_bot.exports.picture import NARROW, WIDE, draw, legend, plotted
from incident_bot.exports.record import Record
from incident_bot.exports.rows import rows
from incident_bot.exports.visible import visible


async def write(record: Record) -> AsyncIterator[bytes]:
    """The page. Times are in UTC and, beside it, in the zone that is wanted; the picture is in that zone."""
    zones = list(record.wanted.zones)
    page, style = _parts(), _style()
    plot = await plotted(record)
    name = f"{record.incident.ref} on a time axis, in {zones[-1]}"
    yield encoded(
        page.head(
            record=record,
            incident=record.incident,
            title=visible(record.incident.title),
            style=style,
            style_hash=_hash(style),
            legend=legend(plot, zones[-1]),
            zones=zones,
            wide=svg(draw(plot, WIDE), name, "in-words"),
            narrow=svg(draw(plot, NARROW), name, "in-words"),
            words=[(label, list(map(visible, said))) for label, said in plot.in_words()],
        )
    )
    made, count = rows(record), 0
    async for entries in record.shown():
        count += len(entries)
        yield encoded(page.rows(entries=[made(each) for each in entries]))
    yield encoded(page.foot(record=record, count=count))


@cache
def _parts() -> Any:
    """The template's macros: `head`, `rows` for each batch of entries, `foot`."""
    # Imported here, so that a bot that exports nothing does not carry it.
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals |= {"sheets": sheets}
    environment.filters |= {"look": look, "visible": visible}
    return environment.from_string(_file("page.html.j2")).module


@cache
def _style() -> str:
    return "\n" + _file("page.css")


def _hash(style: str) -> str:
    # The one style that the page's policy allows: https://www.w3.org/TR/CSP3/#external-hash
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
