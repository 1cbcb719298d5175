"""The connection over which Slack speaks to the bot: it is renewed, it breaks, it ends."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from sqlalchemy import text

from incident_bot.clock import MovedClock
from incident_bot.database import Database
from incident_bot.sandbox import Sandbox, Seed
from tests.stories.fixtures import MANIFEST, over_socket, working
from tests.stories.team import Team


async def test_slack_renews_the_connection_and_nobody_notices(team: Team) -> None:
    sockets = team.sandbox.delivery.sockets
    before = set(sockets._connections)

    await sockets.disconnect("refresh_requested")
    await team.sandbox.until(lambda: sockets.connected and before.isdisjoint(sockets._connections))

    assert "No incident is open." in await team.ann.asks("list")


async def test_events_that_nobody_needs_are_acknowledged_too(
    moved_clock: MovedClock, database_url: str
) -> None:
    # Somebody subscribed the app to everything.
    seed = replace(Seed.example(MANIFEST), scopes=None, events=None)
    sandbox = Sandbox(seed, now=lambda: moved_clock().timestamp())
    await sandbox.start()
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        await team.bo.person.joins(room)
        await team.bo.says("hello", room)
        await team.ann.person.opens_home()
        await team.settled()
    await sandbox.stop()

    events = [entry for entry in sandbox.journal if entry["kind"] == "events_api"]
    assert {"message", "member_joined_channel", "app_home_opened"} <= {entry["method"] for entry in events}
    assert [entry["method"] for entry in events if entry.get("attempt")] == []


async def test_whoever_was_heard_before_a_polite_stop_is_answered(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        other = Database(database_url)
        async with other.writing() as session:
            await session.execute(
                text("SELECT 1" if other.is_sqlite else "LOCK TABLE inbox IN EXCLUSIVE MODE")
            )
            noting = asyncio.create_task(team.ann.person.types("/incident note error rate is at 12 %", room))
            # Asked later, answered sooner: by now the note has been heard.
            await team.bo.person.types("/incident list", "general")
            stopping = asyncio.create_task(team.bot.stop())
            # One turn of the loop: the stop has begun.
            await asyncio.sleep(0)
        await other.close()
        await stopping

        assert (await noting).text.startswith("Noted on the timeline of *INC-1* as #")
        await team.bot.start()
        await team.settled()
        assert team.said(room) == ["@ann noted: error rate is at 12 %"]
