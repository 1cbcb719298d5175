"""Fifty declarations at once while each Slack call takes 80 ms, and a bystander who asks meanwhile."""

from __future__ import annotations

import asyncio
import time

from benchmarks.stage import Stage, spread, stage

LATENCY = 0.080
BURST = 50
ROUND_TRIPS = 3


async def main() -> None:
    """Print what the declarers and the bystander waited, and when the rooms were complete."""
    async with stage(LATENCY) as bot:
        await bot.types("declare the one before sev3")
        await bot.settled(1)
        began = time.perf_counter()
        waited: list[float] = []
        bystander = asyncio.create_task(_asks(bot, waited))
        lines = [f"declare service {n} is down sev1" for n in range(BURST)]
        declared = await asyncio.gather(*(bot.types(line) for line in lines))
        found = await bot.settled(BURST + 1)
        complete = time.perf_counter() - began
        bystander.cancel()
        await asyncio.gather(bystander, return_exceptions=True)
        print(f"{BURST} declarations at once          {spread(declared)}")
        print(f"a bystander's commands meanwhile {spread(waited)}   ({len(waited)} commands)")
        print(f"all {found['complete']} rooms complete after {complete:.2f} s, {found['calls']} calls")
        bare = ROUND_TRIPS * LATENCY
        print(f"bare Slack: {ROUND_TRIPS} round trips of {LATENCY * 1e3:.0f} ms are {bare:.2f} s")


async def _asks(bot: Stage, waited: list[float]) -> None:
    while True:
        waited.append(await bot.types("status INC-1"))
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(main())
