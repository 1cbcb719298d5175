"""Days as people type them: `2026-12-01`, `friday`, `tomorrow`, `2w`, `in 3 days`, `1 month`.

Plain rules: no clock of their own, and no Slack. `today` is the day that it is where somebody lives.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

MOST_WORDS = 3
"""A day is at most so many words: `in 2 weeks`."""

_FURTHEST = timedelta(days=3660)
_WEEKDAYS = [name.lower() for name in calendar.day_name]
_NEAR = {"today": 0, "tomorrow": 1, "next week": 7}
_AWAY = re.compile(r"(?:in\s+|\+\s*)?([0-9]{1,4})\s*(days?|d|weeks?|w|months?|mo)", re.IGNORECASE | re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def typed_day(words: str, today: date) -> date | None:
    """The day that these words mean, all of them; None when they mean none, or one that is too far away."""
    said = " ".join(words.lower().split())
    try:
        found = _typed(said, today)
    except (ValueError, OverflowError):
        return None
    return found if found is not None and found - today <= _FURTHEST else None


def leading_day(words: Sequence[str], today: date) -> tuple[date, int] | None:
    """The day that the first of these words mean, and how many of them do; None when they mean none."""
    for count in range(min(len(words), MOST_WORDS), 0, -1):
        if found := typed_day(" ".join(words[:count]), today):
            return found, count
    return None


def is_named(word: str) -> bool:
    """Whether a word can be nothing but a day: a date, or the name of one."""
    said = word.lower()
    return bool(_ISO.fullmatch(said)) or said in ("today", "tomorrow") or _weekday(said) is not None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last one that it has."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _typed(said: str, today: date) -> date | None:
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if _ISO.fullmatch(said):
        return date.fromisoformat(said)
    if (weekday := _weekday(said)) is not None:
        # On a Friday the coming one is meant: for this one there is `today`.
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if away := _AWAY.fullmatch(said):
        amount, unit = int(away[1]), away[2][:1].lower()
        return months_later(today, amount) if unit == "m" else today + timedelta(days=amount * _DAYS[unit])
    return None


def _weekday(said: str) -> int | None:
    name = said.removeprefix("next ")
    return next((n for n, day in enumerate(_WEEKDAYS) if len(name) >= 3 and name in (day, day[:3])), None)


_DAYS = {"d": 1, "w": 7}
