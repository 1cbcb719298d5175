"""The inbox: a request that Slack delivers again gets the reply it had."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, String, delete, insert, select
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
    reply: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


async def answered(session: AsyncSession, key: str) -> Reply | None:
    """The reply that this request had, None when it is new."""
    kept = (await session.execute(select(Answered.reply).where(Answered.key == key))).first()
    return Reply.from_kept(kept[0]) if kept else None


async def keep(session: AsyncSession, key: str, reply: Reply, now: datetime) -> None:
    """Keep the reply with the request, in the transaction that did what was asked."""
    await session.execute(insert(Answered), [{"key": key, "reply": reply.kept(), "received_at": now}])


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget requests that cannot come again."""
    await session.execute(delete(Answered).where(Answered.received_at < now - KEEP))
