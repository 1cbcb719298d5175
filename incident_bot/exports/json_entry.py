"""Entries in the JSON document: as readers want them, and as the facts that they are made of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.exports.json_values import moment, person_or_none, plain
from incident_bot.exports.record import Record, backdated
from incident_bot.incidents import chain
from incident_bot.incidents.timeline import TimelineEntry


def entry_document(record: Record, entry: TimelineEntry) -> dict[str, Any]:
    """The current version of an entry, for readers. Of a withdrawn one the words are not there."""
    facts = {} if entry.is_withdrawn else plain(entry.facts or {})
    files = facts.pop("files", [])
    # A list, whatever is kept under that name.
    files = files if isinstance(files, list) else [files]
    return {
        "number": entry.number,
        "version": entry.version,
        "kind": entry.kind,
        "summary": _summary(record, entry),
        "text": "" if entry.is_withdrawn else entry.text,
        "author": person_or_none(record, entry.author),
        "occurred_at": moment(record, entry.occurred_at),
        "recorded_at": moment(record, entry.recorded_at),
        "backdated": backdated(entry) is not None,
        "revised": list(entry.revised),
        "is_deleted": entry.is_deleted,
        "is_withdrawn": entry.is_withdrawn,
        "starred": entry.starred,
        "changed": _changed(record, entry),
        "source": entry.source,
        "channel": entry.channel,
        "message": entry.message,
        "link": record.link(entry.channel, entry.message),
        "files": files,
        "facts": facts,
    }


def fact_document(entry: TimelineEntry) -> dict[str, Any]:
    """A version of an entry as it is hashed, with its hash."""
    return {**chain.content(entry), "hash": entry.hash}


def _summary(record: Record, entry: TimelineEntry) -> str:
    if not entry.is_withdrawn:
        return record.text(entry)
    told = entry.taken_back or {}
    by = f" by {record.name(told['by'])}" if told.get("by") else ""
    return ": ".join(filter(None, (f"Withdrawn{by}", told.get("reason"))))


def _changed(record: Record, entry: TimelineEntry) -> dict[str, Any] | None:
    """The latest change of it; the ones before stand in the record."""
    told = entry.amendment
    if told is None:
        return None
    return {
        "change": told["change"],
        "by": person_or_none(record, told["by"]),
        "at": moment(record, datetime.fromisoformat(told["at"])),
        "reason": told["reason"],
    }
