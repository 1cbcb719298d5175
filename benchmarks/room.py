"""From the commit of a declaration to a complete room, for several lengths of Slack's round trip."""

from __future__ import annotations

import asyncio
import statistics

from benchmarks.stage import stage

LATENCIES = (0.0, 0.05, 0.2)
TIMES = 10


async def main() -> None:
    """Print the median and the worst beside three bare round trips."""
    for latency in LATENCIES:
        async with stage(latency) as bot:
            taken = []
            for n in range(TIMES):
                before = len((await bot.seen())["times"])
                await bot.types(f"declare room number {n} sev1")
                calls = (await bot.settled(n + 1))["times"][before:]
                # Calls are noted when they begin: the last one still takes a round trip.
                taken.append(calls[-1][1] - calls[0][1] + latency)
        over = [seconds - 3 * latency for seconds in taken]
        print(f"round trip {latency * 1e3:4.0f} ms: complete after {_both(taken)}; over three: {_both(over)}")


def _both(seconds: list[float]) -> str:
    return f"median {statistics.median(seconds) * 1e3:6.1f} ms, worst {max(seconds) * 1e3:6.1f} ms"


if __name__ == "__main__":
    asyncio.run(main())
