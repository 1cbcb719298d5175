"""Lengths of time as people say them."""

from __future__ import annotations

from datetime import timedelta


def spoken(length: timedelta) -> str:
    """`1 h 50 min`, `12 min`, `2 d 3 h`; under a minute, `less than a minute`."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes if not days else 0, "min")]
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
