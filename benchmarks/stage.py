"""The stage of a benchmark: a sandbox and a bot as processes of their own, and people who type at the bot."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import itertools
import json
import os
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp

WORKSPACE, PERSON, CHANNEL = "T0SANDBOX", "U0ANN0000", "C0GENERAL"
_numbers = itertools.count(1)


@dataclass
class Stage:
    """Where everything is. `slack` answers one line for each line written to it."""

    slack: asyncio.subprocess.Process
    bot: asyncio.subprocess.Process
    url: str
    secret: str
    session: aiohttp.ClientSession
    ready_in: float

    async def types(self, words: str) -> float:
        """One signed slash command; returns the seconds until it was acknowledged."""
        body = urlencode(slash(words))
        began = time.perf_counter()
        async with self.session.post(self.url, data=body, headers=signed(self.secret, body)) as answer:
            text = await answer.text()
            if answer.status != 200:
                raise RuntimeError(f"{words}: HTTP {answer.status} {text}")
        return time.perf_counter() - began

    async def seen(self) -> dict[str, Any]:
        """What the workspace has seen so far."""
        assert self.slack.stdin is not None
        assert self.slack.stdout is not None
        self.slack.stdin.write(b"\n")
        found: dict[str, Any] = json.loads(await self.slack.stdout.readline())
        return found

    async def settled(self, rooms: int) -> dict[str, Any]:
        """Wait until that many rooms are complete and announced."""
        async with asyncio.timeout(120):
            # Asked again and again: the workspace is another process and cannot set an event of ours.
            while (found := await self.seen())["complete"] < rooms or found["announced"] < rooms:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return found

    def resident(self) -> float:
        """Megabytes of memory that the bot holds."""
        status = Path(f"/proc/{self.bot.pid}/status").read_text()
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))


@asynccontextmanager
async def stage(
    latency: float = 0.0,
    command: tuple[str, ...] = ("-m", "incident_bot", "serve"),
    database: str | None = None,
) -> AsyncIterator[Stage]:
    """A workspace whose calls take `latency` seconds each, and a bot that is ready."""
    with tempfile.TemporaryDirectory() as folder:
        slack = await _process("-m", "benchmarks.workspace", "--latency", str(latency), piped=True)
        assert slack.stdout is not None
        place = json.loads(await slack.stdout.readline())
        port = _free_port()
        environment = {
            "SLACK_API_URL": place["api"],
            "SLACK_BOT_TOKEN": place["bot"],
            "SLACK_SIGNING_SECRET": place["secret"],
            "PORT": str(port),
            "DATABASE_URL": database or f"sqlite:///{folder}/bench.db",
        }
        began = time.perf_counter()
        bot = await _process(*command, **environment)
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200)) as session:
            await _healthy(session, port)
            ready_in = time.perf_counter() - began
            url = f"http://127.0.0.1:{port}/slack/events"
            yield Stage(slack, bot, url, place["secret"], session, ready_in)
        bot.send_signal(signal.SIGTERM)
        await bot.wait()
        assert slack.stdin is not None
        slack.stdin.close()
        await slack.wait()


def slash(words: str) -> dict[str, str]:
    """A slash command as Slack sends it."""
    return {
        "team_id": WORKSPACE,
        "channel_id": CHANNEL,
        "channel_name": "general",
        "user_id": PERSON,
        "user_name": "ann",
        "command": "/incident",
        "text": words,
        "api_app_id": "A0SANDBOX",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/hooks/none",
        "trigger_id": f"{next(_numbers)}.{time.time_ns()}.{os.getpid():x}",
    }


def signed(secret: str, body: str) -> dict[str, str]:
    """Slack's signature. https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    at = str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={digest}",
    }


def spread(seconds: list[float]) -> str:
    """Median, 99th percentile and longest, in milliseconds."""
    ordered = sorted(seconds)
    p99 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    figures = {"median": statistics.median(ordered), "p99": p99, "max": ordered[-1]}
    return "   ".join(f"{name} {seconds * 1e3:6.1f} ms" for name, seconds in figures.items())


async def _process(*arguments: str, piped: bool = False, **environment: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE if piped else asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdin=pipe,
        stdout=pipe,
        stderr=None if piped else asyncio.subprocess.DEVNULL,
        env={**os.environ, **environment},
        limit=64 * 1024 * 1024,
    )


async def _healthy(session: aiohttp.ClientSession, port: int) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/health") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.01)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
