"""Starts bots quickly: one process loads the bot's code, and forks for every bot that is asked for.

Loading is nine tenths of a start. What comes after it happens in each bot anew, and each is a process of
its own, which a kill ends as it ends any other.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import select
import signal
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

STARTS_WITHIN = 30.0


class Forked:
    """A bot as the nursery tells of it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = asyncio.Event()

    async def wait(self) -> int:
        """The exit status, once it has ended; negative when a signal ended it."""
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode

    def ended(self, status: int) -> None:
        self.returncode = status
        self._ended.set()


class Nursery:
    """The process that bots come from. Whatever it started ends with it, and it ends with us."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._asked: asyncio.Queue[asyncio.Future[Forked]] = asyncio.Queue()
        self._bots: dict[int, Forked] = {}

    async def start(self) -> None:
        """Load the code."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __name__,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Ctrl-C is for us: we end the bots, and not while we still talk to them.
            start_new_session=True,
        )
        self._listening = asyncio.create_task(self._listen())

    async def bot(self, environment: dict[str, str], log: Path) -> Forked:
        """Starts `incident-bot serve` with this environment."""
        assert self._process is not None, "started first"
        assert self._process.stdin is not None
        answer: asyncio.Future[Forked] = asyncio.get_running_loop().create_future()
        self._asked.put_nowait(answer)
        asked = {"environment": environment, "log": str(log)}
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        async with asyncio.timeout(STARTS_WITHIN):
            return await answer

    async def stop(self) -> None:
        """Ends it and every bot that it started."""
        if self._process is None or self._process.stdin is None:
            return
        self._process.stdin.close()
        await self._process.wait()
        if self._listening is not None:
            await self._listening

    async def _listen(self) -> None:
        assert self._process is not None
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            told = json.loads(line)
            if "started" in told:
                bot = self._bots[told["started"]] = Forked(told["started"])
                answer = self._asked.get_nowait()
                if not answer.done():
                    answer.set_result(bot)
            else:
                self._bots.pop(told["ended"]).ended(told["status"])


def main() -> None:
    """Forks for every line of standard input, and ends with it."""
    _load()
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakes)
    bots: set[int] = set()
    heard = b""
    while True:
        ready, _, _ = select.select([0, woken], [], [])
        if 0 in ready:
            if not (more := os.read(0, 65536)):
                break
            *lines, heard = (heard + more).split(b"\n")
            for line in lines:
                bots.add(pid := _fork(json.loads(line)))
                _tell(started=pid)
        if woken in ready:
            os.read(woken, 4096)
        _collect(bots)
    for pid in bots:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _load() -> None:
    import aiosqlite
    import uvicorn.protocols.http.httptools_impl
    import uvloop

    import incident_bot.__main__
    import incident_bot.app
    import incident_bot.entrypoints.http

    assert all((aiosqlite, uvicorn, uvloop, incident_bot.__main__)), "loaded"


def _fork(asked: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become_bot(asked["environment"], asked["log"])
    return pid


def _become_bot(environment: dict[str, str], log: str) -> NoReturn:
    from incident_bot.__main__ import main as incident_bot

    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.closerange(3, 64)
    sys.argv = ["incident-bot", "serve"]
    status = 1
    try:
        incident_bot()
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - it must not go on as a second nursery
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _collect(bots: set[int]) -> None:
    for pid in list(bots):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            bots.discard(pid)
            _tell(ended=pid, status=os.waitstatus_to_exitcode(status))


def _tell(**told: int) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
