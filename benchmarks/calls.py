"""How many calls to Slack a declaration needs, and how many edits ten changes within a second."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from incident_bot.app import Bot
from incident_bot.sandbox import Sandbox, Seed
from incident_bot.settings import Settings, Severity
from incident_bot.settings.built_in import SEVERITIES

GROUP = "S0ONCALL0"
DECLARATION = "declare checkout is failing sev1 --commander @bo --tech-lead @chi --comms @dee --scribe @ann"
CHANGES = 10


async def main() -> None:
    """Print both, each by method."""
    async with _stage() as (sandbox, bot):
        ann = sandbox.person("ann")
        reply = await ann.types(f"/incident {DECLARATION}", "general")
        await _at_rest(bot)
        calls = _calls(sandbox)
        print(f"{reply.text.splitlines()[0]}\nSEV-1 with four roles and a user group: {calls.total()} calls")
        _print(calls)

        await ann.opens_home()
        await asyncio.sleep(2)
        sandbox.journal.clear()
        began = time.monotonic()
        for n in range(CHANGES):
            await ann.types(f"/incident severity INC-1 sev{n % 2 + 2} it is number {n}", "general")
        took = time.monotonic() - began
        await _at_rest(bot)
        edits = Counter(call["args"]["ts"] for call in sandbox.journal.calls("chat.update"))
        print(f"{CHANGES} changes in {took:.2f} s: at most {max(edits.values())} edits of a message")
        _print(_calls(sandbox))


def _calls(sandbox: Sandbox) -> Counter[str]:
    calls = Counter(entry["method"] for entry in sandbox.journal if entry["kind"] == "call")
    sandbox.journal.clear()
    return calls


def _print(calls: Counter[str]) -> None:
    for method, count in calls.most_common():
        print(f"  {count:3} {method}")


async def _at_rest(bot: Bot) -> None:
    """Nothing is left to be done, not even at a later second."""
    # Its jobs are rows of its database: there is no event to wait for.
    while (await bot.health())["jobs"]["unfinished"]:  # noqa: ASYNC110
        await asyncio.sleep(0.05)


@asynccontextmanager
async def _stage() -> AsyncIterator[tuple[Sandbox, Bot]]:
    sandbox = Sandbox(Seed.example(Path("config/slack-manifest.yaml")))
    await sandbox.start()
    with tempfile.TemporaryDirectory() as folder:
        bot = Bot(
            Settings(
                slack_api_url=sandbox.api_url,
                slack_bot_token=sandbox.app.bot_token,
                slack_app_token=sandbox.app.app_token,
                database_url=f"sqlite:///{folder}/calls.db",
                severities={**SEVERITIES, "sev1": _with_group(SEVERITIES["sev1"])},
            )
        )
        await bot.start()
        await sandbox.until(lambda: sandbox.delivery.connected)
        await _at_rest(bot)
        sandbox.journal.clear()
        yield sandbox, bot
        await bot.stop()
    await sandbox.stop()


def _with_group(severity: Severity) -> Severity:
    return severity.model_copy(update={"invite": (GROUP,)})


if __name__ == "__main__":
    asyncio.run(main())
