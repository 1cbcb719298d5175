"""The action items of a postmortem, by what they are for."""

from __future__ import annotations

from typing import Any

from incident_bot.exports.markdown_text import Markdown, escape, lines, link
from incident_bot.exports.record import Record
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.items import TYPES


def groups(record: Record) -> list[dict[str, Any]]:
    """Prevent, detect, respond and process always, each with its items; what is for nothing said, last."""
    found = [{"title": name.capitalize(), "todo": _of(record, name)} for name in TYPES]
    others = [item for item in record.items if item.type not in TYPES]
    if others:
        found.append({"title": "Other", "todo": [_item(record, item) for item in others]})
    return found


def _of(record: Record, type_: str) -> list[dict[str, Any]]:
    return [_item(record, item) for item in record.items if item.type == type_]


def _item(record: Record, item: ActionItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "what": _linked(record, item),
        "owner": record.name(item.owner) if item.owner else "nobody yet",
        "priority": item.priority.upper(),
        "due": item.due_on.isoformat() if item.due_on else "when possible",
        "status": item.status,
        "criterion": lines(item.criterion or ""),
    }


def _linked(record: Record, item: ActionItem) -> Markdown:
    address = record.link(item.channel, item.message)
    said = lines(item.text) or escape("–")
    return said if address is None else Markdown(f"{said} ({link('message', address)})")
