"""The record: versions of entries, the chain, what Slack told of messages, action items, postmortems."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from incident_bot.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ONLY_ADDED = "timeline entries are only ever added"
_AT_ONCE = 2000
_TOO_OLD = "this version of the bot is too old for its database"


def upgrade() -> None:
    """Every entry there is becomes the first version of itself, and a link of its incident's chain."""
    dialect = op.get_bind().dialect.name
    for statement in _free(dialect):
        op.execute(statement)
    _incidents()
    _timeline()
    _chain(op.get_bind())
    op.create_index(
        "uq_timeline_entries_incident_id_seq", "timeline_entries", ["incident_id", "seq"], unique=True
    )
    op.drop_index("ix_timeline_entries_incident", "timeline_entries")
    for name, columns in (
        ("shown", _SHOWN),
        ("number", ["incident_id", "number"]),
        ("message", ["incident_id", "message"]),
    ):
        op.create_index(f"ix_timeline_entries_{name}", "timeline_entries", columns)
    _tables()
    for statement in _append_only(dialect):
        op.execute(statement)


def downgrade() -> None:
    """Versions and hashes would be lost."""
    raise NotImplementedError("older versions do not know of corrections")


def _incidents() -> None:
    for column in (
        sa.Column("chain_head", sa.String(64), nullable=False, server_default=""),
        sa.Column("facilitator", sa.String(30)),
        sa.Column("postmortem_due_on", sa.Date()),
        sa.Column("postmortem_link", sa.Text()),
        sa.Column("imported_at", UtcDateTime()),
        sa.Column("canvas_id", sa.String(30)),
    ):
        op.add_column("incidents", column)
    op.create_index(
        "ix_incidents_thread", "incidents", ["workspace_id", "announcement_channel", "announcement_ts"]
    )


def _timeline() -> None:
    for column in (
        # The defaults are for the rows that are there; triggers refuse them in new ones.
        sa.Column("seq", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("is_current", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("is_deleted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("amendment", sa.JSON()),
        sa.Column("hash", sa.String(64), nullable=False, server_default=""),
    ):
        op.add_column("timeline_entries", column)


def _chain(connection: sa.Connection) -> None:
    entries = sa.table(
        "timeline_entries",
        *(
            sa.column(name, kind)
            for name, kind in (
                ("id", sa.Integer()),
                ("incident_id", sa.Integer()),
                ("seq", sa.Integer()),
                ("number", sa.Integer()),
                ("kind", sa.String()),
                ("text", sa.Text()),
                ("author", sa.String()),
                ("occurred_at", UtcDateTime()),
                ("recorded_at", UtcDateTime()),
                ("source", sa.String()),
                ("channel", sa.String()),
                ("message", sa.String()),
                ("starred", sa.Boolean()),
                ("facts", sa.JSON()),
                ("hash", sa.String()),
            )
        ),
    )
    incidents = sa.table("incidents", sa.column("id"), sa.column("revision"), sa.column("chain_head"))
    place = (
        sa.update(entries)
        .where(entries.c.id == sa.bindparam("key"))
        .values(seq=sa.bindparam("place"), number=sa.bindparam("place"), hash=sa.bindparam("link"))
    )
    for (incident,) in connection.execute(sa.select(incidents.c.id)).all():
        head, seq, last = "", 0, 0
        while rows := _next(connection, entries, incident, last):
            places = []
            for row in rows:
                seq, last = seq + 1, row["id"]
                head = _digest(head, row, seq)
                places.append({"key": last, "place": seq, "link": head})
            connection.execute(place, places)
        connection.execute(
            sa.update(incidents).where(incidents.c.id == incident).values(revision=seq, chain_head=head)
        )


def _next(
    connection: sa.Connection, entries: sa.TableClause, incident: int, last: int
) -> Sequence[Mapping[Any, Any]]:
    """The next entries of an incident: a long one is not held whole."""
    found = sa.select(entries).where(entries.c.incident_id == incident, entries.c.id > last)
    return connection.execute(found.order_by(entries.c.id).limit(_AT_ONCE)).mappings().all()


def _digest(previous: str, row: Mapping[Any, Any], seq: int) -> str:
    """As `incidents.chain` had it when this was written."""
    content = {
        "seq": seq,
        "number": seq,
        "version": 1,
        **{name: row[name] for name in ("kind", "text", "author", "source", "channel", "message")},
        "occurred_at": _moment(row["occurred_at"]),
        "recorded_at": _moment(row["recorded_at"]),
        "starred": row["starred"],
        "is_deleted": False,
        "is_withdrawn": False,
        "facts": row["facts"],
        "amendment": None,
    }
    text = json.dumps([previous, content], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode("ascii")).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _tables() -> None:
    op.create_table(
        "message_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("channel", sa.String(30), nullable=False),
        sa.Column("message", sa.String(30), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.String(30)),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("is_captured", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_message_facts"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_message_facts_workspace_id"),
        sa.UniqueConstraint("key", name="uq_message_facts_key"),
    )
    op.create_index("ix_message_facts_message", "message_facts", ["workspace_id", "channel", "message"])
    op.create_index(
        "ix_message_facts_received_at",
        "message_facts",
        ["received_at"],
        sqlite_where=sa.text("is_captured = 0"),
        postgresql_where=sa.text("NOT is_captured"),
    )
    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(30)),
        sa.Column("priority", sa.String(2), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("type", sa.String(20)),
        sa.Column("criterion", sa.Text()),
        sa.Column("created_by", sa.String(30)),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("done_by", sa.String(30)),
        sa.Column("done_at", UtcDateTime()),
        sa.Column("dropped_at", UtcDateTime()),
        sa.Column("channel", sa.String(30)),
        sa.Column("message", sa.String(30)),
        sa.PrimaryKeyConstraint("id", name="pk_action_items"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_action_items_incident_id"),
        sa.UniqueConstraint("incident_id", "number", name="uq_action_items_incident_id_number"),
    )
    op.create_index("ix_action_items_owner", "action_items", ["owner", "done_at"])


def _free(dialect: str) -> Iterator[str]:
    """The entries that are there get their place in the record, this once."""
    if dialect == "sqlite":
        yield "DROP TRIGGER timeline_entries_no_update"
        yield "DROP TRIGGER timeline_entries_no_delete"
    else:
        yield "DROP TRIGGER timeline_entries_append_only ON timeline_entries"
        yield "DROP FUNCTION timeline_entries_append_only()"


def _append_only(dialect: str) -> Iterator[str]:
    """Nothing changes but that an entry is not the current version any more.

    An older replica, which knows of no chain, cannot write: it would tear it.
    """
    if dialect == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_ONLY_ADDED}'); END"
        unchanged = " AND ".join(f"OLD.{name} IS NEW.{name}" for name in _COLUMNS)
        yield f"CREATE TRIGGER timeline_entries_no_delete BEFORE DELETE ON timeline_entries {refuse}"
        yield (
            "CREATE TRIGGER timeline_entries_no_update BEFORE UPDATE ON timeline_entries "
            f"WHEN NOT (OLD.is_current AND NOT NEW.is_current AND {unchanged}) {refuse}"
        )
        yield (
            "CREATE TRIGGER timeline_entries_whole BEFORE INSERT ON timeline_entries "
            f"WHEN NEW.seq < 1 OR NEW.hash = '' BEGIN SELECT RAISE(ABORT, '{_TOO_OLD}'); END"
        )
        return
    # JSON as its text: to look into it fails where somebody's words have a NUL.
    names = [f"{name}::text" if name in ("facts", "amendment") else name for name in _COLUMNS]
    unchanged = " AND ".join(f"OLD.{name} IS NOT DISTINCT FROM NEW.{name}" for name in names)
    yield (
        "CREATE FUNCTION timeline_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'UPDATE' AND OLD.is_current AND NOT NEW.is_current AND "
        f"{unchanged} THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{_ONLY_ADDED}'; END $$"
    )
    yield (
        "CREATE TRIGGER timeline_entries_append_only BEFORE UPDATE OR DELETE ON timeline_entries "
        "FOR EACH ROW EXECUTE FUNCTION timeline_entries_append_only()"
    )
    yield (
        "CREATE FUNCTION timeline_entries_whole() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NEW.seq < 1 OR NEW.hash = '' THEN RAISE EXCEPTION '{_TOO_OLD}'; END IF; RETURN NEW; END $$"
    )
    yield (
        "CREATE TRIGGER timeline_entries_whole BEFORE INSERT ON timeline_entries "
        "FOR EACH ROW EXECUTE FUNCTION timeline_entries_whole()"
    )


_SHOWN = [
    *("incident_id", "is_current", "occurred_at", "recorded_at", "number"),
    *("kind", "author", "starred", "is_withdrawn", "is_deleted"),
]
_COLUMNS = (
    "id",
    "incident_id",
    "seq",
    "number",
    "version",
    "kind",
    "text",
    "author",
    "occurred_at",
    "recorded_at",
    "source",
    "channel",
    "message",
    "starred",
    "is_deleted",
    "is_withdrawn",
    "facts",
    "amendment",
    "hash",
)
