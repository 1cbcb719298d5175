"""Text for a page or a terminal: without characters that only hide things from readers, or move them."""

from __future__ import annotations

import re

# Controls other than line break and tab, and whatever turns the direction of the text that follows: it would
# turn what is ours too. Text that is written from right to left needs none of these.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
_HALF = re.compile(r"[\ud800-\udfff]")
_OBEYED = re.compile(rf"{_HIDDEN.pattern}|[\t\n]|{_HALF.pattern}")
_BREAK = re.compile(r"\r\n?|[\x85\u2028\u2029]")


def visible(text: str) -> str:
    """The same text for people's eyes; half a character (a lone surrogate) becomes a replacement."""
    return _HALF.sub("\ufffd", _HIDDEN.sub("", _BREAK.sub("\n", text)))


def spelt(text: str) -> str:
    """The same text as one line of a terminal: what it would obey is spelt out, as in `\\x1b[2J`."""
    return _OBEYED.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)
