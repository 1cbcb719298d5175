"""A workspace that forbids much: incidents work, and the room says once what is missing."""

from __future__ import annotations

import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.records import Canvas, Section
from incident_bot.sandbox.rooms import Room
from incident_bot.settings import Settings
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

LINKS = [{"title": "Bridge", "address": "https://meet.example.com/incidents"}]

FORBIDDEN = {
    "bookmarks.add": "permission_denied",
    "pins.add": "restricted_action",
    "conversations.setTopic": "user_is_restricted",
    "conversations.invite": "user_is_restricted",
    "files.getUploadURLExternal": "file_uploads_disabled",
}


def linked(sandbox: Sandbox, database_url: str) -> Settings:
    return over_socket(sandbox, database_url, links=LINKS)


def on_call(sandbox: Sandbox, database_url: str) -> Settings:
    usual = Settings().severities
    severities = {**usual, "sev1": usual["sev1"].model_copy(update={"invite": ("S0ONCALL0", "U0CHI0000")})}
    return over_socket(sandbox, database_url, severities=severities)


async def test_what_the_workspace_forbids_is_said_once_and_everything_else_works(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        for method, error in FORBIDDEN.items():
            team.refuses(method, error)
        room = await opened(team)

        [problem] = [line for line in team.said(room) if "could not do" in line]
        first, *reasons = problem.splitlines()
        assert first == "Some things I could not do:"
        assert [line.split(". ")[0] for line in reasons] == [
            "• set the topic of the room and invite people to the room",
            "• pin the card",
            "• put links above the room",
        ]
        assert all("An admin can change that" in line for line in reasons)
        # Nobody was brought in, but the answer to the declaration says where the room is.
        await team.ann.joins(room)
        await works_to_its_end(team, room)


async def test_missing_scopes_are_named(sandbox: Sandbox, database_url: str, moved_clock: MovedClock) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        team.lacks("bookmarks:write", "pins:write")
        room = await opened(team)

        [problem] = [line for line in team.said(room) if "could not do" in line]
        assert problem == (
            "Something I could not do: pin the card and put links above the room. The app lacks the scopes "
            "`bookmarks:write` and `pins:write`. Whoever looks after it adds them at api.slack.com/apps "
            "under OAuth & Permissions, and reinstalls the app."
        )
        assert "pins.add: missing_scope (needed: pins:write)" in await team.ann.asks("timeline INC-1")
        await works_to_its_end(team, room)


async def test_a_workspace_without_user_groups_gets_the_people_who_are_named(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    """The free plan has none: https://docs.slack.dev/reference/methods/usergroups.users.list"""
    async with working(sandbox, on_call(sandbox, database_url), moved_clock) as team:
        team.refuses("usergroups.users.list", "plan_upgrade_required")
        room = await opened(team)

        [problem] = [line for line in team.said(room) if "could not do" in line]
        assert problem == (
            "Something I could not do: see who is in a user group. The workspace's plan does not have it. "
            "Name people instead of the user group."
        )
        assert "ann" in room.members
        await works_to_its_end(team, room)


async def test_a_group_that_slack_cannot_read_for_long_holds_nothing_up(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, on_call(sandbox, database_url), moved_clock) as team:
        sandbox.faults.often("usergroups.users.list", "error500", 1)
        room = await opened(team)
        assert room.members == ["incidentbot", "ann", "chi"]
        assert "INC-1 · checkout is failing" in team.reads(team.card(room))
        await team.ann.asks("severity sev2 fewer notice it", room)
        await team.ann.asks("severity sev1 it is all of them", room)
        await team.ann.asks("note p95 is 4 s", room)
        assert team.said(room)[-1] == "@ann noted: p95 is 4 s"
        assert "bo" not in room.members

        sandbox.faults.clear()
        await team.moves(minutes=10)
        assert sorted(room.members) == ["ann", "bo", "chi", "incidentbot"]
        assert [line for line in team.said(room) if "could not do" in line] == []
        assert (await team.bot.health())["jobs"]["unfinished"] == 0


async def test_a_record_that_cannot_be_shared_is_elsewhere(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        team.refuses("files.getUploadURLExternal", "storage_limit_reached")
        room = await opened(team)

        await team.ann.asks("export", room)

        assert team.said(room)[-1] == (
            "Something I could not do: put files into the room. The workspace has no room for more files. "
            "Delete some, or have the record from the command line with `incident-bot export`."
        )


@pytest.mark.parametrize(
    "error, why",
    [
        ("canvas_disabled_user_team", "The workspace has canvases switched off; an admin can change that."),
        ("team_tier_cannot_create_channel_canvases", "It takes a paid plan of Slack."),
        ("free_team_canvas_tab_already_exists", "The plan of the workspace has one canvas only."),
    ],
)
async def test_where_there_can_be_no_canvas_the_record_comes_as_a_file(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, error: str, why: str
) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        team.refuses("conversations.canvases.create", error)
        room = await opened(team)

        await team.ann.asks("export canvas", room)

        file, problem = team.said(room)[-2:]
        assert file.startswith("The record of INC-1, asked for by @ann")
        assert [each.name for each in room.files] == ["INC-1.md"]
        what = "Something I could not do: write the canvas of the room."
        assert problem == f"{what} {why} The record comes as a file instead."


async def test_a_canvas_that_somebody_else_made_is_left_alone(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        room = await opened(team)
        theirs = Canvas("F0THEIRS00", "Notes", team.ann.id, [Section("s1", "# What we know")])
        sandbox.workspace.canvases[theirs.id] = theirs
        sandbox.workspace.channels[room.id].canvas = theirs.id

        await team.ann.asks("export canvas markdown", room)

        assert theirs.markdown == "# What we know"
        assert [each.name for each in room.files] == ["INC-1.md"]
        assert team.said(room)[-1] == (
            "Something I could not do: write into the canvas of the room: somebody else made it, and what "
            "they wrote stays. The record comes as a file instead"
        )


async def test_a_canvas_that_was_deleted_is_made_again(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        room = await opened(team)
        await team.ann.asks("export canvas", room)
        sandbox.workspace.canvases.clear()
        sandbox.workspace.channels[room.id].canvas = None

        await team.ann.asks("export canvas", room)

        assert team.canvas(room).startswith("- **Severity:** ")
        assert len([line for line in team.said(room) if "is in the canvas of this room" in line]) == 2


@pytest.mark.parametrize("error", ["restricted_action", "user_is_restricted"])
async def test_without_rooms_an_incident_lives_in_its_thread(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, error: str
) -> None:
    async with working(sandbox, linked(sandbox, database_url), moved_clock) as team:
        team.refuses("conversations.create", error)
        await team.ann.asks("declare checkout is failing sev1")
        await team.ann.asks("note INC-1 p95 is 4 s")
        await team.ann.asks("resolve INC-1 --confirmed rolled back")

        said = team.under(team.announcement())
        assert "@ann noted: p95 is 4 s" in said
        [problem] = [line for line in said if "could not do" in line]
        assert problem.startswith("Something I could not do: open a room. The workspace ")


async def opened(team: Team) -> Room:
    """Ann's incident, whose card and announcement are there whatever Slack refuses."""
    await team.ann.asks("declare checkout is failing sev1")
    [room] = team.rooms
    assert len(team.announcements()) == 1
    return room


async def works_to_its_end(team: Team, room: Room) -> None:
    """Everything that needs no more than posting is there, and nothing that is missing is said again."""
    before = len([line for line in team.said(room) if "could not do" in line])
    await team.ann.asks("assign commander me", room)
    await team.ann.asks("status monitoring fix is out", room)
    await team.ann.asks("update rolled back", room)
    await team.moves(minutes=31)
    await team.ann.asks("resolve --confirmed rolled back", room)
    said = team.said(room)
    assert "@ann is now *commander*." in said
    assert [line for line in said if "Update" in line and "rolled back" in line], said
    assert [line for line in said if line.startswith("*INC-1 is resolved*")], said
    assert len([line for line in said if "could not do" in line]) == before
    assert "*resolved*" in team.announcements()[0]
    assert (await team.bot.health())["jobs"]["unfinished"] == 0
