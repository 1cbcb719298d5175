"""How long people wait for the answer to a command, with 50 open incidents, beside a bare Bolt app."""

from __future__ import annotations

import asyncio
import statistics

from benchmarks.stage import Stage, spread, stage

INCIDENTS = 50
EACH = 40
COMMANDS = (
    "status INC-1",
    "note INC-2 error rate is at 12 %",
    "severity {level} INC-3",
    "assign commander me INC-{n}",
    "update INC-5 rolling back",
    "list",
    "timeline INC-2",
    "declare checkout {n} is failing sev2",
)


async def main() -> None:
    """Print both, and the ratio of their medians."""
    async with stage(command=("-m", "benchmarks.bare_bolt")) as bare:
        bare_times = [await bare.types(f"note {n}") for n in range(300)]
    print(f"bare Bolt, no database            {spread(bare_times[50:])}")
    async with stage() as bot:
        print(f"ready after {bot.ready_in:.2f} s")
        await asyncio.gather(*(bot.types(f"declare incident number {n} sev1") for n in range(INCIDENTS)))
        await bot.settled(INCIDENTS)
        print(f"resident with {INCIDENTS} open incidents {bot.resident():.0f} MB")
        everything = [await _each(bot, words) for words in COMMANDS]
    together = [seconds for times in everything for seconds in times]
    print(f"{'all commands together':34}{spread(together)}")
    ratio = statistics.median(together) / statistics.median(bare_times[50:])
    print(f"ratio to bare Bolt (medians)      {ratio:.1f}")


async def _each(bot: Stage, words: str) -> list[float]:
    times = []
    for n in range(EACH):
        times.append(await bot.types(words.format(n=n + 1, level=f"sev{2 + n % 2}")))
    print(f"{words:34}{spread(times)}")
    return times


if __name__ == "__main__":
    asyncio.run(main())
