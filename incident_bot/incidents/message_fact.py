"""What Slack told of a message: that it was said, edited, deleted, marked, or not marked any more.

Events come late, twice and in any order. What they tell is kept for a while, each once, so that what an
incident's record says of a message depends on what happened to it and not on when that was heard of.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    and_,
    delete,
    exists,
    false,
    select,
    update,
)
from sqlalchemy import text as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from incident_bot.database import Base, UtcDateTime

KEEP = timedelta(hours=2)
"""Facts of messages that are on no timeline are forgotten after this: Slack redelivers within an hour."""
KEEP_MARKED = timedelta(days=7)
"""Those of a message that somebody marked wait longer: Slack may be away when it is to be read."""


class Told(StrEnum):
    """What happened to a message, or was learnt of it."""

    SAID = "said"
    EDITED = "edited"
    DELETED = "deleted"
    MARKED = "marked"
    """Somebody put a marking reaction on it."""
    UNMARKED = "unmarked"
    READ = "read"
    """Slack was asked for it: the event that somebody marked it has none of its words."""
    NAMED = "named"
    """What somebody or something that it mentions was called when it was first on the record."""


class MessageFact(Base):
    """Something that happened to a message, as Slack told it."""

    __tablename__ = "message_facts"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_message_facts_message", "workspace_id", "channel", "message"),
        # For `prune`: what is captured stays for good, and is most of all there is.
        Index(
            "ix_message_facts_received_at",
            "received_at",
            sqlite_where=sql("is_captured = 0"),
            postgresql_where=sql("NOT is_captured"),
        ),
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
    """What was told besides: `now` and `before` are the message as it then was and as it was before
    (`slack.said`); `room` says that it is kept because all of its room is, `zone` is its author's;
    `reaction`; `id` and `name` of what it mentions."""
    is_captured: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The message is on a timeline: the fact stays."""
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)


def moment(ts: str) -> datetime:
    """Slack's time as a moment, exact to the microsecond: ids of messages are moments too."""
    seconds, _, fraction = ts.partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(f"{fraction:0<6}"[:6]))


_HEAR = {
    "sqlite": sqlite.insert(MessageFact)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(MessageFact.id),
    "postgresql": postgresql.insert(MessageFact)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(MessageFact.id),
}


async def hear(session: AsyncSession, fact: MessageFact) -> bool:
    """Keep a fact, and say whether it is news. `key` is made here."""
    # Slack gives no two events of one message, person and emoji the same moment.
    parts = (fact.channel, fact.message, fact.what, fact.by or "", _which(fact), fact.at.isoformat())
    row = {
        "key": ":".join(parts),
        "workspace_id": fact.workspace_id,
        "channel": fact.channel,
        "message": fact.message,
        "what": str(fact.what),
        "at": fact.at,
        "by": fact.by,
        "content": fact.content or {},
        "is_captured": False,
        "received_at": fact.received_at,
    }
    connection = await session.connection()
    return (await connection.execute(_HEAR[connection.dialect.name], row)).first() is not None


async def facts_of(session: AsyncSession, workspace: str, channel: str, message: str) -> list[MessageFact]:
    """All that is known of a message, in the order in which it was heard of."""
    found = select(MessageFact).where(
        MessageFact.workspace_id == workspace,
        MessageFact.channel == channel,
        MessageFact.message == message,
    )
    return list(await session.scalars(found.order_by(MessageFact.id)))


async def stay(session: AsyncSession, facts: Sequence[MessageFact]) -> None:
    """They are of a message on a timeline: keep them."""
    if new := [fact.id for fact in facts if not fact.is_captured]:
        # Only what was read: a fact that comes meanwhile has a job of its own that sees to it.
        await session.execute(update(MessageFact).where(MessageFact.id.in_(new)).values(is_captured=True))


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget what happened to messages that nobody wanted on a timeline."""
    marked = aliased(MessageFact)
    is_marked = exists().where(
        and_(
            marked.workspace_id == MessageFact.workspace_id,
            marked.channel == MessageFact.channel,
            marked.message == MessageFact.message,
            marked.what == Told.MARKED.value,
            marked.received_at >= now - KEEP_MARKED,
        )
    )
    old = delete(MessageFact).where(
        MessageFact.received_at < now - KEEP, ~MessageFact.is_captured, ~is_marked
    )
    await session.execute(old.execution_options(synchronize_session=False))


def _which(fact: MessageFact) -> str:
    return str((fact.content or {}).get("reaction") or (fact.content or {}).get("id") or "")
