"""A JSON document read back: the record that it was written from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from incident_bot.errors import Refused
from incident_bot.exports.json_document import SCHEMA_VERSION
from incident_bot.exports.json_incident import MOMENTS
from incident_bot.exports.json_sense import senseless
from incident_bot.exports.json_shape import misshapen
from incident_bot.incidents import chain
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.workspace import Workspace

Document = dict[str, Any]

_BEFORE = 2
"""The version before this one, which had no reminders."""


def read_document(path: Path) -> Document:
    """The document in a file. Raises Refused, of “it”, when it is none of ours or has no whole record."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as unreadable:
        raise Refused(f"it cannot be read: {unreadable.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused("it is not in UTF-8.") from None
    return document_in(text)


def document_in(text: str) -> Document:
    """The same, from the text of the file."""
    try:
        document = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError) as broken:
        raise Refused(f"it is no JSON: {broken}.") from None
    version = document.get("schema_version") if isinstance(document, dict) else None
    if version is None:
        raise Refused("it is no export of an incident.")
    if version == _BEFORE:
        _bring_up(document)
    elif version != SCHEMA_VERSION:
        raise Refused(
            f"it is of schema version {version!r}; I read the versions {_BEFORE} and {SCHEMA_VERSION}."
        )
    if problem := misshapen(document):
        raise Refused(f"it is not as the schema has it. {problem.removeprefix('.')}.")
    if document["record"] is None:
        raise Refused(
            "it has not the whole record: entries were left out, or names hidden. Only an export of "
            "everything can be verified and imported."
        )
    if problem := senseless(document):
        raise Refused(f"it contradicts itself. {problem}.")
    made: Document = document
    return made


def incident_in(document: Document) -> Incident:
    """The incident as the document has it, with who held which role; in no session."""
    told = document["incident"]
    room, announcement = told["room"] or {}, told["announcement"] or {}
    return Incident(
        workspace_id=told["workspace"]["id"],
        number=told["number"],
        title=told["title"],
        severity=told["severity"]["key"],
        status=told["status"],
        revision=told["chain"]["facts"],
        chain_head=told["chain"]["head"],
        is_private=told["is_private"],
        is_drill=told["is_drill"],
        wants_room=told["wants_room"],
        impact=told["impact"],
        services=tuple(told["services"]),
        ticked={
            each["item"]: {"by": each["by"]["id"], "at": _moment(each["at"]).isoformat()}
            for each in told["checks"]
        },
        offers={each["role"]: _offer(each) for each in told["offers"]},
        declared_by=told["declared_by"]["id"],
        **{name: _moment_or_none(told[name]) for name in MOMENTS},
        facilitator=_id(told["postmortem"]["facilitator"]),
        postmortem_due_on=_day(told["postmortem"]["due_on"]),
        postmortem_link=told["postmortem"]["link"],
        updated_at=_moment_or_none(told["updated_at"]),
        update_text=told["update_text"],
        next_update_at=_moment_or_none(told["next_update_at"]),
        room_id=room.get("id"),
        room_name=room.get("name"),
        room_adopted=room.get("is_adopted", False),
        room_archived=room.get("is_archived", False),
        announcement_channel=announcement.get("channel"),
        announcement_ts=announcement.get("message"),
        holdings=[_holding(each) for each in document["roles"]],
    )


def items_in(document: Document) -> list[ActionItem]:
    """Its action items."""
    return [_item(each) for each in document["items"]]


def slots_in(document: Document) -> list[Slot]:
    """What came of its reminders."""
    as_it_is = ("reminder", "subject", "outcome", "why")
    return [
        Slot(
            **{name: told[name] for name in as_it_is},
            due_at=_moment(told["due_at"]),
            at=_moment_or_none(told["at"]),
            by=_id(told["by"]),
            until=_moment_or_none(told["until"]),
        )
        for told in document["reminders"] or ()
    ]


def workspace_in(document: Document) -> Workspace:
    """The workspace, as far as the document knows it."""
    told = document["incident"]["workspace"]
    return Workspace(id=told["id"], url=told["url"], bot_person="", last_number=0)


def entries_in(facts: Sequence[dict[str, Any]]) -> Iterator[TimelineEntry]:
    """Facts of a verified record as the rows that they were."""
    latest = {fact["number"]: fact["version"] for fact in facts}
    for fact in facts:
        moments = {name: datetime.fromisoformat(fact[name]) for name in ("occurred_at", "recorded_at")}
        yield TimelineEntry(
            **{name: fact[name] for name in chain.FIELDS} | moments,
            hash=fact["hash"],
            is_current=fact["version"] == latest[fact["number"]],
        )


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    # Of two fields of one name, one reader would show the first and another the last.
    made = dict[str, Any]()
    for name, value in pairs:
        if name in made:
            raise ValueError(f"the field “{name}” is there twice")
        made[name] = value
    return made


def _bring_up(document: Document) -> None:
    """As if this version had written it: nobody knows what came of its reminders."""
    document["schema_version"] = SCHEMA_VERSION
    document.setdefault("reminders", [])
    if isinstance(incident := document.get("incident"), dict):
        for name in ("responded_at", "engaged_at"):
            incident.setdefault(name, None)


def _holding(told: Document) -> RoleHolding:
    return RoleHolding(
        role=told["role"],
        label=told["about"],
        person=told["person"]["id"],
        since=_moment(told["since"]),
        until=_moment_or_none(told["until"]),
    )


def _item(told: Document) -> ActionItem:
    as_it_is = ("number", "text", "priority", "type", "criterion", "channel", "message")
    return ActionItem(
        **{name: told[name] for name in as_it_is},
        **{name: _id(told[name]) for name in ("owner", "created_by", "done_by")},
        **{name: _moment_or_none(told[name]) for name in ("created_at", "done_at", "dropped_at")},
        due_on=_day(told["due_on"]),
    )


def _offer(told: Document) -> dict[str, Any]:
    return {
        "role": told["role"],
        "giver": told["giver"]["id"],
        "receiver": told["receiver"]["id"],
        "at": _moment(told["at"]).isoformat(),
        "brief": told["brief"],
    }


def _id(person: dict[str, str] | None) -> str | None:
    return None if person is None else person["id"]


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _moment(told: dict[str, str]) -> datetime:
    return datetime.fromisoformat(told["utc"])


def _moment_or_none(told: dict[str, str] | None) -> datetime | None:
    return None if told is None else _moment(told)
