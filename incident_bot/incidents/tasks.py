"""Who does what in an incident: roles, hand-offs, checklists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

COMMANDER = "commander"
"""The one role that the rules know: reminders go by it."""

TECH_LEAD = "tech_lead"


@dataclass(frozen=True)
class Offer:
    """A role offered to somebody: until they answer, the giver is responsible."""

    role: str
    giver: str
    receiver: str
    at: datetime
    brief: Mapping[str, str]
    """What the receiver must know, by heading."""


@dataclass(frozen=True)
class RoleChange:
    """Who is to get a role, and who is to lose it; `single`: it has one holder."""

    role: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    single: bool


class Tasks(Facts):
    """The rules of roles, hand-offs and checklists."""

    __abstract__ = True

    def holders(self, role: str) -> list[str]:
        """Who holds the role now, longest first."""
        return [h.person for h in self.holdings if h.role == role and h.until is None]

    def holder(self, role: str) -> str | None:
        """Who holds a role that has one holder."""
        return next(iter(self.holders(role)), None)

    def roles_of(self, person: str) -> list[str]:
        """Which roles somebody holds now."""
        return [h.role for h in self.holdings if h.person == person and h.until is None]

    @property
    def people(self) -> list[str]:
        """Who must be in the room: the declarer and everybody with a role, each once."""
        found = [self.declared_by, *(h.person for h in self.holdings if h.until is None)]
        # Of what was imported it may not be known who declared it.
        return list(dict.fromkeys(filter(None, found)))

    def label_of(self, role: str, person: str) -> str | None:
        """What a person's part in a role of many is about: `database`."""
        holding = self._holding(role, person)
        return None if holding is None else holding.label

    def does_both(self, person: str) -> bool:
        """Whether they command and have their hands on the keyboard: then nobody sees the whole."""
        return {COMMANDER, TECH_LEAD} <= set(self.roles_of(person))

    def assign(
        self, role: str, person: str, act: Act, *, single: bool = True, label: str | None = None
    ) -> None:
        """Give a role to a person; the holder before them, where there is only one, gives it up.

        `label` says what a role of many is about: `database`. Whoever holds it gets another label so.
        """
        if (held := self._holding(role, person)) is not None:
            if single or label is None or held.label == label:
                raise self._refused("they hold that role already.")
            held.until = act.at
        before = self._take_over(role, person, act, single=single, label=label)
        facts: dict[str, Any] = {"label": label} if label else {}
        facts |= self._both(role, person)
        self._record(Kind.ROLE, "", act, role=role, person=person, before=before, **facts)

    def unassign(self, role: str, act: Act, person: str | None = None) -> list[str]:
        """Take a role from `person`, or from everybody who holds it; returns whom it was taken from."""
        gone = self._end(role, act.at, person)
        if gone and not self.holders(role):
            self._drop_offer(role)
        for each in gone:
            self._record(Kind.ROLE, "", act, role=role, person=None, before=each)
        return gone

    def change_roles(self, changes: Sequence[RoleChange], act: Act) -> list[TimelineEntry]:
        """Several changes at once; what is as it should be is left alone. Returns what happened."""
        before = len(self.happened)
        for change in changes:
            for person in change.new:
                if person not in self.holders(change.role):
                    self.assign(change.role, person, act, single=change.single)
            for person in change.gone:
                if person in self.holders(change.role):
                    self.unassign(change.role, act, person)
        entries = self.happened[before:]
        for entry in entries:
            if entry.facts.get("both") and not self.does_both(entry.facts["person"]):
                # Two who change places hold both for no moment that anybody notices.
                entry.facts = {name: fact for name, fact in entry.facts.items() if name != "both"}
        return entries

    def offer(self, role: str) -> Offer | None:
        """The hand-off of a role that waits for an answer."""
        kept = (self.offers or {}).get(role)
        return None if kept is None else Offer(**{**kept, "at": datetime.fromisoformat(kept["at"])})

    def hand_off(self, role: str, receiver: str, brief: Mapping[str, str], act: Act) -> None:
        """Offer a role to somebody, with what they must know; a second offer takes the place of the first."""
        assert act.by is not None, "a person hands over"
        if not self.is_open:
            raise self._refused(f"{self.ref} is {self.status}: there is nothing to hand over.")
        if receiver in self.holders(role):
            raise self._refused("they hold that role already.")
        if receiver == act.by:
            raise self._refused("nobody hands a role over to themselves.")
        if (holder := self.holder(role)) not in (None, act.by):
            # Whoever answers for it says what there is to know. Without them it can only be given away.
            raise self._refused("somebody else holds that role, and only they can hand it over.")
        offer = Offer(role, act.by, receiver, act.at, dict(brief))
        self.offers = {**(self.offers or {}), role: {**asdict(offer), "at": act.at.isoformat()}}
        text = "\n".join(f"{heading}: {said}" for heading, said in brief.items() if said)
        self._record(Kind.HANDOFF, text, act, role=role, receiver=receiver, giver=holder, brief=dict(brief))

    def accept(self, role: str, act: Act) -> None:
        """The receiver takes the role: from now on they are responsible."""
        offer = self._offered_to(role, act)
        self._drop_offer(role)
        before = self._take_over(role, offer.receiver, act, single=True)
        self._record(
            Kind.HANDOFF_ANSWER,
            "",
            act,
            role=role,
            answer="accepted",
            person=offer.receiver,
            before=before,
            **self._both(role, offer.receiver),
        )

    def decline(self, role: str, act: Act, why: str = "") -> None:
        """The receiver does not take it, or the giver takes the offer back: nothing changes hands."""
        offer = self._offered(role)
        if act.by not in (offer.receiver, offer.giver, self.holder(role)):
            raise self._refused("that was not offered to you.")
        self._drop_offer(role)
        answer = "declined" if act.by == offer.receiver else "withdrawn"
        self._record(
            Kind.HANDOFF_ANSWER,
            why,
            act,
            role=role,
            answer=answer,
            receiver=offer.receiver,
            holder=self.holder(role),
        )

    def tick(self, done: Sequence[str], undone: Sequence[str], act: Act, *, title: str = "") -> None:
        """Tick and untick items of the checklist called `title`; what is as it was already is left alone."""
        ticked = dict(self.ticked or {})
        new = [item for item in done if item not in ticked]
        gone = [item for item in undone if item in ticked]
        if not new and not gone:
            raise self._refused("nothing has changed on that checklist.")
        by = {"by": act.by or "", "at": act.at.isoformat()}
        ticked.update(dict.fromkeys(new, by))
        self.ticked = {item: told for item, told in ticked.items() if item not in gone}
        self._record(Kind.CHECK, ", ".join(new), act, checklist=title, ticked=new, unticked=gone)

    def _take_over(
        self, role: str, person: str, act: Act, *, single: bool, label: str | None = None
    ) -> str | None:
        before = self.holder(role) if single else None
        if single:
            self._end(role, act.at)
        self.holdings.append(RoleHolding(role=role, person=person, since=act.at, label=label))
        self._drop_offer(role)
        if role == COMMANDER:
            if self.is_open:
                # Of what is over nobody takes command any more, whoever is written down for it.
                self.acknowledged_at = self.acknowledged_at or act.at
            self._awake("commander")
        return before

    def _holding(self, role: str, person: str) -> RoleHolding | None:
        return next(
            (h for h in self.holdings if h.role == role and h.person == person and h.until is None), None
        )

    def _both(self, role: str, person: str) -> dict[str, Any]:
        """Said to everybody: nobody commands and fixes at the same time unnoticed."""
        return {"both": True} if role in (COMMANDER, TECH_LEAD) and self.does_both(person) else {}

    def _end(self, role: str, at: datetime, person: str | None = None) -> list[str]:
        ended = [
            h
            for h in self.holdings
            if h.role == role and h.until is None and (person is None or h.person == person)
        ]
        for holding in ended:
            holding.until = at
        return [holding.person for holding in ended]

    def _offered(self, role: str) -> Offer:
        if (offer := self.offer(role)) is None:
            raise self._refused("no hand-off of that role waits for an answer.")
        return offer

    def _offered_to(self, role: str, act: Act) -> Offer:
        offer = self._offered(role)
        if act.by != offer.receiver:
            raise self._refused("that was not offered to you.")
        return offer

    def _drop_offer(self, role: str) -> None:
        if role in (self.offers or {}):
            self.offers = {each: kept for each, kept in self.offers.items() if each != role}
