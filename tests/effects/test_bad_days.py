"""Slack's bad days: whatever goes wrong with a call, in the end everything is there, once."""

from __future__ import annotations

from typing import get_args

import pytest

from incident_bot.clock import MovedClock
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.faults import Kind
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team

OPENING = [
    "conversations.create",
    "conversations.setTopic",
    "conversations.invite",
    "chat.postMessage",
    "pins.add",
]
CHANGING = ["chat.postMessage", "chat.update", "conversations.setTopic"]
EXPORTING = ["files.getUploadURLExternal", "files.completeUploadExternal"]


@pytest.mark.parametrize("kind", get_args(Kind))
async def test_a_call_that_fails_once(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, kind: Kind
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        for number, method in enumerate(OPENING, 1):
            await opened_although(team, number, method, kind)
        for method in CHANGING:
            await changed_although(team, method, kind)
        for method in EXPORTING:
            await exported_although(team, method, kind)
        await team.everything_shown_is_true()
        assert (await team.bot.health())["jobs"] == {"unfinished": 0, "due": 0, "buried": 0}


async def opened_although(team: Team, number: int, method: str, kind: Kind) -> None:
    team.sandbox.faults.next(method, kind)
    await team.ann.asks(f"declare number {number} is failing sev3")
    await passes(team)

    room = team.sandbox.channel(f"incident-20260105-number-{number}-is-failing")
    assert len(team.rooms) == number, "a room too many was made"
    assert room.members == ["incidentbot", "ann"]
    assert team.said(room) == []
    assert f"INC-{number}" in team.reads(team.card(room))
    assert room.topic.startswith(f"SEV-3 · number {number} is failing")
    assert len(team.announcements()) == number


async def changed_although(team: Team, method: str, kind: Kind) -> None:
    room = team.rooms[0]
    said = len(team.said(room))
    after = "sev3" if team.facts(room)["Severity"] == "SEV-4 (low)" else "sev4"
    team.sandbox.faults.next(method, kind)
    await team.ann.asks(f"severity {after} it is not what we thought", room)
    await passes(team)

    assert len(team.said(room)) == said + 1
    assert team.facts(room)["Severity"].startswith(after.upper().replace("SEV", "SEV-"))


async def exported_although(team: Team, method: str, kind: Kind) -> None:
    room = team.rooms[1]
    files = len(room.files)
    team.sandbox.faults.next(method, kind)
    await team.ann.asks("export json", room)
    await passes(team)

    assert len(room.files) == files + 1


async def passes(team: Team) -> None:
    """A minute passes: whatever was postponed is tried again."""
    await team.moves(minutes=1)
    await team.moves(minutes=1)
