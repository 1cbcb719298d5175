"""The first tables, and the rule that timeline entries are only ever added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incident_bot.database import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_UNFINISHED = sa.text("done_at IS NULL AND buried_at IS NULL")


def upgrade() -> None:
    """Create everything."""
    _workspaces()
    _incidents()
    _timeline()
    _jobs()
    op.create_table(
        "inbox",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("reply", sa.JSON(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_inbox"),
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])


def downgrade() -> None:
    """There is nothing before this."""
    raise NotImplementedError("the first version cannot be undone")


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.String(30), nullable=False),
        sa.Column("url", sa.String(200), nullable=False),
        sa.Column("bot_person", sa.String(30), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("status_channel", sa.String(30)),
        sa.Column("people_listed_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_workspaces"),
    )
    op.create_table(
        "people",
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("id", sa.String(30), nullable=False),
        sa.Column("handle", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("is_bot", sa.Boolean(), nullable=False),
        sa.Column("is_gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_people"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_people_workspace_id"),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("declared_by", sa.String(30), nullable=False),
        sa.Column("declared_at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime()),
        sa.Column("mitigated_at", UtcDateTime()),
        sa.Column("resolved_at", UtcDateTime()),
        sa.Column("updated_at", UtcDateTime()),
        sa.Column("update_text", sa.Text()),
        sa.Column("update_snoozed_until", UtcDateTime()),
        sa.Column("commander_snoozed_until", UtcDateTime()),
        sa.Column("room_id", sa.String(30)),
        sa.Column("room_name", sa.String(80)),
        sa.Column("topic_shown", sa.Text()),
        sa.Column("card_ts", sa.String(30)),
        sa.Column("card_shown", sa.Integer()),
        sa.Column("announcement_channel", sa.String(30)),
        sa.Column("announcement_ts", sa.String(30)),
        sa.Column("announcement_shown", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_incidents_workspace_id"),
        sa.UniqueConstraint("workspace_id", "number", name="uq_incidents_workspace_id_number"),
        sa.UniqueConstraint("workspace_id", "room_id", name="uq_incidents_workspace_id_room_id"),
    )
    op.create_index("ix_incidents_open", "incidents", ["workspace_id", "status"])
    op.create_table(
        "role_holdings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("person", sa.String(30), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_role_holdings"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_role_holdings_incident_id"),
    )
    op.create_index("ix_role_holdings_incident", "role_holdings", ["incident_id", "until"])


def _timeline() -> None:
    op.create_table(
        "timeline_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.String(30)),
        sa.Column("occurred_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(30)),
        sa.Column("message", sa.String(30)),
        sa.Column("starred", sa.Boolean(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_timeline_entries"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_timeline_entries_incident_id"),
    )
    op.create_index("ix_timeline_entries_incident", "timeline_entries", ["incident_id", "occurred_at", "id"])
    for statement in _append_only(op.get_bind().dialect.name):
        op.execute(statement)


def _append_only(dialect: str) -> list[str]:
    """No bug of ours, and nobody at a console, changes an entry by accident."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER timeline_entries_no_{verb.lower()} BEFORE {verb} ON timeline_entries "
            "BEGIN SELECT RAISE(ABORT, 'timeline entries are only ever added'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        "CREATE FUNCTION timeline_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'timeline entries are only ever added'; END $$",
        "CREATE TRIGGER timeline_entries_append_only BEFORE UPDATE OR DELETE ON timeline_entries "
        "FOR EACH ROW EXECUTE FUNCTION timeline_entries_append_only()",
    ]


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("lane", sa.String(120), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.String(80)),
        sa.Column("leased_until", sa.Float(precision=53)),
        sa.Column("done_at", UtcDateTime()),
        sa.Column("buried_at", UtcDateTime()),
        sa.Column("last_error", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("key", name="uq_jobs_key"),
    )
    for name, columns in (
        ("ix_jobs_lane_unfinished", ["lane", "id"]),
        ("ix_jobs_run_at_unfinished", ["run_at"]),
    ):
        op.create_index(name, "jobs", columns, sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED)
