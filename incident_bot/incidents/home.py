"""Who looks at their Home tab, and what it shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime


class Home(Base):
    """The Home tab of one person; it is kept up to date for a while after they opened it."""

    __tablename__ = "homes"

    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    person: Mapped[str] = mapped_column(String(30), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    shown: Mapped[str | None] = mapped_column(String(64))
    """The digest of what it shows; None: nothing yet."""
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


async def remember_home(
    session: AsyncSession, workspace: str, person: str, at: datetime, *, empty: bool
) -> None:
    """The person looks at their Home tab; `empty`: Slack shows nothing there."""
    seen: dict[str, Any] = {"opened_at": at, **({"shown": None, "shown_at": None} if empty else {})}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    await session.execute(
        dialect.insert(Home)
        .values(workspace_id=workspace, person=person, **seen)
        .on_conflict_do_update(index_elements=["workspace_id", "person"], set_=seen)
    )
