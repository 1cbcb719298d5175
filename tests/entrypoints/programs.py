"""The bot as a process of its own, as operators start it: nothing but its environment tells it anything."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 15.0
"""Seconds; a start takes one."""


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    out: str
    err: str


async def run(*words: str, folder: Path, **environment: str) -> Ended:
    """`incident-bot …` in `folder`, to its end."""
    process = await _start(words, folder, environment)
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


@asynccontextmanager
async def running(*words: str, folder: Path, **environment: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """`incident-bot …` in `folder`, until the block ends; then it is asked to stop, and must do so well."""
    process = await _start(words, folder, environment)
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            _, err = await process.communicate()
        assert process.returncode == 0, err.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def says(process: asyncio.subprocess.Process, words: str) -> None:
    """Wait until the process says these words on standard error."""
    assert process.stderr is not None
    said = ""
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stderr.readline()).decode():
            said += line
            if words in line:
                return
    raise AssertionError(f"it ended without saying {words!r}, but:\n{said}")


async def _start(
    words: tuple[str, ...], folder: Path, environment: dict[str, str]
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "incident_bot",
        *words,
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
