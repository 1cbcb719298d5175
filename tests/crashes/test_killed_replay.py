"""The bot is killed without warning, twice in each replay; in the end nobody can tell.

What a person sees of Slack, and what the bot has on record, is compared with a replay without a crash.
"""

from __future__ import annotations

import asyncio
import random
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from incident_bot.replay.apart import Apart
from incident_bot.sandbox.faults import Gate

from .playing import playing
from .snapshot import record, workspace

SEEDS = (1, 2, 3, 60)
"""With the last one the bot dies a second time while it starts again."""
CALLS = 55
"""A replay makes a few more calls to Slack than this."""
LONGEST_ANSWER = 0.05
"""Seconds in which the bot has usually answered a command, and begun to do what follows from it."""


@dataclass(frozen=True)
class Plan:
    """When the bot dies: at a call to Slack, and somewhat after somebody has begun to do something."""

    call: int
    after: bool
    event: int
    delay: float

    @classmethod
    def of(cls, seed: int, events: int) -> Plan:
        dice = random.Random(seed)
        return cls(
            dice.randint(1, CALLS),
            dice.random() < 0.5,
            dice.randrange(4, events),
            dice.uniform(0, LONGEST_ANSWER),
        )


async def test_killed_at_any_moment_it_ends_the_same(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp
    async with asyncio.TaskGroup() as side_by_side:
        whole = side_by_side.create_task(_whole(folder("whole")))
        crashed = {seed: side_by_side.create_task(_crashed(folder("crashed"), seed)) for seed in SEEDS}

    for seed, result in crashed.items():
        assert result.result() == whole.result(), f"seed {seed}"


async def _whole(folder: Path) -> dict[str, Any]:
    async with playing(folder) as stage:
        await stage.play()
        return _outcome(stage)


async def _crashed(folder: Path, seed: int) -> dict[str, Any]:
    async with playing(folder) as stage:
        plan = Plan.of(seed, len(stage.drill.events))
        print(f"seed {seed}: {plan}")  # noqa: T201 - pytest shows it when the test fails
        gate = stage.sandbox.faults.hold("*", nth=plan.call, after=plan.after)
        async with asyncio.TaskGroup() as deaths:
            deaths.create_task(_kill_at(gate, stage))
            for number, event in enumerate(stage.drill.events):
                await stage.move_to(event.at)
                if number == plan.event:
                    deaths.create_task(_kill_after(plan.delay, stage))
                await stage.act(event)
        await stage.finish()
        return _outcome(stage)


async def _kill_after(seconds: float, stage: Apart) -> None:
    # The one thing here that is not exactly the same each time: whoever plays does not wait for it.
    await asyncio.sleep(seconds)
    await stage.trial.stop_bot(signal.SIGKILL)


async def _kill_at(gate: Gate, stage: Apart) -> None:
    await gate.reached(timeout=60)
    await stage.trial.stop_bot(signal.SIGKILL)
    gate.drop()


def _outcome(stage: Apart) -> dict[str, Any]:
    return {"workspace": workspace(stage.sandbox), "record": record(stage.trial.folder / "incident-bot.db")}
