"""Each moment at which a reminder was owed, and what came of it: the proof that none was lost or doubled."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime

LATE = timedelta(minutes=1)
"""A reminder that comes so much after its slot is late, and says so."""


class Outcome(StrEnum):
    """What came of a slot."""

    OWED = "owed"
    """It is being sent."""
    SENT = "sent"
    """It was said, in time or late: `at` tells."""
    DONE = "done"
    """What it would have asked for was there before."""
    MOVED = "moved"
    """It came to be owed at another time, or to no longer be owed: another severity, another promise."""
    SNOOZED = "snoozed"
    WAIVED = "waived"
    """Somebody said that it is not needed."""
    MISSED = "missed"
    """The bot was not running; a later one of the same kind was sent instead."""
    NOWHERE = "nowhere"
    """There was no place to say it, or Slack would not take it: `why` tells."""


class Slot(Base):
    """One of them. The row is what stops a second replica: there is one for each slot, for ever."""

    __tablename__ = "reminder_slots"
    __table_args__ = (
        UniqueConstraint("incident_id", "reminder", "subject", "due_at"),
        # Figures of a period ask for all that fell into it.
        Index("ix_reminder_slots_due_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    reminder: Mapped[str] = mapped_column(String(40))
    """The name of the reminder, as in the catalogue."""
    subject: Mapped[str] = mapped_column(String(40), default="")
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When that came of it: when Slack had the message, when somebody did what it would have asked for."""
    by: Mapped[str | None] = mapped_column(String(30))
    """Who did that, snoozed it, or said that it is not needed."""
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Where it was put off to."""
    why: Mapped[str | None] = mapped_column(Text)
    """What happened: the kind of the entry by which it was done or moved, or somebody's reason."""

    @property
    def late(self) -> timedelta:
        """How much after its time it was sent; nothing for what was not sent."""
        if self.outcome != Outcome.SENT or self.at is None:
            return timedelta(0)
        return max(self.at - self.due_at, timedelta(0))
