"""A timeline entry: something that happened. Entries are only added; the database refuses all else.

What is put right later is added too, as another version of the entry: a row with the same `number` that says
all that holds now, what of it is new and why (`amendment`). Only the latest version is current.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, and_, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from incident_bot.database import Base, UtcDateTime
from incident_bot.incidents.vocabulary import Change, Kind

if TYPE_CHECKING:
    from incident_bot.incidents.incident import Incident


class TimelineEntry(Base):
    """Something that happened in an incident, was decided, or was said."""

    __tablename__ = "timeline_entries"
    __table_args__ = (
        Index("uq_timeline_entries_incident_id_seq", "incident_id", "seq", unique=True),
        # In the order in which a timeline is read; what it is filtered by stands in the index too, so that
        # one decision among many thousands of messages is found without reading them.
        Index(
            "ix_timeline_entries_shown",
            *("incident_id", "is_current", "occurred_at", "recorded_at", "number"),
            *("kind", "author", "starred", "is_withdrawn", "is_deleted"),
        ),
        Index("ix_timeline_entries_number", "incident_id", "number"),
        Index("ix_timeline_entries_message", "incident_id", "message"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    incident: Mapped[Incident] = relationship(lazy="raise")
    seq: Mapped[int] = mapped_column(server_default="0")
    """The place in the record of its incident, from 1: facts are numbered as they are written down."""
    number: Mapped[int] = mapped_column(server_default="0")
    """Which entry this is a version of, as people name it (`#12`): the `seq` of its first version."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    is_current: Mapped[bool] = mapped_column(default=True, server_default=true())
    """No later version takes its place. The only column that changes, once and to False."""
    kind: Mapped[str] = mapped_column(String(30))
    """One of `Kind`."""
    text: Mapped[str] = mapped_column(Text)
    """What happened, as a person would say it; what people typed is kept as they typed it, unescaped."""
    author: Mapped[str | None] = mapped_column(String(30))
    """Who did or said it: a person's id, None when it was the bot."""
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it happened."""
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the bot wrote it down first: later than it happened when it was back-dated or the bot was away.
    When a later version was written stands in its `amendment`."""
    source: Mapped[str] = mapped_column(String(20))
    """One of `Source`."""
    channel: Mapped[str | None] = mapped_column(String(30))
    message: Mapped[str | None] = mapped_column(String(30))
    """The message in `channel` that it comes from, when there is one."""
    starred: Mapped[bool] = mapped_column(default=False)
    """Worth finding again; decisions are, unless somebody says otherwise."""
    is_deleted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The message was deleted in Slack; its words are kept."""
    is_withdrawn: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A tombstone: its words stay in the history and are shown nowhere else."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What the kind needs besides its text, for example `{"role": "scribe", "person": "U1"}`."""
    amendment: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """Of a later version: what is new in it, who said so, when and why. See `folding`."""
    hash: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Of this row and of the hash of the row before: see `chain`."""

    @property
    def what(self) -> Kind:
        """The kind as a word that the code decides by."""
        return Kind(self.kind)

    @property
    def place(self) -> tuple[datetime, datetime, int]:
        """Where it stands on a timeline: when it happened, then when it was written down, then its number."""
        return self.occurred_at, self.recorded_at, self.number

    @property
    def change(self) -> Change | None:
        """Why there is this version; None for the first one."""
        return None if self.amendment is None else Change(self.amendment["change"])

    @property
    def taken_back(self) -> dict[str, Any] | None:
        """Of a tombstone what made it one, whatever was heard since: its `change`, `by`, `at` and `reason`.

        None where that is no person's doing.
        """
        told = self.amendment or {}
        told = told.get("taken_back", told) if self.is_withdrawn else {}
        return told if told.get("change") in _TAKES_BACK else None

    @property
    def revised(self) -> tuple[str, ...]:
        """What of it is not what was written first: `text`, `kind`, `occurred_at`."""
        return () if self.amendment is None else tuple(self.amendment["revised"])


_TAKES_BACK = (Change.WITHDRAWN, Change.UNMARKED)


def stands() -> ColumnElement[bool]:
    """Of each entry the current version, unless it was withdrawn."""
    return and_(TimelineEntry.is_current, ~TimelineEntry.is_withdrawn)
