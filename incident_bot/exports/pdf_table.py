"""Tables in a PDF, broken well: the head comes again on every page, long cells go on over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident_bot.exports.pdf_page import FAINT, INK, LINK, MARGIN, SOFT, Colour, Pages
from incident_bot.exports.sheets import Table

GAP = 8.0


@dataclass(frozen=True)
class Part:
    """Text of one look within a cell."""

    text: str
    style: str = ""
    colour: Colour = INK
    size: float = 8.0
    link: str | None = None


Cell = Sequence[Part]


class Grid:
    """A table whose columns are so wide; its rows come one at a time."""

    def __init__(self, pages: Pages, head: Sequence[str], widths: Sequence[float]) -> None:
        self._pages, self._head = pages, head
        share = (pages.room - GAP * (len(widths) - 1)) / sum(widths)
        self._widths = [width * share for width in widths]
        self._lefts = [MARGIN + sum(self._widths[:n]) + GAP * n for n in range(len(widths))]
        self._draw_head()

    def row(self, cells: Sequence[Cell], anchor: int | None = None) -> None:
        """The next row; `anchor` is the link that leads here."""
        pages = self._pages
        columns = [self._lines(cell, width) for cell, width in zip(cells, self._widths, strict=True)]
        most = max(map(len, columns))
        # A row that fits on a page is not torn apart; a longer one begins where it is.
        self._need(min(most * 11 + 6, 400))
        if anchor is not None:
            pages.set_link(anchor, y=pages.y, page=pages.page)
        pages.y += 3
        for n in range(most):
            self._need(11)
            for left, lines in zip(self._lefts, columns, strict=True):
                if n < len(lines):
                    line = lines[n]
                    pages.put(line.text, left, pages.y + 8, line.size, line.style, line.colour, line.link)
            pages.y += 11
        pages.y += 3
        pages.set_draw_color(*FAINT)
        pages.set_line_width(0.5)
        pages.line(MARGIN, pages.y, MARGIN + pages.room, pages.y)

    def _lines(self, cell: Cell, width: float) -> list[Part]:
        found = []
        for part in cell:
            face = self._pages.faces[part.style]
            for line in face.lines(face.plain(part.text), part.size, width):
                found.append(Part(line, part.style, part.colour, part.size, part.link))
        return found

    def _need(self, height: float) -> None:
        if self._pages.need(height):
            self._draw_head()

    def _draw_head(self) -> None:
        pages = self._pages
        face = pages.faces[""]
        columns = zip(self._head, self._widths, strict=True)
        heads = [list(face.lines(title, 7.5, width)) for title, width in columns]
        for n in range(max(map(len, heads))):
            for left, lines in zip(self._lefts, heads, strict=True):
                pages.put(lines[n] if n < len(lines) else "", left, pages.y + 8, 7.5, colour=SOFT)
            pages.y += 10
        pages.y += 2
        pages.set_draw_color(*SOFT)
        pages.set_line_width(0.7)
        pages.line(MARGIN, pages.y, MARGIN + pages.room, pages.y)


def table(pages: Pages, of: Table, widths: Sequence[float]) -> None:
    """A short table, all of it."""
    grid = Grid(pages, of.head, widths)
    for row in of.rows:
        grid.row([[Part(cell)] for cell in row])


def linked(text: str, link: str | None, colour: Colour = SOFT) -> Part:
    """Text that leads somewhere, if it is known where."""
    return Part(text, colour=LINK if link else colour, size=7, link=link)
