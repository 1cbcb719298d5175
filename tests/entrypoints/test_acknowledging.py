"""Nothing is acknowledged before it is committed, and nobody is told of what was not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import event, text
from sqlalchemy.engine import Connection

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.sandbox import Sandbox
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

TABLES = ("incidents", "timeline_entries", "role_holdings", "jobs")


async def test_a_command_is_acknowledged_after_its_commit(team: Team) -> None:
    room = await team.declared()

    async with no_commits(team):
        noting = asyncio.create_task(team.ann.person.types("/incident note error rate is at 12 %", room))
        for _ in range(3):
            # Asked later, answered sooner: reading waits for nobody.
            assert (
                "INC-1" in (await team.bo.person.types("/incident list", "general")).blocks[0]["text"]["text"]
            )
        assert not noting.done()

    assert (await noting).text.startswith("Noted on the timeline of *INC-1* as #")
    # The card says that somebody responded.
    await team.settled()


async def test_a_click_and_a_form_are_acknowledged_after_their_commit(team: Team) -> None:
    room = await team.declared()
    await team.ann.clicks("Post update", team.card(room))

    async with no_commits(team):
        clicking = asyncio.create_task(team.ann.person.clicks(team.card(room), "Take commander"))
        filling = asyncio.create_task(team.ann.person.fills(text="rolling back"))
        for _ in range(3):
            await team.bo.person.types("/incident list", "general")
        assert not clicking.done()
        assert not filling.done()

    assert (await clicking).error is None
    assert await filling == {}
    await team.settled()
    assert sorted(team.said(room)) == [
        "*Update* by @ann: rolling back\nNext update due 2026-01-05 15:00 UTC.",
        "@ann is now *commander*.",
    ]


async def test_a_marked_message_is_acknowledged_after_its_commit(team: Team) -> None:
    room = await team.declared()
    ts = await team.ann.says("the certificate ran out", room)

    async with no_commits(team):
        reacting = asyncio.create_task(team.ann.person.reacts(room, ts, "pushpin"))
        for _ in range(3):
            await team.bo.person.types("/incident list", "general")
        assert not reacting.done()

    await reacting
    await team.settled()
    assert "the certificate ran out" in await team.ann.asks("timeline", room)


async def test_a_commit_that_fails_is_an_error_over_a_socket(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = over_socket(sandbox, database_url)
    async with working(sandbox, settings, moved_clock) as team:
        # What nobody acknowledges is an error after three seconds; here sooner.
        sandbox.delivery.sockets.ack_seconds = 0.5
        await assert_a_failing_commit_leaves_nothing(team, "operation_timeout")


async def test_a_commit_that_fails_is_an_error_over_http(team_over_http: Team) -> None:
    await assert_a_failing_commit_leaves_nothing(team_over_http, "dispatch_failed")


async def assert_a_failing_commit_leaves_nothing(team: Team, error: str) -> None:
    room = await team.declared()
    before, said = await team.rows(*TABLES), team.said(room)

    with failing_commits(team):
        reply = await team.ann.person.types("/incident note error rate is at 12 %", room)
    await team.settled()

    assert reply.error == error
    assert await team.rows(*TABLES) == before
    assert team.said(room) == said
    told = await team.ann.asks("note error rate is at 12 %", room)
    assert told.startswith("Noted on the timeline of *INC-1* as #")


@asynccontextmanager
async def no_commits(team: Team) -> AsyncIterator[None]:
    """Another process holds what every command, click and event must write to."""
    other = Database(team.bot.settings.database_url)
    async with other.writing() as session:
        # On SQLite the first statement takes the one lock there is.
        lock = "SELECT 1" if other.is_sqlite else "LOCK TABLE incidents, inbox, jobs IN EXCLUSIVE MODE"
        await session.execute(text(lock))
        yield
    await other.close()


@contextmanager
def failing_commits(team: Team) -> Iterator[None]:
    """The database refuses to commit, as when its disk is full."""

    def refuse(_: Connection) -> None:
        raise OSError("no space left on device")

    engine = team.bot.database.engine.sync_engine
    event.listen(engine, "commit", refuse)
    try:
        yield
    finally:
        event.remove(engine, "commit", refuse)
