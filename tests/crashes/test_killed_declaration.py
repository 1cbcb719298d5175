"""The bot is killed exactly before and after each outside call of a declaration: the room ends the same."""

from __future__ import annotations

import signal
from pathlib import Path

from incident_bot.replay.stage import Stage

from .declaration import CALLS, Seen, seen
from .playing import playing, restart


async def test_killed_before_and_after_every_call_of_a_declaration(tmp_path: Path) -> None:
    async with playing(tmp_path) as stage:
        await stage.rest()
        calls = len(stage.sandbox.journal.calls())
        whole = await _declared(stage, "no crash")
        made = [call["method"] for call in stage.sandbox.journal.calls()[calls:]]
        assert sorted(made) == sorted(method for method, _ in CALLS)

        for method, nth in CALLS:
            for after in (False, True):
                crashed = await _killed(stage, method, nth, after=after)
                assert crashed == whole, f"killed {'after' if after else 'before'} {method} {nth}"


async def _killed(stage: Stage, method: str, nth: int, *, after: bool) -> Seen:
    gate = stage.sandbox.faults.hold(method, nth=nth, after=after)
    title = f"{method} {nth} {'after' if after else 'before'}"
    await _declare(stage, title)
    await gate.reached()
    await stage.trial.stop_bot(signal.SIGKILL)
    gate.drop()
    await restart(stage.trial)
    await stage.rest()
    return seen(stage.sandbox, title)


async def _declared(stage: Stage, title: str) -> Seen:
    await _declare(stage, title)
    await stage.rest()
    return seen(stage.sandbox, title)


async def _declare(stage: Stage, title: str) -> None:
    reply = await stage.sandbox.person("ann").commands(f"/incident declare {title} sev1", "general")
    assert reply.error is None
