"""The sandbox as a program of its own, for a browser and for bots in other processes."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

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
    """Serves until it is interrupted."""
    sandbox = Sandbox(seed or Seed.example(manifest))
    sandbox.app.request_url = request_url
    sandbox.faults.latency = latency
    terminated = asyncio.Event()
    # Ctrl-C cancels us, which ends the same way.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
    await sandbox.start(port, host)
    try:
        sys.stdout.write(_welcome(sandbox))
        sys.stdout.flush()
        await terminated.wait()
    finally:
        await sandbox.stop()


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
