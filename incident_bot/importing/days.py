"""Days as headings of a timeline have them: `2026-03-29`, `Sunday, 29 March 2026`, `March 29, 2026`."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_AFTER = r"(?:\s*\(?[a-z]{3,9}\)?)?"
_WAYS = [
    re.compile(rf"{_WEEKDAY}{way}{_AFTER}:?", re.IGNORECASE)
    for way in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
]


def day_in(text: str) -> date | None:
    """The day that words name when they say nothing else."""
    for way in _WAYS:
        if (match := way.fullmatch(text.strip())) is None:
            continue
        said = match.groupdict()
        month = int(said["number"]) if "number" in said else 1 + _MONTHS.index(said["month"][:3].lower())
        try:
            return date(int(said["year"]), month, int(said["day"]))
        except ValueError:
            return None
    return None
