"""The record as JSON, for programs: nothing rounded or left out. `incident.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from importlib.resources import files
from typing import Any

from incident_bot.exports.record import Record, backdated
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.timeline import TimelineEntry

SCHEMA_VERSION = 1
"""Counted up when a program that reads the document would have to change; a new field is no such change."""


async def write(record: Record) -> AsyncIterator[bytes]:
    """The document; moments are in UTC and in the zone that is wanted."""
    text = json.dumps(await document(record), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    # Half a character (a lone surrogate) cannot be encoded; as JSON's own escape it is kept.
    yield text.encode("utf-8", "backslashreplace")


async def document(record: Record) -> dict[str, Any]:
    """What the document holds. Raises Refused when there is no such zone."""
    local = record.wanted.local
    return {
        "schema_version": SCHEMA_VERSION,
        "zone": local.key,
        "incident": _incident(record, local),
        "roles": [_holding(record, holding, local) for holding in record.holdings],
        "timeline": [_entry(record, entry, local) async for batch in record.shown() for entry in batch],
        "people": dict(sorted(record.people.items())),
    }


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of the document."""
    described: dict[str, Any] = json.loads(
        files(__package__).joinpath("incident.schema.json").read_text("utf-8")
    )
    return described


def _incident(record: Record, zone: tzinfo) -> dict[str, Any]:
    incident = record.incident
    return {
        "ref": incident.ref,
        "number": incident.number,
        "workspace": {"id": record.workspace.id, "url": record.workspace.url},
        "title": incident.title,
        "severity": {"key": incident.severity, "label": record.severity},
        "status": incident.status,
        "is_private": incident.is_private,
        "is_drill": incident.is_drill,
        "services": list(incident.services),
        "impact": incident.impact,
        "declared_by": _person(record, incident.declared_by),
        "room": _room(record),
        "announcement": _announcement(record),
        "declared_at": _moment(incident.declared_at, zone),
        "opened_at": _moment(incident.opened_at, zone),
        "impact_started_at": _moment_or_none(incident.impact_started_at, zone),
        "detected_at": _moment_or_none(incident.detected_at, zone),
        "acknowledged_at": _moment_or_none(incident.acknowledged_at, zone),
        "mitigated_at": _moment_or_none(incident.mitigated_at, zone),
        "resolved_at": _moment_or_none(incident.resolved_at, zone),
        "closed_at": _moment_or_none(incident.closed_at, zone),
        "duration_seconds": None if record.duration is None else record.duration.total_seconds(),
        "updated_at": _moment_or_none(incident.updated_at, zone),
        "update_text": incident.update_text,
        "next_update_at": _moment_or_none(incident.next_update_at, zone),
        "vacancies": [_vacancy(record, role, length) for role, length in record.vacancies.items()],
        "checks": [_check(record, item, told, zone) for item, told in (incident.ticked or {}).items()],
    }


def _room(record: Record) -> dict[str, Any] | None:
    incident = record.incident
    if incident.room_id is None:
        return None
    return {
        "id": incident.room_id,
        "name": incident.room_name,
        "link": record.room_link,
        "is_adopted": bool(incident.room_adopted),
        "is_archived": bool(incident.room_archived),
    }


def _announcement(record: Record) -> dict[str, Any] | None:
    channel, message = record.incident.announcement_channel, record.incident.announcement_ts
    if channel is None or message is None:
        return None
    return {"channel": channel, "message": message, "link": record.link(channel, message)}


def _vacancy(record: Record, role: str, length: timedelta) -> dict[str, Any]:
    label = record.settings.role_label(role)
    return {"role": role, "label": label, "duration_seconds": length.total_seconds()}


def _check(record: Record, item: str, told: Mapping[str, str], zone: tzinfo) -> dict[str, Any]:
    at = datetime.fromisoformat(told["at"])
    return {"item": item, "by": _person(record, told["by"]), "at": _moment(at, zone)}


def _holding(record: Record, holding: RoleHolding, zone: tzinfo) -> dict[str, Any]:
    return {
        "role": holding.role,
        "label": record.settings.role_label(holding.role),
        "about": holding.label,
        "person": _person(record, holding.person),
        "since": _moment(holding.since, zone),
        "until": _moment_or_none(holding.until, zone),
    }


def _entry(record: Record, entry: TimelineEntry, zone: tzinfo) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "summary": record.text(entry),
        "text": entry.text,
        "author": None if entry.author is None else _person(record, entry.author),
        "occurred_at": _moment(entry.occurred_at, zone),
        "recorded_at": _moment(entry.recorded_at, zone),
        "backdated": backdated(entry) is not None,
        "source": entry.source,
        "channel": entry.channel,
        "message": entry.message,
        "link": record.link(entry.channel, entry.message),
        "starred": entry.starred,
        "facts": _plain(entry.facts or {}),
    }


def _person(record: Record, person: str) -> dict[str, str]:
    return {"id": person, "name": record.name(person)}


def _moment_or_none(at: datetime | None, zone: tzinfo) -> dict[str, str] | None:
    return None if at is None else _moment(at, zone)


def _moment(at: datetime, zone: tzinfo) -> dict[str, str]:
    utc = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return {"utc": utc, "local": at.astimezone(zone).isoformat(timespec="microseconds")}


def _plain(facts: dict[str, Any]) -> Any:
    # What JSON has no word for (an infinity, a date that was never saved) becomes text: nothing fails on it.
    return json.loads(json.dumps(facts, default=str), parse_constant=str)
