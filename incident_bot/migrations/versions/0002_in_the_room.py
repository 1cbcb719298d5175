"""What a team does in the room: privacy, drills, impact, services, checklists, hand-offs, Home tabs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from incident_bot.database import UtcDateTime
from incident_bot.database.names import Names

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New columns with what was true before of every incident, and new tables."""
    for column in (
        sa.Column("is_private", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("is_drill", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("wants_room", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("impact", sa.Text()),
        sa.Column("services", Names(), nullable=False, server_default=""),
        sa.Column("ticked", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("offers", sa.JSON(), nullable=False, server_default="{}"),
        sa.Column("impact_started_at", UtcDateTime()),
        sa.Column("detected_at", UtcDateTime()),
        sa.Column("closed_at", UtcDateTime()),
        sa.Column("archive_at", UtcDateTime()),
        sa.Column("next_update_at", UtcDateTime()),
        sa.Column("room_adopted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("room_archived", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("card_digest", sa.String(64)),
        sa.Column("announcement_digest", sa.String(64)),
        sa.Column("shown_at", UtcDateTime()),
    ):
        op.add_column("incidents", column)
    op.add_column("role_holdings", sa.Column("label", sa.String(80)))
    for name in ("is_guest", "is_stranger"):
        op.add_column("people", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    _tables()


def downgrade() -> None:
    """Private incidents must not become public ones."""
    raise NotImplementedError("older versions do not know of private incidents")


def _tables() -> None:
    op.create_table(
        "group_members",
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("group_id", sa.String(30), nullable=False),
        sa.Column("person", sa.String(30), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", "person", name="pk_group_members"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_group_members_workspace_id"),
    )
    op.create_table(
        "known_groups",
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("group_id", sa.String(30), nullable=False),
        sa.Column("listed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", name="pk_known_groups"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_known_groups_workspace_id"),
    )
    op.create_table(
        "room_members",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(30), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "person", name="pk_room_members"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name="fk_room_members_incident_id"),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("person", sa.String(30), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_drafts_workspace_id"),
    )
    op.create_index("ix_drafts_created_at", "drafts", ["created_at"])
    op.create_table(
        "homes",
        sa.Column("workspace_id", sa.String(30), nullable=False),
        sa.Column("person", sa.String(30), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("shown", sa.String(64)),
        sa.Column("shown_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("workspace_id", "person", name="pk_homes"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name="fk_homes_workspace_id"),
    )
