"""The incident itself in the JSON document: what is true of it, its roles and action items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from incident_bot.exports.json_values import day, moment, moment_or_none, person, person_or_none
from incident_bot.exports.record import Record
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.slot import Outcome, Slot


def incident_document(record: Record) -> dict[str, Any]:
    """All that is true of it, and where its chain of facts ends."""
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
        "declared_by": person(record, incident.declared_by),
        "wants_room": incident.wants_room is not False,
        "room": _room(record),
        "announcement": _announcement(record),
        **_moments(record),
        "duration_seconds": None if record.duration is None else record.duration.total_seconds(),
        "updated_at": moment_or_none(record, incident.updated_at),
        "update_text": incident.update_text,
        "next_update_at": moment_or_none(record, incident.next_update_at),
        "vacancies": [_vacancy(record, role, length) for role, length in record.vacancies.items()],
        "checks": [_check(record, item, told) for item, told in (incident.ticked or {}).items()],
        "offers": [_offer(record, told) for told in (incident.offers or {}).values()],
        "postmortem": {
            "facilitator": person_or_none(record, incident.facilitator),
            "due_on": day(incident.postmortem_due_on),
            "link": incident.postmortem_link,
        },
        "chain": {"head": incident.chain_head or "", "facts": incident.revision or 0},
    }


def role_document(record: Record, holding: RoleHolding) -> dict[str, Any]:
    """Somebody held a role for a time."""
    return {
        "role": holding.role,
        "label": record.settings.role_label(holding.role),
        "about": holding.label,
        "person": person(record, holding.person),
        "since": moment(record, holding.since),
        "until": moment_or_none(record, holding.until),
    }


def item_document(record: Record, item: ActionItem) -> dict[str, Any]:
    """Something that is to be done, or was."""
    return {
        "number": item.number,
        "text": item.text,
        "owner": person_or_none(record, item.owner),
        "priority": item.priority,
        "due_on": day(item.due_on),
        "type": item.type,
        "criterion": item.criterion,
        "created_by": person_or_none(record, item.created_by),
        "created_at": moment(record, item.created_at),
        "done_by": person_or_none(record, item.done_by),
        "done_at": moment_or_none(record, item.done_at),
        "dropped_at": moment_or_none(record, item.dropped_at),
        "channel": item.channel,
        "message": item.message,
        "link": record.link(item.channel, item.message),
    }


def slot_document(record: Record, slot: Slot) -> dict[str, Any]:
    """A moment at which a reminder was owed, and what came of it."""
    sent = slot.outcome == Outcome.SENT
    return {
        "reminder": slot.reminder,
        "subject": slot.subject,
        "due_at": moment(record, slot.due_at),
        "outcome": slot.outcome,
        "at": moment_or_none(record, slot.at),
        "late_seconds": slot.late.total_seconds() if sent else None,
        "by": person_or_none(record, slot.by),
        "until": moment_or_none(record, slot.until),
        "why": slot.why,
    }


MOMENTS = (
    "declared_at",
    "opened_at",
    "impact_started_at",
    "detected_at",
    "acknowledged_at",
    "responded_at",
    "engaged_at",
    "mitigated_at",
    "resolved_at",
    "closed_at",
)
"""The moments of an incident, in the order in which the document has them."""


def _moments(record: Record) -> dict[str, Any]:
    return {name: moment_or_none(record, getattr(record.incident, name)) for name in MOMENTS}


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


def _check(record: Record, item: str, told: Mapping[str, str]) -> dict[str, Any]:
    at = datetime.fromisoformat(told["at"])
    return {"item": item, "by": person(record, told["by"]), "at": moment(record, at)}


def _offer(record: Record, told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "role": told["role"],
        "giver": person(record, told["giver"]),
        "receiver": person(record, told["receiver"]),
        "at": moment(record, datetime.fromisoformat(told["at"])),
        "brief": dict(told["brief"]),
    }
