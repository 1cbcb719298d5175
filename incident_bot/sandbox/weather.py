"""Bad weather from the start, as the command line tells it; while it runs, control/weather.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .faults import KINDS, Fault
from .faults.kinds import check_method, errors_of
from .latency import Latency, read_latency
from .server import Sandbox

Read = TypeVar("Read")


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
    # Real seconds from one cut of all sockets to the next; 0 is never.
    cut_every: float = 0

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

    async def keep_cutting(self, sandbox: Sandbox) -> None:
        """Ends all sockets again and again, until it is cancelled; returns at once when none was ordered."""
        while self.cut_every:
            await asyncio.sleep(self.cut_every)
            await sandbox.delivery.sockets.cut()


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
