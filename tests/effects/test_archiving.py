"""A room whose time has come, when somebody was faster than the bot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts.membership import archive
from tests.stories.fixtures import START, over_socket, working


@pytest.mark.parametrize("flag", ["", " --private"], ids=["public", "private"])
async def test_a_room_that_somebody_archived_while_the_bot_was_away_is_known_to_be_lost(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, flag: str
) -> None:
    settings = over_socket(sandbox, database_url)
    async with working(sandbox, settings, moved_clock) as team:
        await team.ann.asks(f"declare checkout is failing sev1{flag}")
        [room] = team.rooms
        await team.ann.asks("resolve --confirmed", room)
    moved_clock.move_to(START + timedelta(hours=80))
    archive(sandbox.workspace, room.channel, sandbox.person("ann").id)

    async with working(sandbox, settings, moved_clock) as team:
        await team.moves(minutes=1)
        assert "is archived" in await team.ann.asks("archive INC-1")
        assert "I am opening a new one." in await team.ann.asks("reopen INC-1 errors are back")
        assert team.rooms[-1].id != room.id
        assert not team.rooms[-1].is_archived
        assert (await team.bot.health())["jobs"]["unfinished"] == 0
