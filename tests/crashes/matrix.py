"""The crash matrix: every story, every outside call of it, every kind of crash."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence

from .calls import Crash
from .play import Crashed, Failed, Play, Stages, Whole
from .stories import Story


class Matrix:
    """Plays several at once; `told` hears of each when it is over."""

    def __init__(self, stages: Stages, side_by_side: int) -> None:
        self._stages = stages
        self._places = asyncio.Semaphore(side_by_side)
        self.wholes: dict[str, Whole] = {}
        self.failed: dict[str, str] = {}
        """Stories that fail without any crash, with the reason."""
        self.crashed: list[Crashed] = []

    async def rehearse(self, stories: Sequence[Story], told: Callable[[Story], None]) -> None:
        """Each story once without a crash."""
        async with asyncio.TaskGroup() as together:
            for story in stories:
                together.create_task(self._rehearse(story, told))

    def plays(self, stories: Sequence[Story]) -> list[Play]:
        """One for each call and kind of crash."""
        return [
            Play(story, call, crash)
            for story in stories
            if story.name in self.wholes
            for call in self.wholes[story.name].calls
            for crash in Crash
        ]

    async def play(self, plays: Sequence[Play], told: Callable[[Crashed], None]) -> None:
        """Each with its crash."""
        async with asyncio.TaskGroup() as together:
            for play in plays:
                together.create_task(self._play(play, told))

    async def _rehearse(self, story: Story, told: Callable[[Story], None]) -> None:
        async with self._places:
            try:
                self.wholes[story.name] = await self._stages.whole(story)
            except Failed as failed:
                self.failed[story.name] = str(failed)
            told(story)

    async def _play(self, play: Play, told: Callable[[Crashed], None]) -> None:
        async with self._places:
            crashed = await self._stages.crashed(play, self.wholes[play.story.name])
        self.crashed.append(crashed)
        told(crashed)


def share(plays: Sequence[Play], part: float, seed: int) -> list[Play]:
    """A part of them, the same for the same seed."""
    chosen = random.Random(seed).sample(range(len(plays)), round(len(plays) * part))
    return [plays[place] for place in sorted(chosen)]
