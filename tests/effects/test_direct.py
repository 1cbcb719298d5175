"""Direct messages are looked for before they are said again; an app that may not look says them again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.slack.message import Message
from tests.stories.fixtures import START, over_socket, working

DUTIES = Message("Keep the timeline.")
SINCE = START - timedelta(minutes=10)


async def test_what_was_said_already_is_found(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        slack = team.bot.slack
        first = await slack.tell(team.bo.id, DUTIES, key="job-1:tell")

        assert await slack.tell(team.bo.id, DUTIES, key="job-1:tell", look_since=SINCE) == first
        another = await slack.tell(team.bo.id, DUTIES, key="job-2:tell", look_since=SINCE)

        assert another["channel"] == first["channel"] == team.bo.person.direct.id
        assert team.bo.direct() == ["Keep the timeline."] * 2


@pytest.mark.parametrize("scope", ["im:write", "im:history"])
async def test_without_the_scopes_to_look_it_is_said_again(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, scope: str
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        team.lacks(scope)
        for _ in range(2):
            await team.bot.slack.tell(team.bo.id, DUTIES, key="job-1:tell", look_since=SINCE)

        assert team.bo.direct() == ["Keep the timeline."] * 2
