"""How large everything on a picture is, and where the next row begins."""

from __future__ import annotations

from dataclasses import dataclass, field

from incident_bot.exports.picture.scale import Scale
from incident_bot.exports.picture.shapes import Box, Line, Shape, Words, fitted, hatch, measure
from incident_bot.exports.picture.story import Band, Stretch


@dataclass(frozen=True)
class Sheet:
    """What a picture is drawn on. Without a `gutter` the names of the rows stand above them."""

    width: float
    gutter: float
    size: float = 11.0
    """Of text."""

    @property
    def left(self) -> float:
        """Where the axis begins."""
        return self.gutter if self.gutter else 2.0

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.width - 2.0


WIDE = Sheet(width=960, gutter=148)
NARROW = Sheet(width=360, gutter=0)
BAR = 18.0
GAP = 6.0


@dataclass
class Drawing:
    """A picture while it is made: rows come one below the other, from `y` on."""

    sheet: Sheet
    scale: Scale
    y: float = 0.0
    behind: list[Shape] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    words: list[Shape] = field(default_factory=list)
    """In front of everything, so that no line goes through them."""

    def row(self, label: str, height: float = BAR) -> float:
        """Room for a row, with its name; returns where it begins."""
        size = self.sheet.size
        if self.sheet.gutter:
            said = fitted(label, size, self.sheet.gutter - 10)
            at = Words(self.sheet.gutter - 8, self.y + BAR / 2 + size * 0.36, said, size, "label", "end")
        else:
            said = fitted(label, size, self.sheet.right - self.sheet.left)
            self.y += size + 3
            at = Words(self.sheet.left, self.y - 3, said, size, "label")
        self.words.append(sized(at))
        top = self.y
        self.y += height + GAP
        return top

    def band(self, band: Band, told: dict[Stretch, str]) -> None:
        """A row of stretches, in as many lanes as it has; `told` is what readers hear of each."""
        lanes = max(1, len(band.lanes))
        top = self.row(band.label, lanes * BAR + (lanes - 1) * 2)
        for n, lane in enumerate(band.lanes):
            for stretch in lane:
                self.stretch(stretch, top + n * (BAR + 2), told[stretch])

    def stretch(self, stretch: Stretch, y: float, title: str) -> None:
        """A box with as much of its name as has room."""
        x, end = self.scale.at(stretch.since), self.scale.at(stretch.until)
        box = Box(x, y, end - x, BAR, stretch.look, title)
        self.shapes.append(box)
        if stretch.look == "vacant":
            self.shapes += hatch(box, "vacant-hatch")
        size = self.sheet.size
        left, right = self._room(box)
        if said := fitted(stretch.label, size, right - left - 8):
            if stretch.look == "vacant":
                self.words.append(Box(left + 2, y + 2, measure(said, size) + 6, BAR - 4, "plate"))
            base = y + BAR / 2 + size * 0.36
            self.words.append(sized(Words(left + 4, base, said, size, f"on-{stretch.look}")))

    def _room(self, box: Box) -> tuple[float, float]:
        """The widest part of a box in which time is not cut."""
        edges = [box.x]
        for piece in self.scale.pieces:
            if piece.is_cut and box.x < piece.end and piece.x < box.end:
                edges += [max(piece.x, box.x), min(piece.end, box.end)]
        edges.append(box.end)
        return max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: (part[1] - part[0], -part[0]))

    def grid(self, x: float, top: float, look: str, title: str = "") -> None:
        """A line behind everything, from `top` to where the picture is by now."""
        self.behind.append(Line(x, top, x, self.y, look, title))


def sized(words: Words) -> Words:
    return Words(
        words.x, words.y, words.text, words.size, words.look, words.anchor, measure(words.text, words.size)
    )
