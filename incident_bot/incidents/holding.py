"""Who held which role, and for how long."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime


class RoleHolding(Base):
    """Somebody held a role from `since` until `until` (None: still does)."""

    __tablename__ = "role_holdings"
    __table_args__ = (Index("ix_role_holdings_incident", "incident_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    role: Mapped[str] = mapped_column(String(40))
    person: Mapped[str] = mapped_column(String(30))
    label: Mapped[str | None] = mapped_column(String(80))
    """What it is about, for roles that several hold: `database`."""
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
