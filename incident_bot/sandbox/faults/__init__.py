"""Bad days of Slack, on order: slow answers, refusals, lost connections, calls held for a while."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from random import Random

from ..latency import Fixed, Latencies
from ..workspace import Workspace
from .access import Access
from .gates import Dropped, Gate
from .kinds import ADDRESSES, ANY, KINDS, EveryKind, Fault, Kind, check_method

__all__ = ["ADDRESSES", "ANY", "KINDS", "Dropped", "EveryKind", "Fate", "Fault", "Faults", "Gate", "Kind"]


@dataclass(frozen=True)
class Fate:
    """What is in store for one call."""

    fault: Fault | None
    gates: list[Gate]
    # Real seconds before its effect, and as many after it.
    seconds: float

    async def travel(self) -> None:
        if self.seconds:
            await asyncio.sleep(self.seconds)

    async def stand(self, *, after: bool) -> None:
        """At each gate of that side. Raises Dropped."""
        for gate in self.gates:
            if gate.after == after:
                await gate.stand()

    @property
    def swallowed(self) -> bool:
        return any(gate.state == "swallowed" for gate in self.gates)


class Faults:
    """What is to go wrong, of all that is still to come. The same seed and calls make the same day."""

    def __init__(self, workspace: Workspace) -> None:
        # Seconds from a call to its answer; half of them pass before the effect, half after it.
        self.latencies = Latencies()
        self.access = Access(workspace)
        # Those that hold a call, or held or will hold one, since faults were cleared last.
        self.gates: list[Gate] = []
        self._awaited: list[Gate] = []
        self._faults: list[Fault] = []
        self._numbered = 0
        self._random: dict[str, Random] = {}
        self._seed = 0
        # Set when whatever never answers is given up.
        self._given_up = asyncio.Event()

    # -- ordering ---

    def next(
        self,
        method: str,
        kind: EveryKind,
        nth: int = 1,
        *,
        times: int = 1,
        error: str | None = None,
        retry_after: int = 1,
    ) -> None:
        """The nth call of the method from now on goes wrong, and so do the next, `times` in all.

        "*" is any method. `error` is the code of a refusal, `retry_after` the seconds of a 429. Raises
        ValueError, which names what is wrong.
        """
        self.add(Fault(method, kind, nth, times, error=error, retry_after=retry_after))

    def often(
        self, method: str, kind: EveryKind, share: float, *, error: str | None = None, retry_after: int = 1
    ) -> None:
        """A share, 0 to 1, of its calls goes wrong until faults are cleared. Raises ValueError."""
        self.add(Fault(method, kind, share=share, error=error, retry_after=retry_after))

    def add(self, *faults: Fault) -> None:
        """All of them, or none; two for the same call befall it and the next. Raises ValueError."""
        for fault in faults:
            fault.check()
        self._faults += faults

    def hold(self, method: str, nth: int = 1, after: bool = False) -> Gate:
        """Makes the nth call of the method from now on stand at a gate, before its effect or after it.

        Raises ValueError for a method that there is not.
        """
        check_method(method)
        self._numbered += 1
        gate = Gate(self._numbered, method, nth, after)
        self.gates.append(gate)
        self._awaited.append(gate)
        return gate

    def seed(self, seed: int) -> None:
        """What happens by chance from now on: the same again for the same seed."""
        self._seed = seed
        for what, random in self._random.items():
            random.seed(f"{seed}/{what}")

    def random(self, what: str) -> Random:
        """The chance of one thing alone.

        Latency does not change which calls fail, and nor do other methods that are called meanwhile.
        """
        if what not in self._random:
            self._random[what] = Random(f"{self._seed}/{what}")  # noqa: S311 - chance, not a secret
        return self._random[what]

    @property
    def latency(self) -> float:
        """Seconds that every call takes that has no latency of its own; 0 where they vary."""
        latency = self.latencies.of(ANY)
        return latency.seconds if isinstance(latency, Fixed) else 0

    @latency.setter
    def latency(self, seconds: float) -> None:
        self.latencies.set(ANY, seconds)

    def revoke(self, kind: str) -> None:
        """The app's "bot" or "app" token is revoked until faults are cleared. Raises ValueError."""
        self.access.revoke(kind)

    def remove_scope(self, scope: str) -> None:
        """The bot lacks the scope until faults are cleared. Raises ValueError when it has none such."""
        self.access.remove_scope(scope)

    def expire_triggers(self) -> None:
        """No trigger is good for a modal until faults are cleared."""
        self.access.expire_triggers()

    # -- ending ---

    def clear(self) -> None:
        """No more faults; what is held goes on, and what was taken from the app is given back."""
        self.latencies.clear()
        self._faults.clear()
        self.access.restore()
        for gate in self.gates:
            gate.release()
        self.gates.clear()
        self._awaited.clear()
        self._give_up()

    def abandon(self) -> None:
        """The sandbox stops: whatever is held ends without an answer."""
        for gate in self.gates:
            gate.drop()
        self._give_up()

    # -- befalling ---

    def befall(self, method: str) -> Fate:
        """Counts this call; what is in store for it."""
        due = [fault for fault in self._faults if self._is_due(fault, method)]
        # One call has one fault: another that is due befalls the next call.
        if due and due[0].share is None:
            due[0].times -= 1
        self._faults = [fault for fault in self._faults if fault.times > 0]
        gates = [gate for gate in self._awaited if _counts_down(gate, method)]
        self._awaited = [gate for gate in self._awaited if gate not in gates]
        seconds = self.latencies.draw(method, self.random(f"latency of {method}"))
        return Fate(due[0] if due else None, gates, seconds / 2)

    async def given_up(self, seconds: float) -> bool:
        """Whether faults were cleared, or the sandbox stopped, within so many seconds."""
        given_up = self._given_up
        try:
            async with asyncio.timeout(seconds):
                return await given_up.wait()
        except TimeoutError:
            return False

    def _is_due(self, fault: Fault, method: str) -> bool:
        if fault.share is None:
            return _counts_down(fault, method)
        return fault.method in (method, ANY) and self.random(f"faults of {method}").random() < fault.share

    def _give_up(self) -> None:
        self._given_up.set()
        self._given_up = asyncio.Event()


def _counts_down(awaited: Fault | Gate, method: str) -> bool:
    """Whether it is this call's turn, and that of the calls after it."""
    if awaited.method not in (method, ANY):
        return False
    awaited.nth -= 1
    return awaited.nth <= 0
