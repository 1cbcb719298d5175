"""What the template of a postmortem may tell: plain values, and Markdown where something has a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from incident_bot.exports.markdown_text import Markdown, lines, link
from incident_bot.exports.postmortem_items import groups
from incident_bot.exports.postmortem_response import response
from incident_bot.exports.postmortem_timeline import turning_points
from incident_bot.exports.record import Record
from incident_bot.incidents import postmortem
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.office import hours_in
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.days import day
from incident_bot.messages.durations import spoken


def facts(record: Record, starred: Sequence[TimelineEntry], home: ZoneInfo) -> dict[str, Any]:
    """Everything by its name in the template. `starred` are the entries with a star.

    `home` is the zone of whoever leads the postmortem: the day on which it is due is a day there.
    """
    incident, settings = record.incident, record.settings
    asked = record.asked
    hours = hours_in(settings.office, home)
    due = postmortem.due_on(incident, asked.postmortem_days if asked else None, hours)
    steps = postmortem.steps(incident, due, hours)
    return {
        "ref": incident.ref,
        "title": incident.title,
        "is_open": incident.is_open,
        "is_drill": incident.is_drill,
        "is_private": incident.is_private,
        "severity": f"{record.severity} ({asked.word})" if asked and asked.word else record.severity,
        "status": incident.status,
        "document": "published" if incident.postmortem_link else "draft",
        "published": incident.postmortem_link or "",
        "date": f"{incident.began:%Y-%m-%d}",
        "duration": "still open" if record.duration is None else spoken(record.duration),
        "commanders": ", ".join(map(record.name, postmortem.commanders(record.holdings)))
        or ("" if record.roles_are_known else "not known"),
        "facilitator": record.name(incident.facilitator) if incident.facilitator else "",
        "due": day(due) if due else "",
        "draft_by": day(steps.draft) if steps else "",
        "review_by": day(steps.review) if steps else "",
        "publish_by": day(steps.published) if steps else "",
        "agenda": [{"minutes": minutes, "what": what} for minutes, what in postmortem.AGENDA],
        "began": _utc(incident.began),
        "began_known": incident.impact_started_at is not None,
        "detected": _utc(incident.detected_at),
        "declared": _utc(incident.declared_at),
        "declared_by": record.name(incident.declared_by),
        "acknowledged": _utc(incident.acknowledged_at),
        "mitigated": _utc(incident.mitigated_at),
        "resolved": _utc(incident.resolved_at),
        "fixed_by": lines(_fixed_by(record)),
        "impact": lines(_sentence(incident.impact or "")),
        "services": ", ".join(incident.services),
        "zones": list(record.wanted.zones),
        "timeline": turning_points(record, starred),
        "roles": list(_roles(record)),
        "no_roles": record.no_roles,
        "vacancies": list(_vacancies(record)),
        **response(record),
        "groups": groups(record),
        "links": list(_links(record)),
        "facts": record.facts,
        "chain_head": record.head,
        # Between backticks nothing is escaped.
        "command": Markdown(settings.command),
    }


def _fixed_by(record: Record) -> str:
    """What whoever resolved it last said; nothing while it is open."""
    if record.incident.is_open:
        return ""
    return next((e.text for e in reversed(record.turns) if e.kind == Kind.RESOLVED.value), "")


def _sentence(said: str) -> str:
    """With a full stop, where what somebody typed has no end of its own."""
    said = said.rstrip()
    return said if not said or said.rstrip("\"'”’»)")[-1:] in tuple(".!?…。") else f"{said}."


def _roles(record: Record) -> Iterator[dict[str, str]]:
    to_now = "still" if record.incident.is_open else "the end"
    for holding in record.holdings:
        role = record.settings.role_label(holding.role)
        yield {
            "role": f"{role} ({holding.label})" if holding.label else role,
            "who": record.name(holding.person),
            "since": _utc(holding.since),
            "until": _utc(holding.until) or to_now,
        }


def _vacancies(record: Record) -> Iterator[dict[str, Any]]:
    for role, length in record.vacancies.items():
        if length >= timedelta(minutes=1):
            yield {
                "role": record.settings.role_label(role),
                "length": spoken(length),
                "commands": role == COMMANDER,
            }


def _links(record: Record) -> Iterator[dict[str, Any]]:
    incident, settings = record.incident, record.settings
    if record.room_link is not None:
        yield {
            "title": "Room",
            "address": link(f"#{incident.room_name or incident.room_id}", record.room_link),
        }
    announced = record.link(incident.announcement_channel, incident.announcement_ts)
    if announced is not None:
        yield {"title": "Announcement", "address": Markdown(f"<{announced}>")}
    affected = {name.casefold() for name in incident.services}
    services = [each for each in settings.services.values() if each.label.casefold() in affected]
    for each in [*settings.links, *(each for service in services for each in service.links)]:
        yield {"title": each.title, "address": each.address}


def _utc(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
