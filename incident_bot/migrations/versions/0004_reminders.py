"""Reminders: what is put off, what the clock looks at next, each slot and what came of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from incident_bot.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_FAMILIES = {"update_snoozed_until": "update", "commander_snoozed_until": "commander"}
_incidents = sa.table(
    "incidents",
    *(sa.column("id"), sa.column("status"), sa.column("imported_at")),
    *(sa.column(name, UtcDateTime) for name in ("opened_at", "mitigated_at", "resolved_at")),
    *(sa.column(name, UtcDateTime) for name in ("acknowledged_at", "wakes_at", "status_since", "active_at")),
    *(sa.column(name, UtcDateTime) for name in ("responded_at", "engaged_at", *_FAMILIES)),
    sa.column("snoozed", sa.JSON),
)
_entries = sa.table(
    "timeline_entries",
    *(sa.column("incident_id"), sa.column("kind"), sa.column("author")),
    sa.column("recorded_at", UtcDateTime),
)
_held = sa.table(
    "role_holdings",
    *(sa.column("incident_id"), sa.column("role"), sa.column("person"), sa.column("since", UtcDateTime)),
)
_RESPONSES = (
    *("status", "resolved", "impact", "services", "handoff_answer", "check", "next_update", "note"),
    *("decision", "action", "hypothesis", "update", "pinned_message", "message"),
)


def upgrade() -> None:
    """What was put off stays so; what is not closed is looked at with the first tick."""
    for name in ("snoozed", "waived", "watch"):
        op.add_column("incidents", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    for name in (
        *("status_since", "severity_since", "active_at", "responded_at", "engaged_at"),
        *("postmortem_asked_at", "postmortem_written_at", "wakes_at", "looked_at"),
    ):
        op.add_column("incidents", sa.Column(name, UtcDateTime()))
    op.add_column("incidents", sa.Column("looked_revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("incidents", sa.Column("stand_in", sa.JSON()))
    op.add_column("action_items", sa.Column("asked_at", UtcDateTime()))
    op.add_column("workspaces", sa.Column("digested", sa.JSON(), nullable=False, server_default="{}"))
    _carry_over(op.get_bind())
    for name in _FAMILIES:
        op.drop_column("incidents", name)
    op.create_index("ix_incidents_wakes", "incidents", ["wakes_at"])
    op.create_index("ix_incidents_looked", "incidents", ["looked_at"])
    op.create_index("ix_incidents_archive_at", "incidents", ["archive_at"])
    _tables()
    _slots(op.get_bind())


def downgrade() -> None:
    """What came of each slot would be lost."""
    raise NotImplementedError("older versions do not know of slots")


def _carry_over(connection: sa.Connection) -> None:
    table = _incidents.c
    ours = sa.or_(table.imported_at.is_(None), table.status.not_in(("resolved", "closed")))
    connection.execute(
        sa.update(_incidents)
        .where(table.status != "closed", ours)
        .values(
            wakes_at=_AT_ONCE,
            status_since=sa.case(
                (table.status == "resolved", table.resolved_at),
                (table.status == "monitoring", table.mitigated_at),
                else_=table.opened_at,
            ),
            active_at=sa.func.coalesce(_last_deed(), table.opened_at),
        )
    )
    # What is to be done outlives the closing, and its owners hear of it.
    connection.execute(
        sa.update(_incidents)
        .where(table.imported_at.is_(None), table.id.in_(_left_to_do()))
        .values(wakes_at=_AT_ONCE)
    )
    connection.execute(
        sa.update(_incidents)
        .where(table.imported_at.is_(None))
        .values(responded_at=_first_deed(), engaged_at=_first_command())
    )
    found = sa.select(table.id, *(table[name] for name in _FAMILIES)).where(
        sa.or_(*(table[name].is_not(None) for name in _FAMILIES))
    )
    for row in connection.execute(found).mappings().all():
        # Since when is not known: it counts until what it is counted from changes, as it did.
        snoozed: dict[str, Any] = {
            family: {"at": row[name].isoformat(), "until": row[name].isoformat(), "by": None}
            for name, family in _FAMILIES.items()
            if row[name] is not None
        }
        connection.execute(sa.update(_incidents).where(table.id == row["id"]).values(snoozed=snoozed))


def _slots(connection: sa.Connection) -> None:
    """What was said is not said again, and what a job is about to say is left to it."""
    entries = sa.table(
        "timeline_entries",
        *(sa.column("incident_id"), sa.column("kind"), sa.column("facts", sa.JSON)),
        sa.column("recorded_at", UtcDateTime),
    )
    slots = sa.table(
        "reminder_slots",
        *(sa.column(name) for name in ("incident_id", "reminder", "subject", "outcome")),
        *(sa.column(name, UtcDateTime) for name in ("due_at", "at")),
    )
    said = connection.execute(
        sa.select(entries.c.incident_id, entries.c.facts, entries.c.recorded_at)
        .where(entries.c.kind == "reminder")
        .order_by(entries.c.incident_id, entries.c.recorded_at)
    ).all()
    rows = {
        (incident, facts["reminder"], facts["slot"]): {
            "incident_id": incident,
            "reminder": facts["reminder"],
            "subject": "",
            "outcome": "sent",
            "due_at": datetime.fromisoformat(facts["slot"]),
            "at": at,
        }
        for incident, facts, at in said
        if facts.get("reminder") and facts.get("slot")
    }
    jobs = sa.table(
        "jobs",
        *(sa.column("id"), sa.column("kind"), sa.column("args", sa.JSON)),
        *(sa.column("done_at", UtcDateTime), sa.column("buried_at", UtcDateTime)),
    )
    unfinished = sa.select(jobs.c.id, jobs.c.args).where(
        jobs.c.kind == "send_reminder", jobs.c.done_at.is_(None), jobs.c.buried_at.is_(None)
    )
    for number, args in connection.execute(unfinished).all():
        slot = (args["incident"], args["reminder"], args["slot"])
        if slot in rows:
            # It is on the record, and nothing is left of the job but to be struck off.
            connection.execute(sa.delete(jobs).where(jobs.c.id == number))
            continue
        rows[slot] = {
            "incident_id": args["incident"],
            "reminder": args["reminder"],
            "subject": "",
            "outcome": "owed",
            "due_at": datetime.fromisoformat(args["slot"]),
            "at": None,
        }
    if rows:
        connection.execute(sa.insert(slots), list(rows.values()))


def _first_deed() -> sa.ScalarSelect[Any]:
    """When somebody first did something about it, besides giving out roles."""
    entry = _entries.c
    return (
        sa.select(sa.func.min(entry.recorded_at))
        .where(entry.incident_id == _incidents.c.id, entry.author.is_not(None), entry.kind.in_(_RESPONSES))
        .scalar_subquery()
    )


def _first_command() -> sa.ScalarSelect[Any]:
    """When a commander first did something."""
    entry, held = _entries.c, _held.c
    return (
        sa.select(sa.func.min(entry.recorded_at))
        .join_from(
            _entries,
            _held,
            (held.incident_id == entry.incident_id)
            & (held.person == entry.author)
            & (held.since <= entry.recorded_at),
        )
        .where(entry.incident_id == _incidents.c.id, held.role == "commander", entry.kind != "declared")
        .scalar_subquery()
    )


def _left_to_do() -> sa.Select[Any]:
    items = sa.table("action_items", *(sa.column(name) for name in ("incident_id", "done_at", "dropped_at")))
    return sa.select(items.c.incident_id).where(items.c.done_at.is_(None), items.c.dropped_at.is_(None))


def _last_deed() -> sa.ScalarSelect[Any]:
    entries = sa.table(
        "timeline_entries",
        sa.column("incident_id"),
        sa.column("author"),
        sa.column("recorded_at", UtcDateTime),
    )
    return (
        sa.select(sa.func.max(entries.c.recorded_at))
        .where(entries.c.incident_id == _incidents.c.id, entries.c.author.is_not(None))
        .scalar_subquery()
    )


def _tables() -> None:
    op.create_table(
        "reminder_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("reminder", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("at", UtcDateTime()),
        sa.Column("by", sa.String(30)),
        sa.Column("until", UtcDateTime()),
        sa.Column("why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_reminder_slots"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_reminder_slots_incident_id"),
        sa.UniqueConstraint(
            "incident_id",
            "reminder",
            "subject",
            "due_at",
            name="uq_reminder_slots_incident_id_reminder_subject_due_at",
        ),
    )
    op.create_index("ix_reminder_slots_due_at", "reminder_slots", ["due_at"])
    op.create_table(
        "asked_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(30), nullable=False),
        sa.Column("in_room", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime()),
        sa.Column("outcome", sa.String(12)),
        sa.PrimaryKeyConstraint("id", name="pk_asked_reminders"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_asked_reminders_incident_id"),
        sa.UniqueConstraint("incident_id", "number", name="uq_asked_reminders_incident_id_number"),
    )
    op.create_index("ix_asked_reminders_due", "asked_reminders", ["settled_at", "at"])
