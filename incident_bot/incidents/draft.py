"""What somebody has begun and not yet sent: kept for a form, which itself can carry very little."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime

KEEP = timedelta(hours=24)


class Draft(Base):
    """Found by `id`, and only by the person who began it."""

    __tablename__ = "drafts"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"))
    person: Mapped[str] = mapped_column(String(30))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


async def prune(session: AsyncSession, now: datetime) -> None:
    """Forget what was never sent."""
    await session.execute(delete(Draft).where(Draft.created_at < now - KEEP))
