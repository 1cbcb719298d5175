"""The kinds of entries that somebody names, for exports."""

from __future__ import annotations

import re

from incident_bot.commands.timeline_filters import KINDS
from incident_bot.errors import Refused
from incident_bot.incidents.vocabulary import Kind
from incident_bot.slack import text

_MARKED = ("pinned", "marked_message")
_BETWEEN = re.compile(r"[\s,]+")


def kinds_named(typed: str) -> tuple[str, ...]:
    """`note,decisions` as kinds, one after the other. Raises Refused for what is none, and for nothing."""
    words = [word for word in _BETWEEN.split(typed.lower()) if word]
    if not words:
        raise Refused(f"which kinds is missing: {_some()}.", example="export kinds <kind>")
    return tuple(dict.fromkeys(kind for word in words for kind in _named(word)))


def _named(word: str) -> tuple[str, ...]:
    for written in (word, word.removesuffix("s")):
        each = "marked" if written in _MARKED else written
        if each in KINDS:
            return tuple(kind.value for kind in KINDS[each])
        if each in {kind.value for kind in Kind}:
            return (each,)
    raise Refused(
        f"“{text.fit(word, 60)}” is no kind of entry. There are {_some()}.",
        example="export kinds <kind>",
    )


def _some() -> str:
    return ", ".join(sorted(KINDS))
