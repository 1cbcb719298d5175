"""A format in which the record can be had."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from incident_bot.exports.record import Record


@dataclass(frozen=True)
class Export:
    """What a format is called, how its files end, and how the record becomes its text."""

    label: str
    suffix: str
    """Without the dot."""
    render: Callable[[Record, str], str]
    """From the record and the IANA name of a time zone, with nothing else looked at: the same record is the
    same text, byte for byte. Raises Refused when there is no such zone."""
