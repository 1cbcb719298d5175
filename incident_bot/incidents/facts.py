"""What is kept of an incident. The rules by which it may change stand in the modules beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import EllipsisType
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Date, ForeignKey, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column

from incident_bot.database import Base, UtcDateTime
from incident_bot.database.names import Names
from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import RESPONSES, Kind, Source, Status

if TYPE_CHECKING:
    from incident_bot.incidents.holding import RoleHolding


AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""Earlier than any clock says, however wrong it is."""


@dataclass(frozen=True)
class Place:
    """Where an incident lives in Slack: its room, or a thread of the status channel."""

    channel: str
    thread: str | None = None


class Facts(Base):
    """The columns, and what can be read off them.

    What came later has a default in the database too: an older replica that still runs writes without it.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    severity: Mapped[str] = mapped_column(String(20))
    """A key of the configured severities, `sev1` the worst."""
    status: Mapped[str] = mapped_column(String(20), default=Status.INVESTIGATING.value)
    revision: Mapped[int] = mapped_column(default=0)
    """Grows with every fact on the record: a surface that shows this one shows everything that is true."""
    chain_head: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """The hash of the latest fact on the record: see `chain`."""

    is_private: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Only who is in its room may know of it."""
    is_drill: Mapped[bool] = mapped_column(default=False, server_default=false())
    """An exercise: everything that is posted says so."""
    wants_room: Mapped[bool] = mapped_column(default=True, server_default=true())
    """It is to have a room of its own; otherwise it lives in a thread of the status channel."""
    impact: Mapped[str | None] = mapped_column(Text)
    """What users notice, in a sentence or a few."""
    services: Mapped[tuple[str, ...]] = mapped_column(Names, default=(), server_default="")
    """What is affected: labels of configured services, or other names that people gave."""
    ticked: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict, server_default="{}")
    """Items of checklists that are done: `{item: {"by": person, "at": ISO moment}}`."""
    offers: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict, server_default="{}")
    """Hand-offs that wait for an answer, by role: see `Offer`."""

    declared_by: Mapped[str] = mapped_column(String(30))
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """The declaration, or the latest reopening: what is owed is counted from here."""
    impact_started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when users were affected, when somebody said so."""
    detected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was first noticed, when somebody said so."""
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it first had a commander."""
    mitigated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was first being monitored or resolved."""
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    facilitator: Mapped[str | None] = mapped_column(String(30))
    """Who leads the postmortem; not whoever was commander."""
    postmortem_due_on: Mapped[date | None] = mapped_column(Date)
    """When it is to be held, when somebody said so; None: as the severity has it."""
    postmortem_link: Mapped[str | None] = mapped_column(Text)
    """Where it is published."""
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its record was imported; None: it happened here."""
    archive_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the room is to be archived; None: not at all."""
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When stakeholders last had an update; `update_text` is what it said."""
    update_text: Mapped[str | None] = mapped_column(Text)
    next_update_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the next update was promised by hand; None: the cadence of the severity says."""
    snoozed: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict, server_default="{}")
    """Reminders that are put off, by family: see `quiet`. `waived` likewise: those that are not needed."""
    waived: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON, default=dict, server_default="{}")
    status_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it has the status that it has."""
    severity_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Since when it has the severity that it has, where that is not the one that it was declared with."""
    active_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a person last did something about it."""
    responded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody first did something about it, besides giving out roles."""
    engaged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a commander first did something: taking the role is something, being given it is not."""
    postmortem_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody last said who leads the postmortem, or by which day it is to be held."""
    postmortem_written_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When somebody last had the document written."""

    watch: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    """The next slot of each reminder, as it was computed when the clock last looked (`reminders.tick`)."""
    wakes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the clock is to look at it again; `AT_ONCE` after a change, None when nothing will be owed."""
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When the clock last looked, by the clock of the replica that did."""
    looked_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """What it was then."""
    stand_in: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The message that Slack posts if the bot is down when the next reminder of an update is owed: `id`,
    which is None when Slack did not take it, and what `reminders.stand_in` asked for."""

    room_id: Mapped[str | None] = mapped_column(String(30))
    room_name: Mapped[str | None] = mapped_column(String(80))
    room_adopted: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The room was there before: it keeps its name and topic and is never archived."""
    room_archived: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Nothing can be posted in the room any more."""
    topic_shown: Mapped[str | None] = mapped_column(Text)
    canvas_id: Mapped[str | None] = mapped_column(String(30))
    """The canvas of the room that the record was written into."""
    card_ts: Mapped[str | None] = mapped_column(String(30))
    card_shown: Mapped[int | None]
    """The revision that the card shows; `announcement_shown` likewise."""
    card_digest: Mapped[str | None] = mapped_column(String(64))
    """What the card shows, as a digest: an entry that changes nothing of it costs no edit."""
    announcement_channel: Mapped[str | None] = mapped_column(String(30))
    announcement_ts: Mapped[str | None] = mapped_column(String(30))
    announcement_shown: Mapped[int | None]
    announcement_digest: Mapped[str | None] = mapped_column(String(64))
    shown_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When topic, card or announcement were last edited."""

    if TYPE_CHECKING:
        holdings: Mapped[list[RoleHolding]]
        happened: list[TimelineEntry]

    @property
    def ref(self) -> str:
        """How people name it: `INC-12`."""
        return f"INC-{self.number}"

    @property
    def stands(self) -> Status:
        """The status as a word that the code decides by."""
        return Status(self.status)

    @property
    def is_open(self) -> bool:
        """Neither resolved nor closed."""
        return not self.stands.is_over

    @property
    def place(self) -> Place | None:
        """Where it lives in Slack; None when nothing can be said there: not yet, or not any more."""
        if self.room_id is not None:
            return None if self.room_archived else Place(self.room_id)
        # Also while it waits for its room, or when it cannot have one: better in the thread than nowhere.
        if self.announcement_channel is None or self.announcement_ts is None:
            return None
        return Place(self.announcement_channel, self.announcement_ts)

    @property
    def began(self) -> datetime:
        """When it started: for users, where that is known, else with its declaration."""
        return self.impact_started_at or self.declared_at

    def lasted(self, now: datetime) -> timedelta:
        """From its start to its resolution, or to `now` while it is open."""
        return max((self.resolved_at or now) - self.began, timedelta(0))

    def _awake(self, family: str) -> None:
        """What was put off, or said not to be needed, counts no more."""
        self.snoozed = {key: kept for key, kept in (self.snoozed or {}).items() if key != family}
        self.waived = {key: kept for key, kept in (self.waived or {}).items() if key != family}

    def _refused(self, problem: str) -> Refused:
        return Refused(problem, example=f"status {self.ref}")

    def _record(
        self,
        kind: Kind,
        text: str,
        act: Act,
        channel: str | None = None,
        message: str | None = None,
        author: str | EllipsisType | None = ...,
        at: datetime | None = None,
        starred: bool = False,
        **facts: Any,
    ) -> TimelineEntry:
        """What happened now, by whoever acts; `author` and `at` when it was somebody else, or earlier."""
        self.revision = (self.revision or 0) + 1
        self._acted(kind, act, facts)
        entry = TimelineEntry(
            incident=self,
            seq=self.revision,
            number=self.revision,
            version=1,
            is_current=True,
            kind=kind.value,
            text=text,
            author=act.by if author is ... else author,
            occurred_at=at or act.at,
            recorded_at=act.at,
            source=act.source.value,
            channel=channel,
            message=message,
            starred=starred or kind is Kind.DECISION,
            is_deleted=False,
            is_withdrawn=False,
            facts=facts,
        )
        self.happened.append(entry)
        return entry

    def _acted(self, kind: Kind, act: Act, facts: dict[str, Any]) -> None:
        """Whether anybody does anything, and whether the commander does: reminders and targets ask."""
        if act.by is None or act.source is Source.IMPORT:
            return
        if kind not in (Kind.SNOOZE, Kind.REMINDER):
            # Putting a reminder off does nothing about what it asks for.
            self.active_at = max(self.active_at or act.at, act.at)
        if not self.is_open:
            return
        if kind in RESPONSES:
            self.responded_at = self.responded_at or act.at
        commands = any(
            held.role == "commander" and held.until is None and held.person == act.by
            for held in self.holdings
        )
        if commands and kind is not Kind.DECLARED:
            self.engaged_at = self.engaged_at or act.at
