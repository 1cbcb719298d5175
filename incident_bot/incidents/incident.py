"""An incident: what is true of it, and the rules by which that may change.

Every change appends what happened to `happened`; whoever saves the incident saves those entries with it.
Methods never touch a session. They raise Refused when the rules say no, in words for the person who asked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, reconstructor, relationship

from incident_bot.database import Base, UtcDateTime
from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Status


class Incident(Base):
    """One disruption, from its declaration to its resolution."""

    __tablename__ = "incidents"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        # One room belongs to one incident: two that adopt one channel at the same moment cannot both win.
        UniqueConstraint("workspace_id", "room_id"),
        Index("ix_incidents_open", "workspace_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(20))
    """A key of the configured severities, `sev1` the worst."""
    status: Mapped[str] = mapped_column(String(20), default=Status.INVESTIGATING.value)
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every entry: a surface that shows this one shows everything that is true."""

    declared_by: Mapped[str] = mapped_column(String(30))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """The declaration, or the latest reopening: what is owed is counted from here."""
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it first had a commander."""
    mitigated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was first being monitored or resolved."""
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When stakeholders last had an update; `update_text` is what it said."""
    update_text: Mapped[str | None] = mapped_column(Text)
    update_snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    commander_snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    room_id: Mapped[str | None] = mapped_column(String(30))
    room_name: Mapped[str | None] = mapped_column(String(80))
    topic_shown: Mapped[str | None] = mapped_column(Text)
    card_ts: Mapped[str | None] = mapped_column(String(30))
    card_shown: Mapped[int | None]
    """The revision that the card shows; `announcement_shown` likewise."""
    announcement_channel: Mapped[str | None] = mapped_column(String(30))
    announcement_ts: Mapped[str | None] = mapped_column(String(30))
    announcement_shown: Mapped[int | None]

    holdings: Mapped[list[RoleHolding]] = relationship(lazy="raise", order_by=RoleHolding.id)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.happened: list[TimelineEntry] = []

    @reconstructor
    def _loaded(self) -> None:
        self.happened = []

    @classmethod
    def declare(cls, *, workspace: str, number: int, title: str, severity: str, act: Act) -> Incident:
        """A new incident, investigating, with the entry `declared`."""
        incident = cls(
            workspace_id=workspace,
            number=number,
            title=title,
            severity=severity,
            status=Status.INVESTIGATING.value,
            revision=0,
            declared_by=act.by,
            declared_at=act.at,
            opened_at=act.at,
            holdings=[],
        )
        incident._record(Kind.DECLARED, title, act, severity=severity)
        return incident

    @property
    def ref(self) -> str:
        """How people name it: `INC-12`."""
        return f"INC-{self.number}"

    @property
    def stands(self) -> Status:
        """The status as a word that the code decides by."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Not resolved."""
        return not self.stands.is_over

    def holders(self, role: str) -> list[str]:
        """Who holds the role now, longest first."""
        return [h.person for h in self.holdings if h.role == role and h.until is None]

    def holder(self, role: str) -> str | None:
        """Who holds a role that has one holder."""
        return next(iter(self.holders(role)), None)

    @property
    def people(self) -> list[str]:
        """Who must be in the room: the declarer and everybody with a role, each once."""
        return list(dict.fromkeys([self.declared_by, *(h.person for h in self.holdings if h.until is None)]))

    def room_opened(self, room_id: str, room_name: str, act: Act) -> None:
        """Its war room exists."""
        self.room_id, self.room_name = room_id, room_name
        self._record(Kind.ROOM, f"#{room_name}", act, channel=room_id)

    def move_to(self, status: Status, act: Act, why: str = "") -> None:
        """Change the status. Resolving and reopening have methods of their own, which this calls."""
        if status is self.stands:
            raise self._refused(f"{self.ref} is already {status}.")
        if status is Status.RESOLVED:
            self.resolve(act, why)
        elif not self.is_open:
            self.reopen(act, why, to=status)
        else:
            before = self.status
            self._stand(status, act)
            self._record(Kind.STATUS, why, act, before=before, after=status.value)

    def resolve(self, act: Act, summary: str = "") -> None:
        """The disruption is over."""
        if not self.is_open:
            raise self._refused(f"{self.ref} is resolved already.")
        before = self.status
        self._stand(Status.RESOLVED, act)
        self.resolved_at = act.at
        self._record(Kind.RESOLVED, summary, act, before=before)

    def reopen(self, act: Act, why: str = "", to: Status = Status.INVESTIGATING) -> None:
        """It was not over: reminders are counted from now."""
        if self.is_open:
            raise self._refused(f"{self.ref} is open: it is {self.status}.")
        self._stand(to, act)
        self.resolved_at = None
        self.opened_at = act.at
        self._wake()
        self._record(Kind.REOPENED, why, act, after=to.value)

    def set_severity(self, severity: str, act: Act, why: str = "") -> None:
        """Change the severity; the cadence of updates follows it at once."""
        if severity == self.severity:
            raise self._refused(f"{self.ref} has that severity already.")
        before, self.severity = self.severity, severity
        self._wake()
        self._record(Kind.SEVERITY, why, act, before=before, after=severity)

    def assign(self, role: str, person: str, act: Act, *, single: bool = True) -> None:
        """Give a role to a person; the holder before them, where there is only one, gives it up."""
        if person in self.holders(role):
            raise self._refused("they hold that role already.")
        before = self.holder(role) if single else None
        if single:
            self._end(role, act.at)
        self.holdings.append(RoleHolding(role=role, person=person, since=act.at))
        if role == COMMANDER:
            self.acknowledged_at = self.acknowledged_at or act.at
            self.commander_snoozed_until = None
        self._record(Kind.ROLE, "", act, role=role, person=person, before=before)

    def unassign(self, role: str, act: Act, person: str | None = None) -> list[str]:
        """Take a role from `person`, or from everybody who holds it; returns whom it was taken from."""
        gone = self._end(role, act.at, person)
        for each in gone:
            self._record(Kind.ROLE, "", act, role=role, person=None, before=each)
        return gone

    def note(self, text: str, act: Act) -> None:
        """Something worth keeping."""
        self._record(Kind.NOTE, text, act)

    def decide(self, text: str, act: Act) -> None:
        """A decision: always starred."""
        self._record(Kind.DECISION, text, act)

    def update(self, text: str, act: Act) -> None:
        """Tell stakeholders where things stand; the next update is owed a cadence from now."""
        if not self.is_open:
            raise Refused(
                f"{self.ref} is resolved, so nobody is owed an update.", example=f"status {self.ref}"
            )
        self.updated_at, self.update_text = act.at, text
        self.update_snoozed_until = None
        self._record(Kind.UPDATE, text, act)

    def pin_message(
        self, text: str, act: Act, *, author: str | None, channel: str, message: str, at: datetime
    ) -> None:
        """Somebody marked a message of `author`, written `at`, for the record."""
        entry = self._record(Kind.PINNED, text, act, channel=channel, message=message, marked_by=act.by)
        entry.author, entry.occurred_at = author, at

    def snooze(self, reminder: str, until: datetime, act: Act) -> None:
        """Keep a kind of reminder quiet until a moment; the cadence is not changed."""
        if not self.is_open:
            raise Refused(
                f"{self.ref} is resolved, so there is nothing to snooze.", example=f"status {self.ref}"
            )
        setattr(self, _SNOOZED[reminder], until)
        self._record(Kind.SNOOZE, "", act, reminder=reminder, until=until.isoformat())

    def reminded(self, reminder: str, text: str, slot: datetime, act: Act) -> None:
        """A reminder that was owed at `slot` was sent."""
        self._record(Kind.REMINDER, text, act, reminder=reminder, slot=slot.isoformat())

    def export_asked(self, formats: list[str], zone: str, act: Act) -> None:
        """Somebody wants the record as files, with times in `zone` beside UTC."""
        self._record(Kind.EXPORT, ", ".join(formats), act, formats=formats, zone=zone)

    def trouble(self, text: str, act: Act) -> None:
        """The bot had to give something up."""
        self._record(Kind.PROBLEM, text, act)

    def _refused(self, problem: str) -> Refused:
        return Refused(problem, example=f"status {self.ref}")

    def _stand(self, status: Status, act: Act) -> None:
        self.status = status.value
        if status in (Status.MONITORING, Status.RESOLVED):
            self.mitigated_at = self.mitigated_at or act.at

    def _wake(self) -> None:
        self.update_snoozed_until = self.commander_snoozed_until = None

    def _end(self, role: str, at: datetime, person: str | None = None) -> list[str]:
        ended = [
            h
            for h in self.holdings
            if h.role == role and h.until is None and (person is None or h.person == person)
        ]
        for holding in ended:
            holding.until = at
        return [holding.person for holding in ended]

    def _record(
        self,
        kind: Kind,
        text: str,
        act: Act,
        channel: str | None = None,
        message: str | None = None,
        **facts: Any,
    ) -> TimelineEntry:
        entry = TimelineEntry(
            incident=self,
            kind=kind.value,
            text=text,
            author=act.by,
            occurred_at=act.at,
            recorded_at=act.at,
            source=act.source.value,
            channel=channel,
            message=message,
            starred=kind is Kind.DECISION,
            facts=facts,
        )
        self.revision = (self.revision or 0) + 1
        self.happened.append(entry)
        return entry


COMMANDER = "commander"
"""The one role that the rules know: reminders go by it."""

_SNOOZED = {"update_due": "update_snoozed_until", "no_commander": "commander_snoozed_until"}
