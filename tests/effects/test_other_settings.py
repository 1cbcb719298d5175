"""The settings are others than when an incident began: what there is then can still be worked with."""

from __future__ import annotations

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.settings import Settings
from tests.stories.fixtures import over_socket, working


async def test_a_role_of_many_that_has_one_holder_now_is_taken_from_all(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        await team.ann.asks("assign expert @bo database", room)
        await team.ann.asks("assign expert @chi", room)

    usual = Settings().roles
    settings = over_socket(
        sandbox, database_url, roles={**usual, "expert": usual["expert"].model_copy(update={"single": True})}
    )
    async with working(sandbox, settings, moved_clock) as team:
        [room] = team.rooms
        told = await team.ann.asks("unassign expert", room)
        assert told == "@bo, @chi are no longer expert of *INC-1*."
        assert team.said(room)[-2:] == [
            "@bo is no longer expert, says @ann.",
            "@chi is no longer expert, says @ann.",
        ]
