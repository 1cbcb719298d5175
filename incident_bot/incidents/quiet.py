"""Reminders that people keep quiet: put off until a moment, or not needed at all, as facts of an incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.vocabulary import Kind

AFTERWARDS = ("postmortem", "items", "item")
"""Families of reminders that come once an incident is over."""

BY_SEVERITY = ("update", "commander", "roles", "checkpoint", "postmortem", "items")
"""Families of what a severity asks for: another one asks anew, whatever was put off under the one before."""


@dataclass(frozen=True)
class Quiet:
    """Somebody asked at `at` to hear nothing of it until `until`."""

    at: datetime
    until: datetime
    by: str | None


@dataclass(frozen=True)
class Waiver:
    """Somebody said at `at` that it is not needed, and why."""

    at: datetime
    by: str | None
    why: str


class Quieting(Facts):
    """The rules of snoozing. A family is a word that people type: `update`, `commander`, `item`."""

    __abstract__ = True

    def snooze(self, family: str, until: datetime, act: Act, *, subject: str = "") -> None:
        """Keep reminders quiet until a moment; what falls into it comes at its end, the cadence stays."""
        self._must_be_owed(family, "there is nothing to snooze")
        if until <= act.at:
            raise self._refused("that moment is over.")
        kept = {"at": act.at.isoformat(), "until": until.isoformat(), "by": act.by}
        self.snoozed = {**(self.snoozed or {}), _key(family, subject): kept}
        told: dict[str, Any] = {"subject": subject} if subject else {}
        self._record(Kind.SNOOZE, "", act, reminder=family, until=until.isoformat(), **told)

    def waive(self, family: str, why: str, act: Act, *, subject: str = "") -> None:
        """It is not needed, for a reason, until what it is counted from changes."""
        self._must_be_owed(family, "nobody is reminded of that")
        if not why:
            raise Refused(
                "it is not said why it is not needed; whoever reads the record will ask.",
                example=f"skip {family} <reason>",
                field="why",
            )
        kept = {"at": act.at.isoformat(), "by": act.by, "why": why}
        self.waived = {**(self.waived or {}), _key(family, subject): kept}
        told: dict[str, Any] = {"subject": subject} if subject else {}
        self._record(Kind.REMINDER, why, act, reminder=family, outcome="waived", **told)

    def _must_be_owed(self, family: str, so: str) -> None:
        if not self.is_open and family not in AFTERWARDS:
            raise Refused(f"{self.ref} is {self.status}, so {so}.", example=f"status {self.ref}")

    def snooze_of(self, family: str, subject: str = "") -> Quiet | None:
        """Until when a family is quiet, as somebody last said."""
        kept = (self.snoozed or {}).get(_key(family, subject))
        if kept is None:
            return None
        return Quiet(_moment(kept, "at"), _moment(kept, "until"), kept["by"])

    def waiver(self, family: str, subject: str = "") -> Waiver | None:
        """That a family is not needed, as somebody last said."""
        kept = (self.waived or {}).get(_key(family, subject))
        return None if kept is None else Waiver(_moment(kept, "at"), kept["by"], kept["why"])

    def reminded(self, reminder: str, text: str, slot: datetime, act: Act, **facts: Any) -> None:
        """A reminder that was owed at `slot` was sent."""
        told = {name: value for name, value in facts.items() if value}
        self._record(Kind.REMINDER, text, act, reminder=reminder, slot=slot.isoformat(), **told)

    def asked_for_room(self, number: int, text: str, at: datetime, act: Act) -> None:
        """Somebody wants the room to be reminded at `at`."""
        self._record(
            Kind.REMINDER, text, act, reminder="asked", outcome="set", number=number, until=at.isoformat()
        )

    def asked_cancelled(self, number: int, text: str, act: Act) -> None:
        """Nobody needs that reminder of the room any more."""
        self._record(Kind.REMINDER, text, act, reminder="asked", outcome="cancelled", number=number)


def _key(family: str, subject: str) -> str:
    return f"{family} {subject}" if subject else family


def _moment(kept: Mapping[str, str], name: str) -> datetime:
    return datetime.fromisoformat(kept[name])
