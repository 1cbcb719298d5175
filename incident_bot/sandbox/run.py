"""The sandbox as a program of its own, for a browser and for bots in other processes."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
from pathlib import Path

from .errors import CannotStart
from .seed import Seed
from .server import Sandbox

_WELCOME = """
  A workspace to try things in: {url}
  Nothing leaves this machine, and nothing is kept. Ctrl-C ends it.

  Point your app at it with these settings:
    Web API          {api_url}
    bot token        {bot_token}
    app token        {app_token}
    signing secret   {signing_secret}
    delivery         {delivery}
"""


async def run_sandbox(
    port: int = 4390,
    manifest: Path | None = None,
    request_url: str | None = None,
    *,
    seed: Seed | None = None,
    host: str = "127.0.0.1",
    latency: float = 0,
) -> None:
    """Serves until it is interrupted; `latency` is seconds from each call to its answer.

    Raises CannotStart when the manifest is not one, the address is no address, or the port is taken.
    """
    sandbox = Sandbox(seed or _seed(manifest))
    if request_url is not None and not request_url.startswith(("http://", "https://")):
        raise CannotStart(f"{request_url} cannot be delivered to: an http:// or https:// address is needed.")
    sandbox.app.request_url = request_url
    sandbox.faults.latency = latency
    terminated = asyncio.Event()
    # Ctrl-C cancels us, which ends the same way.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
    try:
        await _start(sandbox, port, host)
        sys.stdout.write(_welcome(sandbox))
        sys.stdout.flush()
        await terminated.wait()
    finally:
        await sandbox.stop()


def _seed(manifest: Path | None) -> Seed:
    try:
        return Seed.example(manifest)
    except ValueError as wrong:
        raise CannotStart(f"{wrong}.") from None


async def _start(sandbox: Sandbox, port: int, host: str) -> None:
    try:
        await sandbox.start(port, host)
    except OSError as failure:
        if failure.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {port} is taken. Choose another with --port.") from None
        reason = os.strerror(failure.errno) if failure.errno else str(failure)
        raise CannotStart(f"Port {port} cannot be served: {reason}.") from None


def _welcome(sandbox: Sandbox) -> str:
    app = sandbox.app
    return _WELCOME.format(
        url=sandbox.url,
        api_url=sandbox.api_url,
        bot_token=app.bot_token,
        app_token=app.app_token,
        signing_secret=app.signing_secret,
        delivery=app.request_url or "Socket Mode",
    )
