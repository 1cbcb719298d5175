"""The sandbox as a program of its own, for a browser and for bots in other processes."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from .errors import CannotStart
from .faults import KINDS, Fault
from .faults.kinds import check_method, errors_of
from .latency import Latency, read_latency
from .seed import Seed
from .server import Sandbox
from .workspace_file import read_workspace

Read = TypeVar("Read")

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


@dataclass(frozen=True)
class Weather:
    """What a sandbox makes hard from its start, as the command line has it; nothing, unless told."""

    rate_limits: bool = False
    # As in "0.08" or "chat.postMessage=uniform:0.05,0.2".
    latencies: Sequence[str] = ()
    # As in "chat.postMessage=ratelimited", the next call of it, or "*=error500:0.01", one of a hundred.
    faults: Sequence[str] = ()
    # Shares of all events, 0 to 1.
    duplicates: float = 0
    reordered: float = 0
    seed: int | None = None

    def over(self, sandbox: Sandbox) -> None:
        """From now on. Raises ValueError with a sentence, and then nothing has changed."""
        latencies = _each("--latency", self.latencies, _latency)
        faults = _each("--fault", self.faults, read_fault)
        if self.seed is not None:
            sandbox.faults.seed(self.seed)
        sandbox.faults.add(*faults)
        for method, latency in latencies:
            sandbox.faults.latencies.set(method, latency)
        sandbox.limits.enabled = self.rate_limits
        sandbox.delivery.duplicates, sandbox.delivery.reordered = self.duplicates, self.reordered


def read_fault(text: str) -> Fault:
    """From METHOD=KIND or METHOD=KIND:SHARE; instead of `refused` the error stands. Raises ValueError."""
    method, _, rest = text.partition("=")
    kind, colon, share = rest.partition(":")
    check_method(method)
    known = next((known for known in KINDS if known == kind), None)
    error = kind if known is None and kind in errors_of(method) else None
    if error is None and known in (None, "refused"):
        kinds = ", ".join(known for known in KINDS if known != "refused")
        raise ValueError(f"a kind is {kinds}, or an error of the method, as in is_archived")
    fault = Fault(method, known or "refused", share=_share(share) if colon else None, error=error)
    fault.check()
    return fault


def _latency(text: str) -> tuple[str, Latency]:
    method, latency = read_latency(text)
    check_method(method)
    return method, latency


def _share(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError("share is a number from 0 to 1") from None


def _each(option: str, texts: Sequence[str], read: Callable[[str], Read]) -> list[Read]:
    found = []
    for text in texts:
        try:
            found.append(read(text))
        except ValueError as wrong:
            raise ValueError(f"{option} {text}: {wrong}.") from None
    return found


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
    seed = Seed.example()
    try:
        if config is not None:
            seed = read_workspace(config)
        unknown = seed.read_manifest(manifest).unknown if manifest is not None else []
        sandbox = Sandbox(seed)
        (weather or Weather()).over(sandbox)
    except ValueError as wrong:
        raise CannotStart(str(wrong)) from None
    if request_url is not None and not _is_address(request_url):
        raise CannotStart(
            f"{request_url} cannot be delivered to: an address is needed, as in http://127.0.0.1:3000/slack/events."
        )
    sandbox.app.request_url = request_url
    if unknown:
        sys.stdout.write(f"\n  The sandbox goes without these fields of {manifest}: {', '.join(unknown)}.\n")
    terminated = asyncio.Event()
    # Ctrl-C cancels us, which ends the same way.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
    try:
        _write_journal(sandbox, journal)
        await _start(sandbox, port)
        sys.stdout.write(welcome(sandbox))
        sys.stdout.flush()
        challenging = asyncio.create_task(_challenge(sandbox))
        await terminated.wait()
        challenging.cancel()
    finally:
        await sandbox.stop()


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
