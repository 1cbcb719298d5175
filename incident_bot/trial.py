"""The bot in the sandbox: a local workspace, and the bot as a process of its own, told by settings only.

`make try` shows it to people; drills and crash tests run on it.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import itertools
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import typer

from incident_bot.clock import FastForwardClock
from incident_bot.sandbox import Sandbox, Seed

_HERE = Path("config/slack-manifest.yaml")
# Where it is tried from any other folder: without it there are no shortcuts and no message menu to be tried.
MANIFEST = _HERE if _HERE.is_file() else Path(__file__).parents[1] / _HERE
START_WITHIN = 20.0
STOP_WITHIN = 10.0
LOOK_EVERY = 0.02
# From somewhere on, one after the other: bots that start at the same moment get different ones.
_FIRST = 15_000 + os.getpid() % 15_000
# The SDK sends even loopback calls through a proxy when one is set.
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
_PORTS = itertools.cycle(range(_FIRST, _FIRST + 2_000))


class Started(Protocol):
    """A process, as asyncio tells of it."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    async def wait(self) -> int: ...


Starts = Callable[[dict[str, str], Path], Awaitable[Started]]
"""Starts the bot with an environment; what it logs goes to the end of a file."""


async def serve(environment: dict[str, str], log: Path) -> Started:
    """The bot as operators start it."""
    with log.open("ab") as written:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "incident_bot", "serve", env=environment, stderr=written, stdout=written
        )


class BotDidNotStart(Exception):
    """It ended instead; the text has its last words."""


class Trial:
    """A sandbox and a bot in it. The bot can be started, stopped and killed; the sandbox stays.

    A `watched` bot tells its health and looks at the clock more often. `over_http` it is delivered to at
    its own address, else through a socket that it opens. `told` are settings of its own, as variables.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        *,
        skip: Callable[[float], None] | None = None,
        database_url: str | None = None,
        watched: bool = False,
        over_http: bool = False,
        starts: Starts = serve,
        told: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.database_url = database_url or f"sqlite:///{folder / 'incident-bot.db'}"
        self.clock_file = folder / "clock"
        manifest = MANIFEST if MANIFEST.is_file() else None
        self.sandbox = Sandbox(Seed.example(manifest), now=lambda: now().timestamp(), skip=skip)
        self._bot: Started | None = None
        self._watched = watched or over_http
        self._over_http = over_http
        self._starts = starts
        self._told = told or {}
        self._port: int | None = None
        self._asking: aiohttp.ClientSession | None = None

    async def start(self, port: int = 0) -> None:
        """Open the workspace; nobody but people is in it yet."""
        await self.sandbox.start(port=port)

    async def start_bot(self) -> None:
        """Start the bot and wait until it listens. Raises BotDidNotStart when it ends instead."""
        self._port = _free_port() if self._watched else None
        self._bot = await self._starts(self.environment(), self.log)
        gone = asyncio.create_task(self._bot.wait())
        here = asyncio.create_task(self._listens())
        await asyncio.wait({gone, here}, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        if not here.done():
            here.cancel()
            raise BotDidNotStart(f"The bot did not start:\n{self.log.read_text()[-2000:]}")
        await here

    async def stop_bot(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the bot: politely, or by SIGKILL, which nothing survives but what was committed."""
        if self._bot is None:
            return
        if self._bot.returncode is None:
            await _end(self._bot, how)
        if not self._over_http:
            # Slack notices a little later, and must not take the dead bot for the next one.
            await self.sandbox.until(lambda: not self.sandbox.delivery.connected)

    async def stop(self) -> None:
        """End both."""
        await self.stop_bot()
        await self.sandbox.stop()
        if self._asking is not None:
            await self._asking.close()

    async def bot_ended(self) -> int:
        """Wait until the bot ends by itself; returns its exit status."""
        assert self._bot is not None, "the bot was started"
        return await self._bot.wait()

    async def health(self) -> dict[str, Any] | None:
        """What a watched bot says of itself; None when nobody answers."""
        address = f"http://127.0.0.1:{self._port}/health"
        self._asking = self._asking or aiohttp.ClientSession()
        try:
            async with self._asking.get(address) as answer:
                health: dict[str, Any] = await answer.json()
        except (aiohttp.ClientError, OSError):
            return None
        return health

    async def _listens(self) -> None:
        """Returns once people can ask the bot something, and a watched one says how it is."""
        if self._over_http:
            self.sandbox.app.request_url = f"http://127.0.0.1:{self._port}/slack/events"
        else:
            await self.sandbox.until(lambda: self.sandbox.delivery.connected, timeout=START_WITHIN)
        async with asyncio.timeout(START_WITHIN):
            # It is another process: it can be asked, but has no way to tell.
            while self._port is not None and await self.health() is None:  # noqa: ASYNC110
                await asyncio.sleep(LOOK_EVERY)

    @property
    def log(self) -> Path:
        """Where the bot's log goes."""
        return self.folder / "bot.log"

    def environment(self) -> dict[str, str]:
        """What the bot is told: the same variables that point it at Slack itself."""
        return {
            **_without_settings(),
            "SLACK_API_URL": self.sandbox.api_url,
            "SLACK_BOT_TOKEN": self.sandbox.app.bot_token,
            **self._delivery(),
            "DATABASE_URL": self.database_url,
            "INCIDENT_BOT_CLOCK_FILE": str(self.clock_file),
            "INCIDENT_BOT_TICK_SECONDS": "0.05" if self._watched else "0.5",
            # A watched bot's clock stands still: nothing may wait for the next second.
            "INCIDENT_BOT_EDIT_SECONDS": "0" if self._watched else "1",
            **({} if self._port is None else {"PORT": str(self._port), "INCIDENT_BOT_HOST": "127.0.0.1"}),
            **self._told,
        }

    def _delivery(self) -> dict[str, str]:
        app = self.sandbox.app
        if self._over_http:
            return {"SLACK_SIGNING_SECRET": app.signing_secret}
        return {"SLACK_APP_TOKEN": app.app_token}


async def run_trial(port: int) -> int:
    """`incident-bot try`: until Ctrl-C or the like, or until the bot ends; returns the exit status."""
    _end_when_told()
    with tempfile.TemporaryDirectory(prefix="incident-bot-") as folder:
        path = Path(folder)
        clock = FastForwardClock(path / "clock")
        try:
            trial = Trial(
                path,
                clock,
                skip=lambda seconds: clock.skip(timedelta(seconds=seconds)),
                told=somebody_to_call(),
            )
            await trial.start(port)
        except ValueError as wrong:
            # The manifest, which somebody may be at work on.
            typer.echo(str(wrong), err=True)
            return 2
        except OSError as failure:
            typer.echo(_not_served(port, failure), err=True)
            return 2
        try:
            await trial.start_bot()
            typer.echo(_WELCOME.format(url=trial.sandbox.url, database=trial.database_url))
            status = await trial.bot_ended()
            typer.echo(f"The bot ended (exit status {status}):\n{trial.log.read_text()[-4000:]}", err=True)
            return status or 1
        except BotDidNotStart as failed:
            typer.echo(str(failed), err=True)
            return 1
        finally:
            await trial.stop()


def somebody_to_call() -> dict[str, str]:
    """Somebody to call, so that people see what happens when nobody takes an incident."""
    seed = Seed.example()
    *_, second, last = seed.people
    rungs = [
        {"label": "on-call", "who": [seed.groups[0].id], "minutes": 5},
        {"label": "second on-call", "who": [second.id], "minutes": 10},
        {"label": "manager", "who": [last.id]},
    ]
    return {"INCIDENT_BOT_ESCALATION": json.dumps({"ladder": rungs, "manager": [last.id]})}


def _end_when_told() -> None:
    """A closed terminal or a plain kill ends both, as Ctrl-C does.

    A bot left behind would answer half of what is asked in the next workspace on that port.
    """
    trying = asyncio.current_task()
    assert trying is not None, "it runs in a task"
    for told in ("SIGTERM", "SIGHUP"):
        with contextlib.suppress(NotImplementedError, AttributeError):
            asyncio.get_running_loop().add_signal_handler(getattr(signal, told), trying.cancel)


def _not_served(port: int, failure: OSError) -> str:
    if failure.errno == errno.EADDRINUSE:
        return f"Port {port} is taken. Try another: make try PORT=4391, or incident-bot try --port 4391"
    reason = os.strerror(failure.errno) if failure.errno else str(failure)
    return f"Port {port} cannot be served: {reason}."


async def _end(bot: Started, how: signal.Signals) -> None:
    # Not `send_signal`: it collects a process that has just ended, and asyncio then misses it.
    with contextlib.suppress(ProcessLookupError):
        os.kill(bot.pid, how)
    try:
        await asyncio.wait_for(bot.wait(), STOP_WITHIN)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            os.kill(bot.pid, signal.SIGKILL)
        await bot.wait()


def _free_port() -> int:
    """One that nobody takes until the bot does: below those that the system hands out by itself."""
    for port in itertools.islice(_PORTS, 1000):
        with socket.socket() as found, contextlib.suppress(OSError):
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(("127.0.0.1", port))
            return port
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


def _without_settings() -> dict[str, str]:
    """Our environment, less what would point the bot elsewhere."""
    ours = ("SLACK_", "INCIDENT_BOT_", "DATABASE_URL", "PORT")
    return {k: v for k, v in os.environ.items() if not k.startswith(ours) and k not in _PROXIES}


@contextlib.contextmanager
def no_proxies() -> Iterator[None]:
    """For a bot in this process: without those of our environment, which are there again afterwards."""
    kept = {name: os.environ.pop(name) for name in _PROXIES if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


_WELCOME = """
  Incident Bot is running in a workspace on this machine.

      {url}

  Open it in a browser. You are Ann, in #general. Type:

      /incident declare checkout is failing sev1

  The clock at the top skips ahead, so that reminders come while you watch: take no command for
  five minutes, and see who is called.
  Its record: DATABASE_URL={database} incident-bot export INC-1
  Nothing leaves this machine, and nothing is kept. Ctrl-C ends it.
"""
