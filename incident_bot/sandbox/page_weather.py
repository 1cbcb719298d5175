"""Bad weather, made in the inspector: slow answers, rate limits, calls that fail."""

from __future__ import annotations

from .faults import ANY, KINDS, Faults
from .limits import Limits
from .records import JSON

_MOST_SECONDS = 10.0


class Weather:
    """What a person may order to go wrong."""

    def __init__(self, faults: Faults, limits: Limits) -> None:
        self._faults = faults
        self._limits = limits

    def now(self) -> JSON:
        # Which errors a method may refuse with is a long list: /control/faults takes those.
        kinds = {kind: words for kind, words in KINDS.items() if kind != "refused"}
        return {"weather": {"latency": self._faults.latency, "limits": self._limits.enabled, "kinds": kinds}}

    def set(self, command: JSON) -> JSON:
        """`latency` in seconds; `limits`, on or off; `method` and `kind` for its next call; or `clear`.

        Raises ValueError, which says what is wrong.
        """
        if command.get("clear"):
            self._faults.clear()
            self._limits.enabled = False
        if "latency" in command:
            self._faults.latency = min(max(float(command["latency"]), 0.0), _MOST_SECONDS)
        if "limits" in command:
            self._limits.enabled = bool(command["limits"])
        if "kind" in command:
            self._faults.next(str(command.get("method") or ANY), command["kind"])
        return self.now()
