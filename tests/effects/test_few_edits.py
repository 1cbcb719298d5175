"""Ten changes within a second cost each surface two edits at most, and the last of them is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Room, Sandbox
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

SECONDS = 1 / 60


@pytest.fixture
async def team(sandbox: Sandbox, database_url: str, moved_clock: MovedClock) -> AsyncIterator[Team]:
    """A team whose bot edits once a second, by a clock that the test moves."""
    async with working(sandbox, over_socket(sandbox, database_url, edit_seconds=1), moved_clock) as made:
        yield made
        await made.moves(minutes=1)
        await made.everything_shown_is_true()


async def quiet_room(team: Team) -> Room:
    """A room in which nothing happened lately; the journal begins after it."""
    room = await team.declared()
    await team.moves(minutes=1)
    team.sandbox.journal.clear()
    return room


def edits(team: Team) -> Counter[str]:
    """How often each surface was edited."""
    messages = Counter(call["args"]["ts"] for call in team.sandbox.journal.calls("chat.update"))
    topics = len(team.sandbox.journal.calls("conversations.setTopic"))
    homes = Counter(call["args"]["user_id"] for call in team.sandbox.journal.calls("views.publish"))
    return Counter({**messages, **homes, **({"topic": topics} if topics else {})})


async def test_the_first_change_is_shown_at_once(team: Team) -> None:
    room = await quiet_room(team)

    await team.ann.asks("severity sev2 only checkout is slow", room)

    assert team.facts(room)["Severity"].startswith("SEV-2")
    assert room.topic.startswith("SEV-2")
    assert "SEV-2" in team.reads(team.announcement())


async def test_ten_changes_within_a_second(team: Team) -> None:
    room = await quiet_room(team)
    await team.ann.opens_home()
    await team.moves(minutes=1)
    team.sandbox.journal.clear()

    for n in range(10):
        await team.ann.asks(f"severity sev{n % 2 + 2} it is number {n}", room)
        await team.moves(minutes=0.05 * SECONDS)
    assert set(edits(team).values()) == {1}
    await team.moves(minutes=SECONDS)
    await team.moves(minutes=SECONDS)

    assert set(edits(team).values()) == {2}
    assert len(edits(team)) == 4, "topic, card, announcement and a Home tab"
    assert room.topic.startswith("SEV-3")
    await team.everything_shown_is_true()


async def test_what_waits_survives_a_restart(team: Team) -> None:
    room = await quiet_room(team)
    await team.ann.asks("severity sev2 it is less", room)
    await team.ann.asks("severity sev3 it is even less", room)
    assert room.topic.startswith("SEV-2")

    await team.is_without_its_bot(minutes=1)

    assert room.topic.startswith("SEV-3")
    await team.everything_shown_is_true()


async def test_what_is_said_does_not_wait_for_what_is_shown(team: Team) -> None:
    room = await quiet_room(team)
    before = len(team.said(room))
    await team.ann.asks("severity sev2 it is less", room)
    await team.ann.asks("severity sev3 it is even less", room)
    await team.ann.asks("note error rate is at 12 %", room)

    assert len(team.said(room)) == before + 3


async def test_an_announcement_is_not_edited_for_what_it_does_not_show(team: Team) -> None:
    room = await quiet_room(team)
    announced = team.announcement()

    await team.ann.asks("assign scribe me", room)
    await team.moves(minutes=1)

    assert edits(team)[announced.ts] == 0
    assert edits(team)[team.card(room).ts] == 1
