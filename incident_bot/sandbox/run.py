"""The sandbox as a program of its own, for a browser and for bots in other processes."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
from pathlib import Path
from urllib.parse import urlsplit

from .errors import CannotStart
from .seed import Seed
from .server import Sandbox
from .weather import Weather
from .workspace_file import read_workspace

_WELCOME = """
  A workspace to try things in: {url}
  Nothing leaves this machine, and nothing is kept. Ctrl-C ends it.

  Tell your app, to which deliveries come {delivery}:

SLACK_API_URL={api_url}
SLACK_BOT_TOKEN={bot_token}
SLACK_APP_TOKEN={app_token}
SLACK_SIGNING_SECRET={signing_secret}
"""
_SOCKETS = "over Socket Mode"
_NOWHERE = "by no way: its manifest has no socket_mode_enabled, so give a --request-url"
# Seconds in which somebody has started the app by hand.
_CHALLENGES = 60
_UNVERIFIED = """
  {} has not given the challenge back. Slack would not save such an address:
  https://docs.slack.dev/reference/events/url_verification
"""


async def run_sandbox(
    port: int = 4390,
    *,
    config: Path | None = None,
    manifest: Path | None = None,
    request_url: str | None = None,
    journal: Path | None = None,
    weather: Weather | None = None,
) -> None:
    """Serves until it is interrupted, on 127.0.0.1; the journal is written to a file if one is given.

    Raises CannotStart when a file is wrong, the address is no address, or the port is taken.
    """
    weather = weather or Weather()
    sandbox = _made(config, manifest, request_url, weather)
    terminated = asyncio.Event()
    # Ctrl-C cancels us, which ends the same way.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
    try:
        _write_journal(sandbox, journal)
        await _start(sandbox, port)
        sys.stdout.write(welcome(sandbox))
        sys.stdout.flush()
        meanwhile = [
            asyncio.create_task(_challenge(sandbox)),
            asyncio.create_task(weather.keep_cutting(sandbox)),
        ]
        await terminated.wait()
        for task in meanwhile:
            task.cancel()
    finally:
        await sandbox.stop()


def _made(config: Path | None, manifest: Path | None, request_url: str | None, weather: Weather) -> Sandbox:
    """As it was ordered; what of the manifest it goes without is said. Raises CannotStart."""
    try:
        seed = Seed.example() if config is None else read_workspace(config)
        unknown = seed.read_manifest(manifest).unknown if manifest is not None else []
        sandbox = Sandbox(seed)
        weather.over(sandbox)
    except ValueError as wrong:
        raise CannotStart(str(wrong)) from None
    if request_url is not None and not _is_address(request_url):
        wanted = "an address is needed, as in http://127.0.0.1:3000/slack/events"
        raise CannotStart(f"{request_url} cannot be delivered to: {wanted}.")
    sandbox.app.request_url = request_url
    if unknown:
        sys.stdout.write(f"\n  The sandbox goes without these fields of {manifest}: {', '.join(unknown)}.\n")
    return sandbox


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


async def _challenge(sandbox: Sandbox) -> None:
    """As Slack asks when an address is saved; here the app may start a while after the workspace."""
    if (address := sandbox.app.request_url) is None:
        return
    for _ in range(_CHALLENGES):
        if await sandbox.delivery.http.verify_url():
            sys.stdout.write(f"\n  {address} gave the challenge back.\n")
            break
        await asyncio.sleep(1)
    else:
        sys.stdout.write(_UNVERIFIED.format(address))
    sys.stdout.flush()


def _write_journal(sandbox: Sandbox, journal: Path | None) -> None:
    if journal is None:
        return
    try:
        sandbox.journal.write_to(journal)
    except OSError as failure:
        raise CannotStart(f"{journal} cannot be written: {failure.strerror}.") from None


async def _start(sandbox: Sandbox, port: int) -> None:
    try:
        await sandbox.start(port)
    except OSError as failure:
        if failure.errno == errno.EADDRINUSE:
            raise CannotStart(f"Port {port} is taken. Choose another with --port.") from None
        reason = os.strerror(failure.errno) if failure.errno else str(failure)
        raise CannotStart(f"Port {port} cannot be served: {reason}.") from None


def welcome(sandbox: Sandbox) -> str:
    """Where the page of a started sandbox is, and what to tell the app in its environment."""
    app = sandbox.app
    return _WELCOME.format(
        url=sandbox.url,
        api_url=sandbox.api_url,
        bot_token=app.bot_token,
        app_token=app.app_token,
        signing_secret=app.signing_secret,
        delivery=f"at {app.request_url}" if app.request_url else _SOCKETS if app.socket_mode else _NOWHERE,
    )
