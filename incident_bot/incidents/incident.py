"""An incident: what is true of it, and the rules by which that may change.

Every change appends what happened to `happened`; whoever saves the incident saves those entries with it.
Methods never touch a session. They raise Refused when the rules say no, in words for the person who asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, reconstructor, relationship

from incident_bot.incidents.act import Act
from incident_bot.incidents.capturing import Capturing
from incident_bot.incidents.facts import Place
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.items import Items
from incident_bot.incidents.moves import MOMENTS, Moves
from incident_bot.incidents.postmortem import Postmortem
from incident_bot.incidents.quiet import Quieting
from incident_bot.incidents.tasks import COMMANDER, TECH_LEAD, Offer, Tasks
from incident_bot.incidents.telling import Telling
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Status

__all__ = ["COMMANDER", "MOMENTS", "TECH_LEAD", "Incident", "Offer", "Place"]


class Incident(Moves, Tasks, Telling, Capturing, Items, Postmortem, Quieting):
    """One disruption, from its declaration to its end."""

    __tablename__ = "incidents"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        # One room belongs to one incident: two that adopt one channel at the same moment cannot both win.
        UniqueConstraint("workspace_id", "room_id"),
        Index("ix_incidents_open", "workspace_id", "status"),
        # The clock looks at what is due, not at what is open; and again at what a clock that was ahead saw.
        Index("ix_incidents_wakes", "wakes_at"),
        Index("ix_incidents_looked", "looked_at"),
        Index("ix_incidents_archive_at", "archive_at"),
        Index("ix_incidents_thread", "workspace_id", "announcement_channel", "announcement_ts"),
    )

    holdings: Mapped[list[RoleHolding]] = relationship(lazy="raise", order_by=RoleHolding.id)

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.happened: list[TimelineEntry] = []

    @reconstructor
    def _loaded(self) -> None:
        self.happened = []

    @classmethod
    def declare(
        cls,
        *,
        workspace: str,
        number: int,
        title: str,
        severity: str,
        act: Act,
        services: Sequence[str] = (),
        impact: str = "",
        private: bool = False,
        drill: bool = False,
        room: bool = True,
        adopts: str | None = None,
        roles: Mapping[str, str] | None = None,
        began: datetime | None = None,
    ) -> Incident:
        """A new incident, investigating, with the entry `declared`.

        `room` False: it lives in a thread of the status channel. `adopts` is a channel that is to be its
        room: what kind it is only Slack knows, so nobody else hears of it until `seen_to_be_public`.
        `roles` are who has which from the start. `began` is since when users are affected.
        """
        incident = cls(
            workspace_id=workspace,
            number=number,
            title=title,
            severity=severity,
            status=Status.INVESTIGATING.value,
            revision=0,
            services=tuple(dict.fromkeys(services)),
            impact=impact or None,
            is_private=private or adopts is not None,
            is_drill=drill,
            wants_room=room or private or adopts is not None,
            room_id=adopts,
            room_adopted=adopts is not None,
            room_archived=False,
            ticked={},
            offers={},
            declared_by=act.by,
            declared_at=act.at,
            opened_at=act.at,
            status_since=act.at,
            snoozed={},
            waived={},
            watch={},
            # Nothing was owed before: whatever is missed is missed from here on.
            looked_at=act.at,
            impact_started_at=began,
            holdings=[],
        )
        facts: dict[str, Any] = {
            "services": list(incident.services),
            "impact": impact,
            "private": private,
            "drill": drill,
            "adopts": adopts,
            "began": began and began.isoformat(),
            "roles": dict(roles or {}),
        }
        for role, person in (roles or {}).items():
            incident._take_over(role, person, act, single=True)
        told = {name: value for name, value in facts.items() if value}
        incident._record(Kind.DECLARED, title, act, severity=severity, **told)
        return incident

    @classmethod
    def declare_past(
        cls,
        *,
        workspace: str,
        number: int,
        title: str,
        severity: str,
        act: Act,
        began: datetime,
        ended: datetime,
        services: Sequence[str] = (),
        impact: str = "",
        private: bool = False,
    ) -> Incident:
        """An incident that is over already, from `began` to `ended`: nobody is called and nothing is owed."""
        incident = cls.declare(
            workspace=workspace,
            number=number,
            title=title,
            severity=severity,
            act=act,
            services=services,
            impact=impact,
            private=private,
            room=False,
            began=began,
        )
        incident.status = Status.RESOLVED.value
        incident.mitigated_at = incident.resolved_at = ended
        incident.happened[0].facts = {**incident.happened[0].facts, "ended": ended.isoformat()}
        return incident

    @property
    def was_over(self) -> bool:
        """It was over when it was declared, and was not opened again."""
        return self.resolved_at is not None and self.resolved_at <= self.declared_at

    def seen_to_be_public(self) -> None:
        """The channel that it adopts is open to everybody, and nobody asked for a private incident."""
        self.is_private = False

    def withdraw(self, why: str, act: Act) -> None:
        """It cannot be as private as it was declared: it ends, with nobody told but its declarer."""
        self.room_gone()
        self.is_private, self.wants_room = True, True
        self.status, self.resolved_at, self.closed_at = Status.CLOSED.value, act.at, act.at
        self.offers = {}
        self._record(Kind.PROBLEM, why, act)
