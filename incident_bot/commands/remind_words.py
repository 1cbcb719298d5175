"""`me in 20m to check the replica`: who is to be reminded, when, and of what. Plain rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.incidents.moments_typed import MOST_WORDS, Typed, leading, typed

ROOM = ("room", "here", "us", "everybody", "everyone")
ME = ("me", "myself")
_FILLERS = ("to", "that", "about", "of")
_AT = ("at", "on", "by")


@dataclass(frozen=True)
class Wish:
    """When somebody is to be reminded, and of what; `typed` says how the moment was understood."""

    typed: Typed
    text: str


def read_wish(words: str, zone: ZoneInfo, now: datetime) -> Wish | None:
    """The moment that stands first, or last, and the words beside it; None when there is no moment."""
    said = words.split()
    begin = 1 if said and said[0].lower() in _AT else 0
    try:
        found, count = leading(said[begin:], zone, now, future=True)
        return Wish(found, _without_filler(said[begin + count :]))
    except ValueError:
        return _at_the_end(said, zone, now)


def _at_the_end(said: list[str], zone: ZoneInfo, now: datetime) -> Wish | None:
    """`to check the replica in 20m`: as many of the last words as make a moment together.

    Only where the first word says that the text comes first: in other words no time was understood.
    """
    if not said or said[0].lower() not in _FILLERS:
        return None
    for count in range(min(len(said), MOST_WORDS), 0, -1):
        if found := typed(" ".join(said[-count:]), zone, now, future=True):
            kept = said[:-count]
            return Wish(found, _without_filler(kept[:-1] if kept and kept[-1].lower() in _AT else kept))
    return None


def _without_filler(said: list[str]) -> str:
    return " ".join(said[1:] if said and said[0].lower() in _FILLERS else said)
