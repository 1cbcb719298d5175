"""How long calls take: a fixed time, or one drawn from a distribution, for one method or for all."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Protocol

ANY = "*"
# Slack's own clients give up after 30 seconds; whoever wants more than twice that wants a timeout.
MOST_SECONDS = 60.0
# How many standard deviations above the median 99 of 100 draws of a normal distribution end.
_SIGMAS_TO_P99 = 2.326347874


class Latency(Protocol):
    """Seconds from a call to its answer."""

    def draw(self, random: Random) -> float: ...


@dataclass(frozen=True)
class Fixed:
    seconds: float

    def draw(self, random: Random) -> float:
        return self.seconds

    def __str__(self) -> str:
        return f"fixed:{self.seconds}"


@dataclass(frozen=True)
class Uniform:
    low: float
    high: float

    def draw(self, random: Random) -> float:
        return random.uniform(self.low, self.high)

    def __str__(self) -> str:
        return f"uniform:{self.low},{self.high}"


@dataclass(frozen=True)
class Lognormal:
    """As networks are: half of the calls take less than the median, one of a hundred more than `p99`."""

    median: float
    p99: float

    def draw(self, random: Random) -> float:
        sigma = math.log(self.p99 / self.median) / _SIGMAS_TO_P99
        return min(random.lognormvariate(math.log(self.median), sigma), MOST_SECONDS)

    def __str__(self) -> str:
        return f"lognormal:{self.median},{self.p99}"


_SHAPES: Mapping[str, tuple[int, Callable[..., Latency]]] = {
    "fixed": (1, Fixed),
    "uniform": (2, Uniform),
    "lognormal": (2, Lognormal),
}
_WRITTEN = (
    "is written as 0.08, fixed:0.08, uniform:LOW,HIGH or lognormal:MEDIAN,P99, "
    f"in seconds from 0 to {MOST_SECONDS:g}, the smaller first"
)


def read_latency(text: str) -> tuple[str, Latency]:
    """The method ("*" is all) and its latency, from "0.08" or "chat.postMessage=uniform:0.05,0.2".

    Raises ValueError with a sentence.
    """
    method, equals, written = text.rpartition("=")
    try:
        return (method.strip() if equals else ANY), parsed(written)
    except ValueError as wrong:
        raise ValueError(f"a latency {wrong}") from None


def parsed(written: str) -> Latency:
    """A latency without a method. Raises ValueError, which goes on after the name of a field."""
    shape, colon, numbers = written.strip().rpartition(":")
    count, made = _SHAPES.get(shape if colon else "fixed", (0, Fixed))
    try:
        seconds = [float(number) for number in numbers.split(",")]
    except ValueError:
        raise ValueError(f"{_WRITTEN}; not {written!r}") from None
    in_range = all(0 <= each <= MOST_SECONDS for each in seconds)
    # The logarithm of nothing is nothing to draw from.
    if (
        len(seconds) != count
        or not in_range
        or seconds != sorted(seconds)
        or (shape == "lognormal" and not seconds[0])
    ):
        raise ValueError(f"{_WRITTEN}; not {written!r}")
    return made(*seconds)


class Latencies:
    """The latency of each method that has one of its own, and of all others."""

    def __init__(self) -> None:
        self._by_method: dict[str, Latency] = {}

    def set(self, method: str, latency: str | float | Latency) -> None:
        """ "*" is all that have none of their own; 0 takes it away. Raises ValueError."""
        given = parsed(str(latency)) if isinstance(latency, str | float | int) else latency
        if given == Fixed(0) and method == ANY:
            self._by_method.pop(method, None)
        else:
            self._by_method[method] = given

    def of(self, method: str) -> Latency | None:
        return self._by_method.get(method) or self._by_method.get(ANY)

    def draw(self, method: str, random: Random) -> float:
        """Seconds for one call of the method."""
        latency = self.of(method)
        return latency.draw(random) if latency else 0.0

    def clear(self) -> None:
        self._by_method.clear()

    def written(self) -> dict[str, str]:
        """Each as `set` reads it."""
        return {method: str(latency) for method, latency in self._by_method.items()}
