"""Home tabs on bad days and with much on them."""

from __future__ import annotations

import asyncio

import pytest

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.faults import Kind
from tests.stories.fixtures import START, over_socket, working
from tests.stories.team import Team


def published(team: Team) -> list[str]:
    return [call["args"]["user_id"] for call in team.sandbox.journal.calls("views.publish")]


async def many(database: Database, workspace: str, count: int, act: Act) -> None:
    """So many incidents whose room was thrown away, of all severities."""
    async with database.writing() as session:
        for number in range(1, count + 1):
            incident = Incident.declare(
                workspace=workspace,
                number=number,
                title=f"<!channel> & service {number} *is* down",
                severity=f"sev{4 - number % 4}",
                act=act,
            )
            incident.happened = []
            session.add(incident)
        await follow(session)


async def test_five_hundred_open_incidents(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        await many(team.bot.database, sandbox.workspace.team_id, 500, Act(team.ann.id, START))

        shown = await team.ann.opens_home()

        assert "Open incidents (500)\n" in shown
        assert "And 485 more: `/incident list`" in shown
        assert shown.count("*SEV-1*") == 15, "the worst come first"
        assert "*INC-499* <!channel> & service 499 *is* down" in shown
        view = team.ann.person.home
        assert view is not None
        assert len(view.body["blocks"]) <= 100


@pytest.mark.parametrize("kind", ["ratelimited", "error500", "lost_answer", "dropped"])
async def test_when_slack_does_not_take_one_the_others_are_shown_and_that_one_later(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, kind: Kind
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        everybody = (team.ann, team.bo, team.chi, team.dee)
        for each in everybody:
            await each.opens_home()
        team.fails("views.publish", kind)
        await team.declared()
        assert len([each for each in everybody if "INC-1" in each.home()]) >= 3
        # A postponed one goes on where it was, with whatever is true by then.
        await team.ann.asks("note it goes on", team.rooms[0])
        await team.moves(minutes=1)
        await team.moves(minutes=1)

        await team.everything_shown_is_true()
        assert all("#incident-20260105-checkout-is-failing" in each.home() for each in everybody)


async def test_a_home_that_slack_does_not_take_for_long_keeps_no_other_waiting(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        everybody = (team.ann, team.bo, team.chi, team.dee)
        for each in everybody:
            await each.opens_home()
        # The first time none is taken, the second time all but one.
        for _ in everybody:
            team.fails("views.publish", "error500")
        team.fails("views.publish", "error500")
        room = await team.declared()
        await team.moves(minutes=1)

        # The clock stands still: nothing that was put off to another moment is done.
        await team.ann.asks("severity sev2 it is less", room)
        assert len([each for each in everybody if "SEV-2" in each.home()]) >= 3
        await team.moves(minutes=1)
        await team.everything_shown_is_true()
        assert (await team.bot.health())["jobs"] == {"unfinished": 0, "due": 0, "buried": 0}


async def test_a_home_that_slack_refuses_is_not_tried_with_every_change(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        await team.ann.opens_home()
        # Somebody switches the Home tab off in the app's settings.
        sandbox.app.home_tab = False
        room = await team.declared()
        team.sandbox.journal.clear()
        await team.ann.asks("note error rate is at 12 %", room)
        assert published(team) == []

        sandbox.app.home_tab = True
        assert "Open incidents (1)" in await team.ann.opens_home()
        assert (await team.bot.health())["jobs"] == {"unfinished": 0, "due": 0, "buried": 0}


async def test_only_those_are_published_for_whom_something_changed(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        await team.ann.opens_home()
        await team.bo.opens_home()
        team.sandbox.journal.clear()

        await team.ann.asks("note error rate is at 12 %", room)
        assert published(team) == []
        await team.ann.asks("declare the safe is open sev1 --private")
        assert set(published(team)) == {team.ann.id}
        assert "INC-2" not in team.bo.home()


async def test_what_is_saved_while_homes_are_being_shown_is_shown_too(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        await team.ann.opens_home()
        gate = team.holds("views.publish", after=True)
        changing = asyncio.create_task(team.bo.asks("severity INC-1 sev2 it is less"))
        await gate.reached()
        await team.bo.person.types("/incident severity INC-1 sev3 it is even less", "general")
        gate.release()
        await changing
        await team.settled()

        assert "*SEV-3*" in team.ann.home()
        assert room.topic.startswith("SEV-3")
        await team.everything_shown_is_true()
