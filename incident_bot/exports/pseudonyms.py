"""A record without names: people are Person 1, Person 2 and so on, and nothing leads into Slack.

Numbers go by the order in which people appear on the record, so they are the same in every format. What this
cannot hide is said in docs/exports.md: whoever knows who was there may still tell who is who.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import inspect

from incident_bot.exports.entries import NAMES, Batches, to_read
from incident_bot.exports.masked_text import MaskedText
from incident_bot.exports.pseudonym_facts import (
    BEFORE_IS_SOMEBODY,
    BEFORE_IS_TYPED,
    LEADS_INTO_SLACK,
    OF_ROOMS,
    PEOPLE,
    WORDS_OF_THE_BOT,
)
from incident_bot.exports.record import Record
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.slot import Outcome, Slot
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.incidents.workspace import Workspace

Row = TypeVar("Row", Incident, RoleHolding, ActionItem, Slot)


def hidden(record: Record) -> Record:
    """The same record, for those who are not to know who it was."""
    hiding = _Hiding(record)
    incident = hiding.incident(record.incident)
    return replace(
        record,
        incident=incident,
        workspace=Workspace(id="", url="", bot_person="", last_number=0),
        turns=tuple(hiding.entry(each) for each in record.turns),
        holdings=tuple(incident.holdings),
        items=tuple(hiding.item(each) for each in record.items),
        slots=None if record.slots is None else tuple(map(hiding.slot, record.slots)),
        people={name: name for name in hiding.pseudonyms.values()},
        shown=lambda: hiding.batches(record.shown()),
        written=lambda: hiding.batches(record.written()),
        known={},
    )


class _Hiding:
    """Who is who, for as long as one export lasts."""

    def __init__(self, record: Record) -> None:
        self.pseudonyms: dict[str, str] = {}
        # They come in the order of the record; whoever the bot does not know follows when they are met.
        for person in filter(None, (record.incident.declared_by, *record.people, *record.known)):
            self._somebody(person)
        self._text = MaskedText(self.pseudonyms, record.people, record.known, _rooms(record.incident))

    def _somebody(self, person: str) -> str:
        return self.pseudonyms.setdefault(person, f"Person {len(self.pseudonyms) + 1}")

    def _anybody(self, person: str | None) -> str | None:
        return None if person is None else self._somebody(person)

    async def batches(self, found: Batches) -> AsyncIterator[Sequence[TimelineEntry]]:
        async for entries in found:
            yield [self.entry(each) for each in entries]

    def entry(self, entry: TimelineEntry) -> TimelineEntry:
        values = {name: getattr(entry, name) for name in NAMES}
        facts, text = entry.facts or {}, entry.text
        if entry.kind in OF_ROOMS:
            # What the room is called is made of the title.
            facts = {name: fact for name, fact in facts.items() if name not in ("before", "name")}
            text = text if entry.kind == Kind.ROOM_WANTED else ""
        return to_read(
            values
            | {
                # Formats are words of ours.
                "text": text if entry.kind == Kind.EXPORT else self._text.without_names(text),
                "author": self._anybody(entry.author),
                "channel": None,
                "message": None,
                "facts": self._fact("", facts, entry.kind),
                "amendment": self._amendment(entry.amendment),
            }
        )

    def incident(self, incident: Incident) -> Incident:
        held = [
            _copy(each, person=self._somebody(each.person), label=self._words(each.label))
            for each in incident.holdings
        ]
        return _copy(
            incident,
            title=self._text.without_names(incident.title),
            impact=self._words(incident.impact),
            services=tuple(self._text.without_names(each) for each in incident.services),
            update_text=self._words(incident.update_text),
            declared_by=incident.declared_by and self._somebody(incident.declared_by),
            facilitator=self._anybody(incident.facilitator),
            postmortem_link=None,
            room_id=None,
            room_name=None,
            topic_shown=None,
            card_ts=None,
            announcement_channel=None,
            announcement_ts=None,
            ticked={
                self._text.without_names(item): {**told, "by": self._somebody(told["by"])}
                for item, told in (incident.ticked or {}).items()
            },
            offers={role: self._fact("", told) for role, told in (incident.offers or {}).items()},
            holdings=held,
        )

    def item(self, item: ActionItem) -> ActionItem:
        return _copy(
            item,
            text=self._text.without_names(item.text),
            criterion=self._words(item.criterion),
            owner=self._anybody(item.owner),
            created_by=self._anybody(item.created_by),
            done_by=self._anybody(item.done_by),
            channel=None,
            message=None,
        )

    def slot(self, slot: Slot) -> Slot:
        # Why it was not sent is a kind of entry where the bot found that out, and else in somebody's words.
        typed = slot.outcome in (Outcome.WAIVED, Outcome.NOWHERE)
        return _copy(slot, by=self._anybody(slot.by), why=self._words(slot.why) if typed else slot.why)

    def _words(self, said: str | None) -> str | None:
        return None if said is None else self._text.without_names(said)

    def _amendment(self, told: Mapping[str, Any] | None) -> dict[str, Any] | None:
        if told is None:
            return None
        hidden_facts: dict[str, Any] = self._fact("", told)
        return hidden_facts

    def _fact(self, key: str, value: Any, kind: str = "") -> Any:
        if isinstance(value, dict):
            if key == "roles":
                return {role: self._fact("person", who) for role, who in value.items()}
            kept = {name: each for name, each in value.items() if name not in LEADS_INTO_SLACK}
            return {
                self.pseudonyms.get(name, name): self._fact(name, each, kind) for name, each in kept.items()
            }
        if isinstance(value, list | tuple):
            return [self._fact(key, each, kind) for each in value]
        if not isinstance(value, str) or key in WORDS_OF_THE_BOT:
            return value
        if key in PEOPLE or (key == "before" and kind in BEFORE_IS_SOMEBODY):
            return self._somebody(value)
        if key == "before" and kind not in BEFORE_IS_TYPED:
            return value
        return self._text.without_names(value)


def _rooms(incident: Incident) -> Iterator[str]:
    """What its room is called, as people write it: one that was there before may have the name of a thing."""
    if incident.room_name:
        yield f"#{incident.room_name}" if incident.room_adopted else incident.room_name


def _copy(row: Row, **changes: Any) -> Row:
    columns = {each.key: getattr(row, each.key) for each in inspect(type(row)).column_attrs}
    return type(row)(**columns | changes)
