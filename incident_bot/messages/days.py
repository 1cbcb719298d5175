"""Days as people read them: the same day for everybody, wherever they are."""

from __future__ import annotations

import calendar
from datetime import date


def day(on: date) -> str:
    """`Tuesday 2026-01-06`: a moment would be another day for readers far away."""
    return f"{calendar.day_name[on.weekday()]} {on.isoformat()}"
