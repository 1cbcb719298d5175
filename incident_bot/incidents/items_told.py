"""What the facts say of action items: the rules of `items`, gone along once more. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.chain import Break
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind


@dataclass
class _Told:
    """One item, by what its facts say, and the latest fact of it."""

    seq: int
    values: dict[str, Any] = field(default_factory=dict)


def items_differ(entries: Iterable[TimelineEntry], items: Sequence[ActionItem]) -> Break | None:
    """The first item that is not what the facts say; None when all are. `entries` are in their order."""
    told = _told(entries)
    for item in items:
        if item.number not in told:
            return Break(1, f"action item {item.number} is on no fact")
        of = told.pop(item.number)
        different = [name for name, value in of.values.items() if _plain(getattr(item, name)) != value]
        if different:
            what = ", ".join(name.removesuffix("_on").replace("_", " ") for name in different)
            return Break(of.seq, f"action item {item.number} is not what the facts say: {what}")
    for number, of in told.items():
        return Break(of.seq, f"action item {number} is missing among the action items")
    return None


def _told(entries: Iterable[TimelineEntry]) -> dict[int, _Told]:
    told: dict[int, _Told] = {}
    for entry in entries:
        facts = entry.facts or {}
        number, change = facts.get("number"), facts.get("change")
        # Later versions of what the bot wrote differ in their star only.
        if entry.kind != Kind.ITEM or entry.version > 1 or not isinstance(number, int):
            continue
        if change == "added":
            told[number] = _Told(entry.seq, _added(entry, facts))
        elif number in told:
            told[number].seq = entry.seq
            told[number].values |= _changed(entry, facts, change)
    return told


def _added(entry: TimelineEntry, facts: dict[str, Any]) -> dict[str, Any]:
    said = {name: facts.get(name) for name in ("priority", "due_on", "type", "criterion")}
    made = {"text": entry.text, "owner": facts.get("person"), "created_by": entry.author}
    return said | made | {"created_at": entry.occurred_at} | _ended()


_SAID = {
    "given": ("owner", "person"),
    "due": ("due_on", "due_on"),
    "ranked": ("priority", "priority"),
    "typed": ("type", "type"),
    "measured": ("criterion", "criterion"),
}
"""What is changed, and the fact that says to what."""


def _changed(entry: TimelineEntry, facts: dict[str, Any], change: Any) -> dict[str, Any]:
    match change:
        case "done":
            return _ended(done_by=entry.author, done_at=entry.occurred_at)
        case "dropped":
            return _ended(dropped_at=entry.occurred_at)
        case "reopened":
            return _ended()
        case "reworded":
            return {"text": entry.text}
        case str() if change in _SAID:
            what, fact = _SAID[change]
            return {what: facts.get(fact)}
        case _:
            return {}


def _ended(
    done_by: str | None = None, done_at: datetime | None = None, dropped_at: datetime | None = None
) -> dict[str, Any]:
    return {"done_by": done_by, "done_at": done_at, "dropped_at": dropped_at}


def _plain(value: Any) -> Any:
    """As facts have it."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value.isoformat() if is_day else value
