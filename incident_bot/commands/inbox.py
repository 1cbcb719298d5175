"""The inbox: a request that Slack delivers again gets the reply it had."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.commands.reply import Reply
from incident_bot.database import Base, UtcDateTime

KEEP = timedelta(hours=24)
"""Slack delivers again for five minutes, and where delayed events are on, for a day.
https://docs.slack.dev/apis/events-api#retries"""


class Answered(Base):
    """A request that was answered, and with what."""

    __tablename__ = "inbox"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Slack's own name for the delivery: a trigger id, an event id, a view with its hash."""
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


_KEEP = {
    "sqlite": sqlite.insert(Answered).on_conflict_do_nothing(index_elements=["key"]),
    "postgresql": postgresql.insert(Answered).on_conflict_do_nothing(index_elements=["key"]),
}


class AnsweredAlready(Exception):
    """This delivery was answered before, with `reply`: what this transaction did again is to be undone."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("answered already")
        self.reply = reply


async def keep(session: AsyncSession, key: str, reply: Reply, now: datetime) -> None:
    """Keep the reply with the request, in the transaction that did what was asked.

    Looking at the end, not at the start, costs nothing in the usual case and is exact when two deliveries
    arrive at the same moment: the second waits here for the first. Raises AnsweredAlready.
    """
    connection = await session.connection()
    kept = await connection.execute(
        _KEEP[connection.dialect.name],
        {"key": key, "reply": reply.kept(), "received_at": now},
        execution_options={"preserve_rowcount": True},
    )
    if kept.rowcount == 0:
        found = await session.execute(select(Answered.reply).where(Answered.key == key))
        raise AnsweredAlready(Reply.from_kept(found.scalar_one()))


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget requests that cannot come again."""
    await session.execute(delete(Answered).where(Answered.received_at < now - KEEP))
