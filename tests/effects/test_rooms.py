"""The room of a new incident, when the workspace is not as the bot would like it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import archive
from incident_bot.sandbox.records import Channel
from incident_bot.settings import Settings
from tests.stories.fixtures import over_socket, working

ON_CALL = "S0ONCALL0"


def inviting(sandbox: Sandbox, database_url: str, **invited: tuple[str, ...]) -> Settings:
    """Settings by which people and groups are invited, by severity."""
    usual = Settings().severities
    severities: dict[str, Any] = {
        key: level.model_copy(update={"invite": invited.get(key, ())}) for key, level in usual.items()
    }
    return over_socket(sandbox, database_url, severities=severities)


async def test_the_status_channel_is_made_when_there_is_none(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    sandbox.channel("incidents").channel.name = "something-else"

    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        await team.declared()

        assert team.incidents.members == ["incidentbot"]
        assert team.announcements()[0].startswith("*INC-1* · checkout is failing")


async def test_without_a_status_channel_the_room_is_opened_and_told_why(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    archive(sandbox.workspace, sandbox.channel("incidents").channel, "U0ANN0000")

    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        await team.ann.asks("update rolling back", room)

        assert room.members == ["incidentbot", "ann"]
        assert "INC-1 · checkout is failing" in team.reads(team.card(room))
        assert team.said(room)[0] == ("Something I could not do: announce incidents: #incidents is archived")
        assert team.said(room)[1].startswith("*Update* by @ann: rolling back")
        assert len([line for line in team.said(room) if "could not do" in line]) == 1


async def test_people_and_groups_of_the_severity_are_in_the_room(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = inviting(sandbox, database_url, sev1=(ON_CALL, "U0CHI0000"), sev2=("U0DEE0000",))
    async with working(sandbox, settings, moved_clock) as team:
        room = await team.declared("checkout is failing sev2")
        assert sorted(room.members) == ["ann", "dee", "incidentbot"]

        await team.ann.asks("severity sev1 it is down", room)

        assert sorted(room.members) == ["ann", "bo", "chi", "dee", "incidentbot"]
        assert team.said(room) == ["Severity is now *SEV-1* (it was SEV-2), says @ann.\n> it is down"]


async def test_whoever_cannot_be_invited_keeps_nobody_else_out(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = inviting(sandbox, database_url, sev1=("U0NOBODY0", "U0BO00000", "S0NOGROUP"))
    async with working(sandbox, settings, moved_clock) as team:
        room = await team.declared("checkout is failing sev1")

        assert "ann" in room.members
        assert "INC-1 · checkout is failing" in team.reads(team.card(room))
        assert len(team.announcements()) == 1
        [problem] = team.said(room)
        assert problem.startswith("Some things I could not do:")
        assert room.members == ["incidentbot", "ann", "bo"]


async def test_every_name_is_taken(sandbox: Sandbox, database_url: str, moved_clock: MovedClock) -> None:
    taken = sandbox.channel("random").channel
    names = ["", "-1", "-1-2", "-1-3", "-1-4", "-1-5"]
    for number, suffix in enumerate(names):
        name = f"incident-20260105-checkout-is-failing{suffix}"
        sandbox.workspace.channels[f"C9{number}"] = replace(taken, id=f"C9{number}", name=name)

    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        await team.ann.asks("declare checkout is failing sev1")

        told = await team.ann.asks("timeline INC-1")
        assert "Something the bot could not do: open room: no room for INC-1" in told
        assert "Nothing was changed." not in await team.ann.asks("note INC-1 we use #random")


async def test_an_archived_room_ends_no_incident(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        archive(sandbox.workspace, room.channel, team.bo.id)

        await team.ann.asks("update INC-1 rolling back")
        await team.ann.asks("resolve --confirmed INC-1 rolled back")

        assert team.under(team.announcement()) == [
            "*Update* by @ann: rolling back\nNext update due 2026-01-05 15:00 UTC.",
            "*INC-1 is resolved*, says @ann. It lasted less than a minute.\n> rolled back",
        ]
        assert "*resolved*" in team.announcements()[0]
        assert "was archived" in await team.ann.asks("timeline INC-1")
        assert (await team.bot.health())["jobs"]["unfinished"] == 0


async def test_whoever_declared_hears_that_no_room_could_be_opened(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    """Every name is taken: nothing can be opened, and nothing else would tell Ann."""
    name, bo = "incident-20260105-checkout-is-failing", sandbox.person("bo").id
    for taken in [name, f"{name}-1", *(f"{name}-1-{n}" for n in range(2, 6))]:
        sandbox.workspace.channels[f"C{taken}"] = Channel(f"C{taken}", taken, bo, 0, members=[bo])

    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        await team.ann.asks("declare checkout is failing sev1")

        [told] = team.ann.person.direct.messages
        assert "I could not open a room for *INC-1* (checkout is failing)" in team.reads(told)
        assert "It goes on in a thread under its announcement." in team.reads(told)
        assert "Noted" in await team.ann.asks("note INC-1 we talk in #general")
        assert "every name like" in await team.ann.asks("timeline INC-1")
