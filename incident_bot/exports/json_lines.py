"""The record as JSON Lines, for programs that read as they go: the incident, its entries, the end.

https://jsonlines.org
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

from incident_bot.exports.json_document import SCHEMA_VERSION, entry_document, incident_document, left_out
from incident_bot.exports.json_incident import item_document, role_document, slot_document
from incident_bot.exports.record import Record

# Made once: `dumps` with arguments makes one for each line.
_line = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


async def write(record: Record) -> AsyncIterator[bytes]:
    """Each line is an object; `line` says of what."""
    first = {
        "line": "incident",
        "schema_version": SCHEMA_VERSION,
        "zone": record.wanted.local.key,
        "left_out": left_out(record.wanted),
        "incident": incident_document(record),
        "roles": [role_document(record, each) for each in record.holdings],
        "items": [item_document(record, each) for each in record.items],
        "reminders": None if record.slots is None else [slot_document(record, each) for each in record.slots],
        "people": dict(sorted(record.people.items())),
    }
    yield _encoded([first])
    count = 0
    async for entries in record.shown():
        count += len(entries)
        yield _encoded([{"line": "entry", **entry_document(record, each)} for each in entries])
    yield _encoded([{"line": "end", "entries": count, "facts": record.facts, "head": record.head}])


def _encoded(lines: list[dict[str, Any]]) -> bytes:
    # Half a character (a lone surrogate) cannot be encoded; as JSON's own escape it is kept.
    return "".join([f"{_line(each)}\n" for each in lines]).encode("utf-8", "backslashreplace")
