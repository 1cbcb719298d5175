"""Labels at vertical lines, each a flag on its pole. They never cover each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Flag:
    """A label of `width` that begins at `left`, at the pole at `x`; `lane` counts from the lowest."""

    x: float
    left: float
    width: float
    lane: int = 0

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width


def planted(poles: Sequence[tuple[float, float]], left: float, right: float) -> list[Flag]:
    """A flag for each pole (its place and how wide the label is), in their order, within `left` and `right`.

    A flag that another pole would go through flies above that pole's flag, as far as that can be had.
    """
    # From the right: whoever flies to the right then knows the poles that it has to clear.
    order = sorted(range(len(poles)), key=lambda n: -poles[n][0])
    done: dict[int, Flag] = {}
    for n in order:
        x, width = poles[n]
        begin = _left(x, width, left, right)
        done[n] = Flag(x, begin, width, _lane(begin, begin + width, done.values()))
    return [done[n] for n in range(len(poles))]


def _left(x: float, width: float, left: float, right: float) -> float:
    """To the right of its pole; else to the left; else as far to the right as there is room."""
    if x + width <= right:
        return x
    return x - width if x - width >= left else max(right - width, left)


def _lane(begin: float, end: float, others: Iterable[Flag]) -> int:
    there = list(others)
    above = max((each.lane + 1 for each in there if begin <= each.x <= end), default=0)
    taken = {each.lane for each in there if each.left < end + 4 and begin < each.right + 4}
    while above in taken:
        above += 1
    return above
