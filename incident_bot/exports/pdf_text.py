"""Text for a font that cannot show everything: what it lacks is replaced, lines are broken where they end."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from incident_bot.exports.visible import visible

MISSING = "\ufffd"
_JOINERS = "\u200b\u200c\u200d\u2060\ufe0e\ufe0f"


@dataclass
class Face:
    """A font at one weight: which characters it has, and how wide they are at size 1."""

    has: Container[int]
    measured: dict[str, float] = field(default_factory=dict)

    def plain(self, text: str) -> str:
        """The text in characters of this font: an emoji becomes its name, anything else a visible mark."""
        text = unicodedata.normalize("NFC", visible(text)).replace("\t", " ").replace("\u00a0", " ")
        return "".join(char if ord(char) in self.has or char == "\n" else _instead(char) for char in text)

    def width(self, text: str, size: float) -> float:
        """How wide it is; every character of it is one of this font."""
        return sum(self.measured[char] for char in text) * size

    def lines(self, text: str, size: float, width: float) -> Iterator[str]:
        """Broken between words where that can be, else within one."""
        for paragraph in text.split("\n"):
            yield from self._broken(paragraph, width / size)

    def _broken(self, paragraph: str, room: float) -> Iterator[str]:
        line, used = "", 0.0
        space = self.measured[" "]
        for word in paragraph.split(" "):
            length = self.width(word, 1)
            if line and used + space + length <= room:
                line, used = f"{line} {word}", used + space + length
                continue
            if line:
                yield line
            line, used = word, length
            while used > room and len(line) > 1:
                kept = self._fitting(line, room)
                yield line[:kept]
                line = line[kept:]
                used = self.width(line, 1)
        yield line

    def _fitting(self, word: str, room: float) -> int:
        """How many characters have room: at least one, or it would never end."""
        used = 0.0
        for n, char in enumerate(word):
            used += self.measured[char]
            if used > room and n:
                return n
        return len(word)


def in_reading_order(line: str) -> str:
    """As it is laid down from left to right: Hebrew and Arabic run the other way."""
    if all(unicodedata.bidirectional(char) not in ("R", "AL", "AN") for char in line):
        return line
    # Imported here, so that a bot that exports nothing does not carry it.
    from fpdf.bidi import BidiParagraph

    return BidiParagraph(text=line).get_reordered_string()


def _instead(char: str) -> str:
    if char in _JOINERS or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    if unicodedata.category(char) == "So":
        return f"[{unicodedata.name(char, 'symbol').lower()}]"
    return MISSING
