"""Fifty declarations at once while each Slack call takes 80 ms, and a bystander who asks something meanwhile."""

from __future__ import annotations

import asyncio
import time

from benchmarks.stage import spread, stage

LATENCY = 0.080
BURST = 50
ROUND_TRIPS = 3


async def main() -> None:
    """Print what the declarers and the bystander waited, and when the rooms were complete."""
    async with stage(LATENCY) as bot:
        await bot.types("declare the one before sev3")
        await bot.settled(1)
        began = time.perf_counter()
        bystander = asyncio.create_task(_asks(bot.types))
        declared = await asyncio.gather(*(bot.types(f"declare service {n} is down sev1") for n in range(BURST)))
        found = await bot.settled(BURST + 1)
        complete = time.perf_counter() - began
        bystander.cancel()
        await asyncio.gather(bystander, return_exceptions=True)
        print(f"{BURST} declarations at once          {spread(declared)}")
        print(f"a bystander's commands meanwhile {spread(WAITED)}   ({len(WAITED)} commands)")
        print(f"all {found['complete']} rooms complete after {complete:.2f} s, {found['calls']} calls")
        print(f"bare Slack: {ROUND_TRIPS} round trips of {LATENCY * 1e3:.0f} ms are {ROUND_TRIPS * LATENCY:.2f} s")


WAITED: list[float] = []


async def _asks(types: object) -> None:
    assert callable(types)
    while True:
        WAITED.append(await types("status INC-1"))
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(main())
