"""The record as JSON, for programs: nothing rounded or left out. `incident.schema.json` describes it.

What there is many of stands one on a line, so that a long record is written and compared in pieces.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from incident_bot.exports.json_entry import entry_document, fact_document
from incident_bot.exports.json_incident import (
    incident_document,
    item_document,
    role_document,
    slot_document,
)
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted

__all__ = ["SCHEMA_VERSION", "entry_document", "incident_document", "left_out", "schema", "write"]

SCHEMA_VERSION = 3
"""Of all formats. Counted up when a program that reads one would have to change; a new field is no such
change."""


async def write(record: Record) -> AsyncIterator[bytes]:
    """The document, piece by piece; moments are in UTC and in the zone that is wanted."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "zone": record.wanted.local.key,
        "left_out": left_out(record.wanted),
        "incident": incident_document(record),
    }
    yield _encoded(_indented(head).removesuffix("\n}"))
    yield _encoded(_listed("roles", (role_document(record, each) for each in record.holdings)))
    yield _encoded(_listed("items", (item_document(record, each) for each in record.items)))
    if record.slots is None:
        yield b',\n  "reminders": null'
    else:
        yield _encoded(_listed("reminders", (slot_document(record, each) for each in record.slots)))
    yield b',\n  "timeline": '
    async for piece in _array(
        [entry_document(record, each) for each in batch] async for batch in record.shown()
    ):
        yield piece
    yield b',\n  "record": '
    if record.wanted.is_whole:
        written = ([fact_document(each) for each in batch] async for batch in record.written())
        async for piece in _array(written):
            yield piece
    else:
        yield b"null"
    people = _indented({"people": dict(sorted(record.people.items()))})
    yield _encoded(f",{people.removeprefix('{')}\n")


def left_out(wanted: Wanted) -> str | None:
    """In words, what the document has not, and what that means; None where it has everything."""
    if wanted.is_whole:
        return None
    return f"This is not the whole record, and it can be neither verified nor imported: {wanted.in_words}."


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    described: dict[str, Any] = json.loads(
        files(__package__).joinpath("incident.schema.json").read_text("utf-8")
    )
    return described


async def _array(batches: AsyncIterator[list[dict[str, Any]]]) -> AsyncIterator[bytes]:
    before = "["
    async for batch in batches:
        for each in batch:
            yield _encoded(f"{before}\n    {_line(each)}")
            before = ","
    yield b"[]" if before == "[" else b"\n  ]"


def _listed(name: str, documents: Iterable[dict[str, Any]]) -> str:
    lines = ",".join(f"\n    {_line(each)}" for each in documents)
    return f',\n  "{name}": [{lines}\n  ]' if lines else f',\n  "{name}": []'


def _indented(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def _line(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def _encoded(text: str) -> bytes:
    # Half a character (a lone surrogate) cannot be encoded; as JSON's own escape it is kept.
    return text.encode("utf-8", "backslashreplace")
