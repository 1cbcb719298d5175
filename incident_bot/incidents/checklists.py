"""Which checklists an incident has, what is ticked on them, and which of them is next.

A tick belongs to the words of an item: it stays when the item leaves the settings, and is there again when
the item is back. Items with the same words on two lists are ticked together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.settings import Settings

PHASES: Mapping[Status, tuple[str, ...]] = {
    Status.INVESTIGATING: ("triage", "stabilise"),
    Status.IDENTIFIED: ("stabilise", "repair"),
    Status.MONITORING: ("resolved",),
    Status.RESOLVED: ("after",),
    Status.CLOSED: ("after",),
}
"""The lists that belong to a status, by their keys in the settings; the first not done comes first."""


@dataclass(frozen=True)
class Item:
    """One thing to do. `by` and `at`: who ticked it and when; None while nobody has."""

    words: str
    number: int
    """Its place among all items of the incident, from 1, in the order of the settings whatever the status."""
    by: str | None = None
    at: datetime | None = None

    @property
    def done(self) -> bool:
        """Somebody ticked it."""
        return self.at is not None

    @property
    def token(self) -> str:
        """Names the item in a form, where its words may be too long, or be others in the meantime."""
        return token(self.words)


@dataclass(frozen=True)
class DueList:
    """A checklist as it stands for one incident."""

    key: str
    title: str
    items: tuple[Item, ...]

    @property
    def done(self) -> int:
        """How many items are ticked."""
        return sum(item.done for item in self.items)

    @property
    def is_done(self) -> bool:
        """Nothing is left to tick."""
        return self.done == len(self.items)


def token(words: str) -> str:
    """What stands for an item with these words where they would be too long: 10 characters."""
    return sha256(words.encode("utf-8", "replace")).hexdigest()[:10]


def items(settings: Settings, severity: str, key: str) -> tuple[str, ...]:
    """The items of one list, each once; empty when there is no such list for that severity."""
    found = settings.checklists.get(key)
    if found is None or (found.severities and severity not in found.severities):
        return ()
    return tuple(dict.fromkeys(found.items))


def lists(incident: Incident, settings: Settings) -> list[DueList]:
    """Every list that applies: first those of the status that are not done, then all others in order."""
    found, number = [], 0
    for key, checklist in settings.checklists.items():
        words = items(settings, incident.severity, key)
        if words:
            counted = tuple(_item(incident, each, number + n) for n, each in enumerate(words, start=1))
            found.append(DueList(key, checklist.title, counted))
            number += len(words)
    return sorted(found, key=lambda each: _turn(each, incident.stands))


def all_items(found: Iterable[DueList]) -> list[Item]:
    """The items of some lists by their numbers."""
    return sorted((item for each in found for item in each.items), key=lambda item: item.number)


def progress(incident: Incident, settings: Settings) -> tuple[int, int]:
    """How many items are ticked, and of how many; (0, 0) when no list applies."""
    found = lists(incident, settings)
    return sum(each.done for each in found), sum(len(each.items) for each in found)


def tick(
    incident: Incident, found: DueList, done: Iterable[Item], undone: Iterable[Item], act: Act
) -> tuple[list[str], list[str]]:
    """Tick and untick items of one list, as one entry; returns the words of those that changed."""
    kept = incident.ticked or {}
    new = [item.words for item in done if item.words not in kept]
    gone = [item.words for item in undone if item.words in kept]
    if new or gone:
        incident.tick(new, gone, act, title=found.title)
    return new, gone


def _item(incident: Incident, words: str, number: int) -> Item:
    told = (incident.ticked or {}).get(words)
    if told is None:
        return Item(words, number)
    return Item(words, number, told["by"] or None, datetime.fromisoformat(told["at"]))


def _turn(found: DueList, status: Status) -> int:
    """Its place: sorting keeps the order of the settings for all that are equal."""
    phase = PHASES[status]
    if found.key not in phase:
        return len(phase) + 1
    return len(phase) if found.is_done else phase.index(found.key)
