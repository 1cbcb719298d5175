"""A declaration saves calls: Slack counts them, and people wait for the room."""

from __future__ import annotations

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from tests.effects.test_rooms import ON_CALL, inviting
from tests.stories.fixtures import working

MOST = 12


async def test_a_sev1_with_four_roles_and_a_user_group(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    settings = inviting(sandbox, database_url, sev1=(ON_CALL,))
    async with working(sandbox, settings, moved_clock) as team:
        before = len(sandbox.journal.calls())

        await team.ann.asks(
            "declare checkout is failing sev1 --commander @ann --tech-lead @bo --comms @chi --scribe @dee"
        )

        calls = [call["method"] for call in sandbox.journal.calls()[before:]]
        assert len(calls) <= MOST, calls
        [room] = team.rooms
        assert sorted(room.members) == ["ann", "bo", "chi", "dee", "incidentbot"]
        assert team.said(room) == []
        assert len(team.announcements()) == 1
        everybody = (team.ann, team.bo, team.chi, team.dee)
        assert [len(each.direct()) for each in everybody] == [1, 1, 1, 1]
