"""A user group whose members cannot be read gives nobody any right, and says so."""

from __future__ import annotations

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from tests.stories.fixtures import over_socket, working

REFUSED = "only some user groups may declare incidents here, and I could not read yet who is in them."


async def test_a_group_that_is_not_there_is_said_to_be_unread(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = over_socket(sandbox, database_url, access={"declare": ["S0NOBODY0"]})
    async with working(sandbox, settings, moved_clock) as team:
        assert REFUSED in await team.ann.asks("declare checkout is failing sev1")
        assert team.rooms == []


async def test_a_group_that_can_be_read_no_longer_gives_no_right_any_more(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = over_socket(
        sandbox, database_url, access={"declare": ["S0ONCALL0"], "see_private": ["S0ONCALL0"]}
    )
    async with working(sandbox, settings, moved_clock) as team:
        assert "*INC-1* is declared" in await team.ann.asks("declare checkout is failing sev1")
        sandbox.workspace.groups["S0ONCALL0"].deleted = True
        await team.bo.sets_group("oncall", team.ann, team.bo)
        assert REFUSED in await team.ann.asks("declare search is slow sev1")
