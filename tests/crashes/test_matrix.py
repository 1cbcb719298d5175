"""A part of the crash matrix, always the same; `make crashes` plays all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import pytest
import pytest_asyncio

from .calls import Call, Crash
from .matrix import Matrix
from .play import Failed, Play, Stages
from .stories import NOT_PLAYED, found, not_playable, stories

WHOLLY = "declaring::test_a_declared_incident_gets_a_room_with_everything_in_it"
"""A story of which every call is played."""
ONCE_WRONG = (
    # The new card was pinned only if the bot lived until then.
    ("card::test_a_deleted_card_comes_back_and_is_pinned", Call("pins.add", 2), Crash.BEFORE),
)
SEED, STORIES, CRASHES = 1, 6, 1
"""And so many crashes in each of so many others, chosen by name: a new story does not change it much."""
SIDE_BY_SIDE = 4

Drawn = TypeVar("Drawn")


@pytest_asyncio.fixture
async def stages(tmp_path: Path) -> AsyncIterator[Stages]:
    made = Stages(tmp_path)
    await made.prepare()
    yield made
    await made.nursery.stop()


async def test_killed_at_any_call_a_story_ends_the_same(stages: Stages) -> None:
    by_name = {story.name: story for story in stories()}
    wrong = [Play(by_name[name], call, crash) for name, call, crash in ONCE_WRONG]
    others = _drawn([story for story in stories() if story.name != WHOLLY], STORIES)
    matrix = Matrix(stages, SIDE_BY_SIDE)
    await matrix.rehearse([by_name[WHOLLY], *{*others, *(play.story for play in wrong)}], lambda _: None)
    assert matrix.failed == {}
    plays = [*matrix.plays([by_name[WHOLLY]]), *wrong]
    for story in others:
        plays += _drawn(matrix.plays([story]), CRASHES)

    await matrix.play(plays, lambda _: None)

    assert {str(crashed.play): crashed.wrong for crashed in matrix.crashed if crashed.wrong} == {}
    assert len(matrix.crashed) == len(plays)


async def test_a_story_that_ends_differently_is_told_with_what_differs(stages: Stages) -> None:
    [story] = [story for story in stories() if story.name == WHOLLY]
    whole = await stages.whole(story)
    other = replace(whole, outcome=replace(whole.outcome, private={"ann": ["Something else."]}))

    crashed = await stages.crashed(Play(story, whole.calls[0], Crash.BEFORE), other)

    assert crashed.came
    assert '-  "Something else."' in crashed.wrong


def test_every_story_is_in_the_matrix_or_says_why_not() -> None:
    assert not_playable() == []


async def test_no_story_that_could_be_played_is_left_out(stages: Stages) -> None:
    for story in found():
        if story.name in NOT_PLAYED:
            with pytest.raises(Failed):
                await stages.whole(story)
    assert set(NOT_PLAYED) <= {story.name for story in found()}


def _drawn(all_of_them: Sequence[Drawn], number: int) -> list[Drawn]:
    return sorted(all_of_them, key=lambda each: crc32(f"{SEED} {each}".encode()))[:number]
