"""A reminder that a person asked for: `remind me in 20m to check the replica`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime


class AskedReminder(Base):
    """Due once, at `at`. Unsettled is: neither sent nor taken back."""

    __tablename__ = "asked_reminders"
    __table_args__ = (
        UniqueConstraint("incident_id", "number"),
        Index("ix_asked_reminders_due", "settled_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    number: Mapped[int]
    """Within its incident: what people name it by."""
    by: Mapped[str] = mapped_column(String(30))
    """Who asked for it."""
    in_room: Mapped[bool]
    """Everybody in the room hears it; otherwise whoever asked for it, directly."""
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was sent, or taken back."""
    outcome: Mapped[str | None] = mapped_column(String(12))
    """`sent`, `cancelled` or `nowhere`."""
