"""Somebody's deed, as the record keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incident_bot.incidents.vocabulary import Source


@dataclass(frozen=True)
class Act:
    """Who does something, when, and how it came in. `by` None is the bot itself; `at` is aware UTC."""

    by: str | None
    at: datetime
    source: Source = Source.COMMAND
