"""A timeline entry: something that happened. Entries are only added; the database refuses all else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_bot.database import Base, UtcDateTime
from incident_bot.incidents.vocabulary import Kind

if TYPE_CHECKING:
    from incident_bot.incidents.incident import Incident


class TimelineEntry(Base):
    """Something that happened in an incident, was decided, or was said."""

    __tablename__ = "timeline_entries"
    __table_args__ = (Index("ix_timeline_entries_incident", "incident_id", "occurred_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    incident: Mapped[Incident] = relationship(lazy="raise")
    kind: Mapped[str] = mapped_column(String(30))
    """One of `Kind`."""
    text: Mapped[str] = mapped_column(Text)
    """What happened, as a person would say it; what people typed is kept as they typed it, unescaped."""
    author: Mapped[str | None] = mapped_column(String(30))
    """Who did or said it: a person's id, None when it was the bot."""
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it happened."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the bot wrote it down: later than it happened when it was back-dated or the bot was away."""
    source: Mapped[str] = mapped_column(String(20))
    """One of `Source`."""
    channel: Mapped[str | None] = mapped_column(String(30))
    message: Mapped[str | None] = mapped_column(String(30))
    """The message in `channel` that it comes from, when there is one."""
    starred: Mapped[bool] = mapped_column(default=False)
    """Worth finding again; decisions always are."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the kind needs besides its text, for example `{"role": "scribe", "person": "U1"}`."""

    @property
    def what(self) -> Kind:
        """The kind as a word that the code decides by."""
        return Kind(self.kind)
