"""An action item: what is to be done after an incident, by whom and until when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime


class ActionItem(Base):
    """Found by its number in its incident."""

    __tablename__ = "action_items"
    __table_args__ = (
        UniqueConstraint("incident_id", "number"),
        Index("ix_action_items_owner", "owner", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str | None] = mapped_column(String(30))
    """A person's id; None: nobody has it yet."""
    priority: Mapped[str] = mapped_column(String(2))
    """`p0` (now) to `p3` (when possible)."""
    due_on: Mapped[date | None] = mapped_column(Date)
    """The last day on which it is in time, wherever its owner lives."""
    type: Mapped[str | None] = mapped_column(String(20))
    """What it is for: `prevent`, `detect`, `respond` or `process`."""
    criterion: Mapped[str | None] = mapped_column(Text)
    """What says that it is done."""
    created_by: Mapped[str | None] = mapped_column(String(30))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it is its owner's, for that day; None: since it was made."""
    done_by: Mapped[str | None] = mapped_column(String(30))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was decided that it will not be done."""
    channel: Mapped[str | None] = mapped_column(String(30))
    message: Mapped[str | None] = mapped_column(String(30))
    """The message that it was made from."""

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.done_at is None and self.dropped_at is None

    @property
    def asked_since(self) -> datetime:
        """Since when its owner is to do it by its day: reminders go by it."""
        return self.asked_at or self.created_at

    @property
    def status(self) -> str:
        """`open`, `done` or `dropped`."""
        return "open" if self.is_open else "dropped" if self.done_at is None else "done"

    def is_overdue(self, today: date) -> bool:
        """Whether its last day is over; `today` is the day where its owner lives."""
        return self.is_open and self.due_on is not None and self.due_on < today
