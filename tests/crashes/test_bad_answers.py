"""Slack has a bad moment at each single call of a declaration: the room ends complete, and nothing twice."""

from __future__ import annotations

from typing import get_args

import pytest
from sqlalchemy import select

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.sandbox.faults import Kind
from tests.stories.team import Team

from .declaration import CALLS, Seen, seen

TITLES = ("payments", "search", "logins", "exports", "mails", "pictures")
"""One for each call of a declaration: what looks alike would be pointed out in the room."""
MOVES = 50
"""More moves of the clock than any job of a declaration is postponed."""


@pytest.mark.parametrize("in_a_row", [1, 2])
@pytest.mark.parametrize("kind", get_args(Kind))
async def test_a_declaration_survives_a_bad_answer_to_any_call(team: Team, kind: Kind, in_a_row: int) -> None:
    whole = await _declared(team, "no fault")

    for nth, (method, _) in enumerate(CALLS, 1):
        for more in range(in_a_row):
            team.sandbox.faults.next("*", kind, nth=nth + more)
        before = len(team.sandbox.journal.calls())
        assert await _declared(team, TITLES[nth - 1]) == whole, f"{method}, call {nth}"
        assert len(team.sandbox.journal.calls()) - before > len(CALLS), "the bot asked again"
        team.sandbox.faults.clear()

    assert await _recorded(team) == ["declared", "room"] * (len(CALLS) + 1)


async def _declared(team: Team, title: str) -> Seen:
    """The incident, once the bot has done all that follows from it."""
    await team.ann.asks(f"declare {title} sev3")
    for _ in range(MOVES):
        if not (await team.bot.health())["jobs"]["unfinished"]:
            break
        # What was postponed waits for the bot's clock.
        await team.moves(minutes=0.02)
    return seen(team.sandbox, title)


async def _recorded(team: Team) -> list[str]:
    async with team.bot.database.reading() as session:
        return list(await session.scalars(select(TimelineEntry.kind).order_by(TimelineEntry.id)))
