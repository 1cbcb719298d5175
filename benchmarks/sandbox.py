"""The sandbox under load: slash commands at a steady rate with the journal on, and a workspace of thousands.

The commands are typed in the sandbox's process, so that its work and the typing share one core; the bot,
a bare Bolt app over Socket Mode, has the other.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.stage import spread
from incident_bot.sandbox import Sandbox, Seed

RATE, SECONDS = 200, 20
PEOPLE, CHANNELS = 5_000, 2_000


async def main() -> None:
    """Print what was kept up, what an acknowledgement took, and what many people cost."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.jsonl"
        await steady(journal)
        print(f"the journal has {_lines(journal)} lines, {_megabytes(journal):.1f} MB")
    await crowd()


async def steady(journal: Path) -> None:
    """RATE commands a second for SECONDS, each begun on time whether those before are answered or not."""
    sandbox = Sandbox(Seed.example())
    sandbox.journal.write_to(journal)
    await sandbox.start()
    async with bare_bot(sandbox):
        ann = sandbox.person("ann")
        first = await one(sandbox)
        took: list[float] = []
        late: list[float] = []

        async def typed(number: int) -> None:
            reply = await ann.commands(f"/incident note {number}", "general")
            if reply.error:
                raise RuntimeError(f"command {number} failed with {reply.error}")
            took.append(reply.acked_in)

        began = time.perf_counter()
        async with asyncio.TaskGroup() as typing:
            for number in range(RATE * SECONDS):
                due = began + number / RATE
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                late.append(time.perf_counter() - due)
                typing.create_task(typed(number))
        lasted = time.perf_counter() - began
        print(f"{len(took)} commands in {lasted:.1f} s: {len(took) / lasted:.0f} a second")
        print(f"acknowledged in        {spread(took)}   (one alone: {first * 1e3:.1f} ms)")
        print(f"typed later than due   {spread(late)}")
    await sandbox.stop()


async def crowd() -> None:
    """How long thousands of people and channels take to start, and to be listed page by page."""
    began = time.perf_counter()
    sandbox = Sandbox(Seed.crowd(PEOPLE, CHANNELS))
    await sandbox.start()
    started = time.perf_counter() - began
    print(f"{PEOPLE} people and {CHANNELS} channels are served after {started:.2f} s")
    client = AsyncWebClient(sandbox.app.bot_token, base_url=sandbox.api_url)
    for method, member in (("users_list", "members"), ("conversations_list", "channels")):
        found, pages, began = 0, 0, time.perf_counter()
        async for answer in await getattr(client, method)(limit=200):
            found, pages = found + len(answer[member]), pages + 1
        print(
            f"{method}: {found} in {pages} pages, {(time.perf_counter() - began) / pages * 1e3:.1f} ms a page"
        )
    await sandbox.stop()


async def one(sandbox: Sandbox) -> float:
    """The middle of twenty commands typed one after the other."""
    ann = sandbox.person("ann")
    return sorted([(await ann.commands("/incident help", "general")).acked_in for _ in range(20)])[10]


@asynccontextmanager
async def bare_bot(sandbox: Sandbox) -> AsyncIterator[None]:
    """A bot that acknowledges, as a process of its own."""
    settings = {
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": sandbox.app.bot_token,
        "SLACK_APP_TOKEN": sandbox.app.app_token,
    }
    module = ("-m", "benchmarks.bare_socket")
    bot = await asyncio.create_subprocess_exec(sys.executable, *module, env={**os.environ, **settings})
    try:
        await sandbox.until(lambda: sandbox.delivery.connected, timeout=20)
        yield
    finally:
        bot.send_signal(signal.SIGTERM)
        await bot.wait()


def _lines(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("\n")


def _megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6


if __name__ == "__main__":
    asyncio.run(main())
