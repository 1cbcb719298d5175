"""Whether what a document says can be true together: in good shape, it may be of no possible incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from incident_bot.incidents.items import PRIORITIES
from incident_bot.incidents.moves import EITHER_WAY, MOMENTS, ORDER
from incident_bot.incidents.vocabulary import OVER

_CLOCKS = timedelta(minutes=1)
"""What happened on two machines may be out of order by so much."""

_WORDS = {name: word for word, name in MOMENTS.items()} | {"closed_at": "closed"}

_PROMISED = ("next_at", "until")
"""Facts of entries that are moments, and are reckoned with."""


def senseless(document: dict[str, Any]) -> str | None:
    """The first thing that cannot be, as a sentence; None where all can. The document has its shape."""
    return next(_problems(document), None)


def _problems(document: dict[str, Any]) -> Iterator[str]:
    incident, items = document["incident"], document["items"]
    yield from _of_status(incident)
    yield from _of_order(incident)
    for place, holding in enumerate(document["roles"]):
        if holding["until"] and _at(holding["until"]) < _at(holding["since"]) - _CLOCKS:
            yield f"roles[{place}]: it ends before it begins"
    for place, item in enumerate(items):
        if item["priority"] not in PRIORITIES:
            yield f"items[{place}].priority: “{item['priority'][:20]}” is none of {', '.join(PRIORITIES)}"
    yield from _twice("items", "number", items)
    yield from _twice("incident.checks", "item", incident["checks"])
    yield from _twice("incident.offers", "role", incident["offers"])
    yield from _of_reminders(document["reminders"] or ())
    for place, fact in enumerate(document["record"] or ()):
        for name in _PROMISED:
            if not _is_moment_or_none(fact["facts"].get(name)):
                yield f"record[{place}].facts.{name}: it is no moment"


def _of_reminders(reminders: Iterable[dict[str, Any]]) -> Iterator[str]:
    slots = Counter((each["reminder"], each["subject"], _at(each["due_at"])) for each in reminders)
    for (name, _, due), count in slots.items():
        if count > 1:
            yield f"reminders: “{name[:40]}” of {due.isoformat()} is there {count} times"


def _of_status(incident: dict[str, Any]) -> Iterator[str]:
    status = incident["status"]
    if status in OVER and incident["resolved_at"] is None:
        yield f"incident.status: it is {status}, and there is no resolved_at"
    if status not in OVER and incident["resolved_at"] is not None:
        yield f"incident.status: it is {status}, and there is a resolved_at"


def _of_order(incident: dict[str, Any]) -> Iterator[str]:
    for first, second in combinations(ORDER, 2):
        earlier, later = incident[first], incident[second]
        if earlier is None or later is None or frozenset({first, second}) in EITHER_WAY:
            continue
        if _at(later) < _at(earlier) - _CLOCKS:
            yield f"incident.{second}: it was {_WORDS[second]} before it was {_WORDS[first]}"
    began = incident["impact_started_at"] or incident["declared_at"]
    if incident["resolved_at"] and _at(incident["resolved_at"]) < _at(began) - _CLOCKS:
        yield "incident.resolved_at: it was resolved before it began"


def _twice(where: str, name: str, things: Iterable[dict[str, Any]]) -> Iterator[str]:
    for value, count in Counter(each[name] for each in things).items():
        if count > 1:
            yield f"{where}: the {name} “{value}” is there {count} times"


def _is_moment_or_none(value: object) -> bool:
    try:
        return value is None or bool(datetime.fromisoformat(str(value)).astimezone(UTC))
    except (ValueError, OverflowError):
        return False


def _at(told: dict[str, str]) -> datetime:
    return datetime.fromisoformat(told["utc"])
