"""What a look at the record found: which rule, and the figures that its sentence needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Rule(StrEnum):
    """What is looked for. The sentences are in `messages/lint.py`."""

    ORDER = "order"
    """A moment of the incident comes before one that it must follow."""
    NO_MOMENT = "no_moment"
    NO_IMPACT = "no_impact"
    NO_SERVICES = "no_services"
    NO_DECISION = "no_decision"
    UNSIGNED = "unsigned"
    """A decision of which nobody knows whose it was."""
    FAR_OFF = "far_off"
    """An entry is dated long before it began or long after it was over."""
    LATE_ENTRY = "late_entry"
    """An entry was written down long after it happened."""
    NO_COMMANDER = "no_commander"
    LATE_UPDATE = "late_update"
    SILENCE = "silence"
    UNANSWERED = "unanswered"
    """A hand-off that nobody answered."""
    VACANT = "vacant"
    UNCONFIRMED = "unconfirmed"
    """Causes were suspected, and it is not said which it was."""


@dataclass(frozen=True)
class Finding:
    """One thing that is missing, or may be wrong. What a rule does not need is left as it is."""

    rule: Rule
    weight: int
    """The heaviest are told first."""
    at: datetime | None = None
    until: datetime | None = None
    """None, where something was still missing at the end."""
    length: timedelta | None = None
    of: timedelta | None = None
    """The length that `length` is a part of, or is held against."""
    word: str = ""
    """A moment, a role, by its key."""
    other: str = ""
    """The moment that `word` is held against; the person that something was offered to;
    that an update was put off."""
    number: int | None = None
    """The entry, as in `#12`."""
    count: int = 1
    """How many there are, of which this is the worst."""
