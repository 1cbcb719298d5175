"""What Slack told of a message: that it was said, edited, deleted, marked, or not marked any more.

Events come late, twice and in any order. What they tell is kept for a while, each once, so that what an
incident's record says of a message depends on what happened to it and not on when that was heard of.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime

KEEP = timedelta(hours=2)
"""Facts of messages that are on no timeline are forgotten after this: Slack redelivers within an hour."""


class Told(StrEnum):
    """What happened to a message."""

    SAID = "said"
    EDITED = "edited"
    DELETED = "deleted"
    MARKED = "marked"
    """Somebody put a marking reaction on it."""
    UNMARKED = "unmarked"


class MessageFact(Base):
    """Something that happened to a message, as Slack told it."""

    __tablename__ = "message_facts"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_message_facts_message", "workspace_id", "channel", "message"),
        Index("ix_message_facts_received_at", "received_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    """The same for a redelivery, also under another event id: channel, message, what, by whom, when."""
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"))
    channel: Mapped[str] = mapped_column(String(30))
    message: Mapped[str] = mapped_column(String(30))
    what: Mapped[str] = mapped_column(String(20))
    """One of `Told`."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it happened, by Slack's clock."""
    by: Mapped[str | None] = mapped_column(String(30))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the event says besides: `text`, `before`, `reaction`, `author`, `thread`, `files`."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
