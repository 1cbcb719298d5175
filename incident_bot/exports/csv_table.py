"""The timeline as a table for spreadsheets: CSV as in RFC 4180, one row for each entry.

https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, tzinfo

from incident_bot.exports.export import encoded
from incident_bot.exports.marks import KeptFile, kept_files
from incident_bot.exports.record import Record, backdated
from incident_bot.incidents.timeline import TimelineEntry

COLUMNS = (
    "number",
    "occurred_at_utc",
    "occurred_at_local",
    "recorded_at_utc",
    "backdated",
    "kind",
    "who",
    "text",
    "starred",
    "state",
    "version",
    "revised",
    "changed_at_utc",
    "changed_by",
    "reason",
    "source",
    "marked_by",
    "link",
    "files",
)
"""docs/exports.md says what is in each."""

# Spreadsheets calculate what begins so, and some look past white space and what nobody sees, or take
# full-width forms for the signs themselves. https://owasp.org/www-community/attacks/CSV_Injection
_CALCULATED = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]"
    r"|[\t\r\n]"
)
# Excel takes a file without this for one in the code page of its machine, and shows Zoë as ZoÃ«.
_BYTE_ORDER_MARK = "\ufeff"


async def write(record: Record) -> AsyncIterator[bytes]:
    """A head, the entries in the order in which things happened, and a last row with the chain's head."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow([f"{_BYTE_ORDER_MARK}{COLUMNS[0]}", *COLUMNS[1:]])
    zone = record.wanted.local
    async for entries in record.shown():
        rows.writerows([_row(record, entry, zone) for entry in entries])
        yield encoded(_taken(table))
    end = dict.fromkeys(COLUMNS, "") | {"kind": "end", "text": _end(record)}
    rows.writerow(list(end.values()))
    yield encoded(_taken(table))


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: if it might, it gets an apostrophe before it."""
    return f"'{text}" if _CALCULATED.match(text) else text


def _row(record: Record, entry: TimelineEntry, zone: tzinfo) -> list[object]:
    told = entry.taken_back or entry.amendment or {}
    facts = entry.facts or {}
    marked_by, changed_by = facts.get("marked_by"), told.get("by")
    return [
        entry.number,
        _utc(entry.occurred_at),
        entry.occurred_at.astimezone(zone).isoformat(" ", "seconds"),
        _utc(entry.recorded_at),
        "" if backdated(entry) is None else "yes",
        cell(entry.kind),
        cell(record.name(entry.author)) if entry.author else "",
        "" if entry.is_withdrawn else cell(record.text(entry)),
        "yes" if entry.starred else "",
        _state(entry),
        entry.version,
        " ".join(_WORDS.get(name, name) for name in entry.revised),
        _utc(datetime.fromisoformat(told["at"])) if told else "",
        cell(record.name(changed_by)) if isinstance(changed_by, str) else "",
        cell(str(told.get("reason") or "")),
        cell(entry.source),
        cell(record.name(marked_by)) if isinstance(marked_by, str) else "",
        cell(record.link(entry.channel, entry.message) or ""),
        cell("\n".join(map(_file, kept_files(entry)))) if "files" in facts else "",
    ]


def _state(entry: TimelineEntry) -> str:
    if entry.is_withdrawn:
        return "withdrawn"
    return "deleted" if entry.is_deleted else ""


def _file(kept: KeptFile) -> str:
    return f"{kept.name} {kept.link}" if kept.link else kept.name


def _end(record: Record) -> str:
    count = f"{record.facts} fact" if record.facts == 1 else f"{record.facts} facts"
    said = f"{count}, head of the chain {record.head}" if record.head else count
    # The first row is the names of the columns, for programs; this one is the only place for words.
    return said if record.wanted.is_whole else f"Not the whole record: {record.wanted.in_words}. {said}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "milliseconds")


def _taken(table: io.StringIO) -> str:
    written = table.getvalue()
    table.seek(0)
    table.truncate()
    return written


_WORDS = {"occurred_at": "time"}
