"""Markdown out of what people typed: every character stands for itself, on one line.

https://github.github.com/gfm/#backslash-escapes
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote


class Markdown(str):
    """Text that is Markdown already: `escape` leaves it alone."""

    __slots__ = ()


# Everything that can begin, end or part something within a line, and what makes a bare address a link. What
# only means something at the beginning of a line (lists, rules) never stands there.
_MEANT = re.compile(r"[\\`*_{}\[\]<>#|~&$!]|(?<=www)\.|:(?=//)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# Dashboards and runbooks are worth a click: an address of harmless characters is a link, to where it says.
_ADDRESS = re.compile(r"(https?://[\w.~:/?#@!$'()*+,=&%-]*[\w/=&%-])", re.ASCII)

_ENDS_LINK = re.compile(r"[<>|\\`\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def escape(value: object) -> Markdown:
    """`value` on one line, every character of it meaning itself."""
    if isinstance(value, Markdown):
        return value
    text = _one_line(str(value))
    if "://" not in text:
        return Markdown(_literal(text))
    parts = _ADDRESS.split(text)
    return Markdown("".join(f"<{part}>" if n % 2 else _literal(part) for n, part in enumerate(parts)))


@lru_cache(maxsize=1000)
def word(text: str) -> Markdown:
    """The same for what comes again and again, names and kinds."""
    return escape(text)


def lines(value: str) -> Markdown:
    """`value` with its line breaks, within a cell of a table."""
    found = _CONTROL.sub("", value).strip().splitlines()
    return escape(found[0]) if len(found) == 1 else Markdown("<br>".join(map(escape, found)))


def bold(text: Markdown) -> Markdown:
    """Strong; `text` is not empty."""
    return Markdown(f"**{text}**")


def italic(text: str) -> Markdown:
    """Emphasised."""
    return Markdown(f"*{escape(text)}*")


def link(label: str, address: str) -> Markdown:
    """A link, if `address` is one of the web; what could end it there is percent-encoded."""
    if not address.startswith(("https://", "http://")):
        return _label(label)
    return Markdown(f"[{_label(label)}](<{_ENDS_LINK.sub(_encoded, address)}>)")


def code(text: str) -> Markdown:
    """A code span; `text` is one of ours, without backticks."""
    return Markdown(f"`{text}`")


def table_head(titles: Sequence[str]) -> Markdown:
    """The two lines that begin a table."""
    return Markdown(f"| {' | '.join(map(escape, titles))} |\n|{' --- |' * len(titles)}")


@lru_cache(maxsize=1000)
def _label(text: str) -> Markdown:
    return Markdown(_literal(_one_line(text)))


def _encoded(found: re.Match[str]) -> str:
    return quote(found[0], safe="")


def _one_line(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split())


def _literal(text: str) -> str:
    return _MEANT.sub(r"\\\g<0>", text)
