"""A drill in which the bot may be killed: whoever plays goes on when it is back."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from incident_bot.replay.apart import Apart, apart
from incident_bot.replay.drill import read_drill
from incident_bot.replay.progress import Progress
from incident_bot.sandbox import Sandbox
from incident_bot.trial import BotDidNotStart, Trial

DRILL = Path(__file__).parents[2] / "config" / "drills" / "api-errors-2025-10-27.toml"
ENDS_WITHIN = 10
"""Seconds: a bot that does not answer but lives has not been killed, it is stuck."""


@asynccontextmanager
async def playing(folder: Path) -> AsyncIterator[Apart]:
    """The API errors, as fast as the bot goes; a bot that dies is started again."""
    drill = read_drill(DRILL)
    async with apart(drill, folder, math.inf, Progress(Console(quiet=True), drill)) as made:
        made.when_gone = lambda: restart(made.trial)
        yield made


async def restart(trial: Trial) -> None:
    """After the bot was killed: a new one, to which Slack delivers again what the old one did not confirm."""
    async with asyncio.timeout(ENDS_WITHIN):
        await trial.bot_ended()
    await trial.stop_bot()
    try:
        await trial.start_bot()
    except BotDidNotStart:
        # The second death found it at its start.
        await trial.start_bot()
    trial.sandbox.delivery.retry_now()
    await trial.sandbox.until(lambda: not undelivered(trial.sandbox))


def undelivered(sandbox: Sandbox) -> set[str]:
    """Events that no bot has confirmed."""
    events = [entry for entry in sandbox.journal if entry["kind"] == "events_api"]
    # The last attempt counts: a refused one has a reason for an answer, a confirmed one what was sent back.
    last = {entry["args"]["event_id"]: entry["answer"] for entry in events}
    return {event for event, answer in last.items() if not isinstance(answer, dict)}
