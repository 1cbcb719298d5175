"""A job: one pending effect, with the steps of it that are already done."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import JSON, Float, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime

Json: TypeAlias = dict[str, Any] | list[Any] | str | int | float | bool | None

_UNFINISHED = text("done_at IS NULL AND buried_at IS NULL")


class Job(Base):
    """One pending effect. Unfinished is: neither `done_at` nor `buried_at`."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "ix_jobs_lane_unfinished", "lane", "id", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED
        ),
        Index("ix_jobs_run_at_unfinished", "run_at", sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    """Which effect: the name of its function in `effects/` or `reminders/`."""
    lane: Mapped[str] = mapped_column(String(120))
    """Jobs of one lane run one after the other, in the order of their ids."""
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    """At most one job ever exists with this key; None is no such promise."""
    args: Mapped[dict[str, Any]] = mapped_column(JSON)
    steps: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Results of the steps that are done, by name: names, so that a new version may reorder them."""
    run_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """Not before this moment, by the bot's clock."""
    attempts: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str | None] = mapped_column(String(80))
    leased_until: Mapped[float | None] = mapped_column(Float(53))
    """Until then the job belongs to `leased_by`; seconds since 1970 by the *database's* clock."""
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    buried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Given up: it stays here, with `last_error`, for the operators."""
    last_error: Mapped[str | None] = mapped_column(Text)
