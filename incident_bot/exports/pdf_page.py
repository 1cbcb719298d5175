"""Pages of a PDF: where they end, what stands at their foot, how text comes onto them. Units are points.

https://py-pdf.github.io/fpdf2/
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from incident_bot.exports.pdf_text import Face, in_reading_order

MARGIN = 40.0
FOOT = 46.0
INK, SOFT, FAINT, LINK = (28, 29, 33), (91, 94, 102), (214, 215, 220), (26, 86, 176)
Colour = tuple[int, int, int]

_FONT = "DejaVu Sans Condensed"
_FILES = {"": "DejaVuSansCondensed.ttf", "B": "DejaVuSansCondensed-Bold.ttf"}


class Pages(FPDF):
    """A document that is written from top to bottom; `y` is where the next line goes."""

    def __init__(self, foot: str, made: datetime, *, compress: bool = True) -> None:
        super().__init__(unit="pt", format="A4")
        self.set_compression(compress)
        self.set_auto_page_break(False)
        self.set_margin(MARGIN)
        # The record's own time: the same record is the same file, and /ID is made of its bytes.
        self.set_creation_date(made)
        self.set_producer("Incident Bot")
        self.set_lang("en")
        folder = files(__package__).joinpath("fonts")
        for style, name in _FILES.items():
            self.add_font(_FONT, style, Path(str(folder.joinpath(name))))
        self.faces = {style: self._face(style) for style in _FILES}
        self._foot = self.faces[""].plain(foot)
        self.add_page()

    @property
    def room(self) -> float:
        """Between the margins."""
        return float(self.epw)

    @property
    def bottom(self) -> float:
        """Below this, nothing but the foot."""
        return float(self.h) - FOOT

    def need(self, height: float) -> bool:
        """A new page unless there is so much room on this one; whether there is one."""
        if self.y + height <= self.bottom:
            return False
        self.add_page()
        return True

    def put(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        style: str = "",
        colour: Colour = INK,
        link: str | int | None = None,
    ) -> None:
        """One line of characters that the font has; `y` is its base line."""
        if not text:
            return
        self.set_font(_FONT, style, size)
        self.set_text_color(*colour)
        self.text(x, y, in_reading_order(text))
        if link:
            self.link(x, y - size, self.faces[style].width(text, size), size * 1.25, link)

    def paragraph(
        self, text: str, size: float = 9, style: str = "", colour: Colour = INK, link: str | None = None
    ) -> None:
        """As many lines as it takes."""
        face = self.faces[style]
        for line in face.lines(face.plain(text), size, self.room):
            self.need(size * 1.4)
            self.put(line, MARGIN, self.y + size, size, style, colour, link)
            self.y += size * 1.4

    def heading(self, text: str, before: float = 40) -> None:
        """A section, in the outline too; on its page is room for so much of what it stands `before`."""
        self.y += 14
        self.need(30 + before)
        self.start_section(text)
        self.paragraph(text, 12, "B")
        self.y += 2

    def labelled(self, facts: Sequence[tuple[str, str, str | None]]) -> None:
        """What is known, a line each: what it is about, what it is, and perhaps its address."""
        face, indent = self.faces[""], 110.0
        for label, value, link in facts:
            for n, line in enumerate(face.lines(face.plain(value), 9, self.room - indent)):
                self.need(13)
                if n == 0:
                    self.put(face.plain(label), MARGIN, self.y + 9, 9, colour=SOFT)
                self.put(line, MARGIN + indent, self.y + 9, 9, colour=LINK if link else INK, link=link)
                self.y += 13

    def footer(self) -> None:
        """The page's number, and whose record it is."""
        y = float(self.h) - 28
        self.put(self._foot, MARGIN, y, 7.5, colour=SOFT)
        number = f"{self.page_no()}"
        self.put(number, MARGIN + self.room - self.faces[""].width(number, 7.5), y, 7.5, colour=SOFT)

    def _face(self, style: str) -> Face:
        self.set_font(_FONT, style, 100)
        font = self.current_font
        assert isinstance(font, TTFFont), "added above"
        return Face(font.cmap, _Widths(self, style))


class _Widths(dict[str, float]):
    """Measured when they are asked for first: a document has a few hundred characters."""

    def __init__(self, pages: Pages, style: str) -> None:
        super().__init__()
        self._pages, self._style = pages, style

    def __missing__(self, char: str) -> float:
        pages = self._pages
        before = pages.font_style, pages.font_size_pt
        pages.set_font(_FONT, self._style, 100)
        self[char] = width = pages.get_string_width(char) / 100
        pages.set_font(_FONT, *before)
        return width
