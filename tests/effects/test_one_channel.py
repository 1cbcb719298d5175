"""Many incidents in threads of one channel: their reminders come as fast as Slack takes them, not faster."""

from __future__ import annotations

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

MANY = 5


async def test_reminders_of_many_threads_come_one_a_second(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    off = {"off": ["role_vacant", "checkpoint", "no_commander"]}
    async with working(sandbox, over_socket(sandbox, database_url, reminders=off), moved_clock) as team:
        for number in range(1, MANY + 1):
            await team.ann.asks(f"declare service {number} is slow sev4")
            await team.ann.asks(f"next 30m INC-{number}")
        before = len(asked(team))
        sandbox.limits.enabled = True

        await team.moves(minutes=30)
        told = [len(asked(team)) - before]
        for _ in range(MANY):
            await team.moves(minutes=1 / 60)
            told.append(len(asked(team)) - before)

        assert told == [*range(1, MANY + 1), MANY]
        calls = sandbox.journal.calls("chat.postMessage")
        assert [call for call in calls if call["status"] == 429] == []


def asked(team: Team) -> list[str]:
    """The reminders that stand in threads."""
    return [post.words for post in team.incidents.posts if post.is_reply and "an update on" in post.words]
