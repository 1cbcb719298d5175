"""The picture of an incident in a PDF: the shapes that the page shows too, in the colours of paper."""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.exports.pdf_page import MARGIN, Colour, Pages
from incident_bot.exports.picture import Picture
from incident_bot.exports.picture.shapes import Box, Dot, Line, Shape, Words

WHITE: Colour = (255, 255, 255)
_RED: Colour = (179, 38, 30)
_FILLS: dict[str, Colour] = {
    "phase-detection": (226, 213, 238),
    "phase-response": (205, 187, 228),
    "phase-mitigation": (185, 214, 201),
    "phase-resolution": (220, 235, 227),
    "status-investigating": (242, 166, 160),
    "status-identified": (243, 221, 139),
    "status-monitoring": (169, 211, 238),
    "status-resolved": (165, 220, 192),
    "status-closed": (211, 213, 218),
    "severity-sev1": (156, 42, 0),
    "severity-sev2": (224, 112, 43),
    "severity-sev3": (247, 178, 103),
    "severity-sev4": (251, 227, 195),
    "role-0": (188, 208, 238),
    "role-1": (221, 231, 246),
    "late": (251, 220, 217),
    "flag": (246, 246, 248),
    "vacant": WHITE,
    "plate": WHITE,
    "cut": WHITE,
    "update": (11, 110, 79),
    "kind-decision": (156, 42, 0),
    "kind-problem": _RED,
}
_TOLD: Colour = (61, 90, 128)
_FILLS |= {f"kind-{each}": _TOLD for each in ("note", "action", "hypothesis", "pinned_message", "message")}
_FAMILIES: dict[str, Colour] = {"severity": (216, 210, 200), "kind": (123, 127, 136)}
_STROKES: dict[str, Colour] = {
    "tick": (227, 228, 232),
    "day": (123, 127, 136),
    "clock": (123, 127, 136),
    "axis": (91, 94, 102),
    "cut-edge": (91, 94, 102),
    "moment": (110, 112, 120),
    "late-hatch": _RED,
    "vacant-hatch": (222, 150, 146),
    "slot": (28, 29, 33),
}
_QUIET = ("label", "time", "date", "cut-label")


def draw(pages: Pages, picture: Picture, links: Mapping[int, int]) -> None:
    """At the next free place, as wide as the page and never higher than it; `links` lead to entries."""
    factor = _factor(pages, picture)
    pages.need(picture.height * factor)
    drawn = _Drawn(pages, factor, pages.y, links)
    for shape in picture.shapes:
        drawn.add(shape)
    pages.y += picture.height * factor


def height(pages: Pages, picture: Picture) -> float:
    """How much room it takes."""
    return picture.height * _factor(pages, picture)


def _factor(pages: Pages, picture: Picture) -> float:
    # With its heading and its caption it has to have room on one page.
    return min(pages.room / picture.width, (pages.bottom - MARGIN - 80) / picture.height)


class _Drawn:
    def __init__(self, pages: Pages, factor: float, top: float, links: Mapping[int, int]) -> None:
        self._pages, self._factor, self._top, self._links = pages, factor, top, links

    def add(self, shape: Shape) -> None:
        match shape:
            case Box():
                self._box(shape)
            case Line():
                self._line(shape)
            case Dot():
                self._dot(shape)
            case Words():
                self._words(shape)

    def _box(self, box: Box) -> None:
        pages = self._pages
        pages.set_fill_color(*_fill(box.look))
        pages.set_line_width(0.4)
        pages.set_draw_color(*{"vacant": _RED, "flag": (214, 215, 220)}.get(box.look, WHITE))
        style = "F" if box.look.startswith(("kind-", "plate", "cut", "late")) else "DF"
        pages.rect(self._x(box.x), self._y(box.y), box.width * self._factor, box.height * self._factor, style)

    def _line(self, line: Line) -> None:
        pages = self._pages
        pages.set_draw_color(*_STROKES.get(line.look, (91, 94, 102)))
        pages.set_line_width(1.0 if line.look == "slot" else 0.5)
        if line.look in ("clock", "cut-edge"):
            pages.set_dash_pattern(dash=1, gap=2)
        pages.line(self._x(line.x), self._y(line.y), self._x(line.to_x), self._y(line.to_y))
        pages.set_dash_pattern()

    def _dot(self, dot: Dot) -> None:
        pages = self._pages
        pages.set_fill_color(*_fill(dot.look))
        pages.set_draw_color(*WHITE)
        pages.set_line_width(0.4)
        x, y, radius = self._x(dot.x), self._y(dot.y), dot.radius * self._factor
        if dot.is_diamond:
            corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
            pages.polygon(corners, style="DF")
        else:
            pages.circle(x, y, radius, style="DF")
        if dot.number is not None and dot.number in self._links:
            pages.link(x - radius, y - radius, 2 * radius, 2 * radius, self._links[dot.number])

    def _words(self, words: Words) -> None:
        style = "B" if words.look == "date" or words.look.startswith("on-severity") else ""
        face = self._pages.faces[style]
        text, size = face.plain(words.text), words.size * self._factor
        left = self._x(words.x)
        if words.anchor != "start":
            left -= face.width(text, size) / (2 if words.anchor == "middle" else 1)
        colour = (91, 94, 102) if words.look in _QUIET else (28, 29, 33)
        colour = {"on-severity-sev1": WHITE, "on-vacant": _RED}.get(words.look, colour)
        self._pages.put(text, left, self._y(words.y), size, style, colour)

    def _x(self, x: float) -> float:
        return MARGIN + x * self._factor

    def _y(self, y: float) -> float:
        return self._top + y * self._factor


def _fill(look: str) -> Colour:
    return _FILLS.get(look) or _FAMILIES.get(look.partition("-")[0], (123, 127, 136))
