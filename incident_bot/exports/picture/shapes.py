"""What a picture consists of: plain shapes in units of its own, which every format draws as it can.

`look` says what a shape means, and a format knows the colour for it; nothing here knows one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Box:
    """A rectangle, with what it means in `title`."""

    x: float
    y: float
    width: float
    height: float
    look: str
    title: str = ""

    @property
    def end(self) -> float:
        """Where it ends to the right."""
        return self.x + self.width


@dataclass(frozen=True)
class Line:
    """From one point to another."""

    x: float
    y: float
    to_x: float
    to_y: float
    look: str
    title: str = ""


@dataclass(frozen=True)
class Dot:
    """Something at one moment; `number` is its entry on the timeline, if it is a single one."""

    x: float
    y: float
    radius: float
    look: str
    title: str = ""
    number: int | None = None

    @property
    def is_diamond(self) -> bool:
        """What decides or tells others is no dot: it can be told apart without its colour."""
        return self.look in ("update", "kind-decision")


@dataclass(frozen=True)
class Words:
    """A line of text; `y` is its base line. `width` is how much room is kept for it."""

    x: float
    y: float
    text: str
    size: float
    look: str
    anchor: Anchor = "start"
    width: float = 0.0

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


Shape = Box | Line | Dot | Words


@dataclass(frozen=True)
class Picture:
    """Shapes within `width` and `height`, the ones behind first."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    left: float
    right: float
    """Between these lies the time axis."""


def measure(text: str, size: float) -> float:
    """How wide a text is at most, in the fonts that it may be shown in."""
    return sum(map(_em, text)) * size


def fitted(text: str, size: float, width: float) -> str:
    """As much of a text as has room, with an ellipsis where something is missing; empty when too little."""
    if measure(text, size) <= width:
        return text
    room = width - measure("…", size)
    kept = ""
    for char in text:
        room -= _em(char) * size
        if room < 0:
            break
        kept += char
    kept = kept.rstrip()
    return f"{kept}…" if len(kept) >= 3 else ""


def hatch(box: Box, look: str, every: float = 6.0) -> Iterator[Line]:
    """Slanting lines within a box, so that what it says does not hang on its colour."""
    start = box.x - box.height
    steps = int((box.width + box.height) // every) + 1
    for n in range(1, steps + 1):
        low = start + n * every
        # From the lower edge at `low` to the upper one, a height further right; cut where the box ends.
        left, right = max(low, box.x), min(low + box.height, box.end)
        if left < right:
            yield Line(
                left, box.y + box.height - (left - low), right, box.y + box.height - (right - low), look
            )


def _em(char: str) -> float:
    if char in "iljtfrI.,:;|!'·()[]/ ":
        return 0.40
    if char in "mwMW@%—…" or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    return 0.74 if char.isupper() else 0.64
