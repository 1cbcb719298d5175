"""Bad days of Slack, on order: slow answers, refusals, lost connections, calls held for a while."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["ratelimited", "error500", "html503", "lost_answer", "dropped"]
KINDS: tuple[str, ...] = get_args(Kind)
ANY = "*"


class Dropped(Exception):
    """The connection ends without an answer."""


@dataclass
class Fault:
    """What befalls the nth call of a method from now on."""

    method: str
    kind: Kind
    nth: int


class Gate:
    """Holds one call, before or after its effect, until it is released or dropped."""

    def __init__(self, method: str, nth: int, after: bool) -> None:
        self.method = method
        self.nth = nth
        self.after = after
        self._reached = asyncio.Event()
        self._decided = asyncio.Event()
        self._dropped = False

    async def reached(self, timeout: float = 10) -> None:  # noqa: ASYNC109 - reads better than a block in a test
        """Returns once the call stands at the gate. Raises TimeoutError after `timeout` seconds."""
        async with asyncio.timeout(timeout):
            await self._reached.wait()

    def release(self) -> None:
        """Lets the call go on."""
        self._decided.set()

    def drop(self) -> None:
        """Ends the connection; a call held before its effect never has one."""
        self._dropped = True
        self._decided.set()

    async def stand(self) -> None:
        """Stays until it is decided. Raises Dropped."""
        self._reached.set()
        await self._decided.wait()
        if self._dropped:
            raise Dropped


class Faults:
    """What is to go wrong, of all that is still to come."""

    def __init__(self) -> None:
        # Seconds from a call to its answer; half of them pass before the effect, half after it.
        self.latency: float = 0
        self._faults: list[Fault] = []
        self._gates: list[Gate] = []
        self._standing: list[Gate] = []

    def next(self, method: str, kind: Kind, nth: int = 1) -> None:
        """The nth call of the method from now on goes wrong ("*": of any method).

        Raises ValueError for an unknown kind.
        """
        if kind not in KINDS:
            raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
        self._faults.append(Fault(method, kind, nth))

    def hold(self, method: str, nth: int = 1, after: bool = False) -> Gate:
        """Makes the nth call of the method from now on stand at a gate, before its effect or after it."""
        gate = Gate(method, nth, after)
        self._gates.append(gate)
        return gate

    def clear(self) -> None:
        """No more faults; what is held goes on."""
        self.latency = 0
        self._faults.clear()
        for gate in [*self._gates, *self._standing]:
            gate.release()
        self._gates.clear()

    def abandon(self) -> None:
        """The sandbox stops: whatever is held ends without an answer."""
        for gate in [*self._gates, *self._standing]:
            gate.drop()

    def due(self, method: str) -> tuple[Kind | None, list[Gate]]:
        """Counts this call; what befalls it."""
        faults = [fault for fault in self._faults if _counts_down(fault, method)]
        gates = [gate for gate in self._gates if _counts_down(gate, method)]
        self._faults = [fault for fault in self._faults if fault not in faults]
        self._gates = [gate for gate in self._gates if gate not in gates]
        self._standing += gates
        return (faults[0].kind if faults else None), gates

    async def travel(self) -> None:
        """Half the latency, in real time."""
        if self.latency:
            await asyncio.sleep(self.latency / 2)


def _counts_down(awaited: Fault | Gate, method: str) -> bool:
    if awaited.method not in (method, ANY):
        return False
    awaited.nth -= 1
    return awaited.nth == 0
