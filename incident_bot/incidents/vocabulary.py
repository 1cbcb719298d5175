"""The words of incident response that the code decides by."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where an incident stands; also the words that public status pages use."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"

    @property
    def is_over(self) -> bool:
        """Nobody is owed a reminder any more."""
        return self is Status.RESOLVED


class Kind(StrEnum):
    """What a timeline entry is about. `effects/table.py` says what follows from each."""

    DECLARED = "declared"
    ROOM = "room"
    """The war room was opened."""
    STATUS = "status"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    SEVERITY = "severity"
    ROLE = "role"
    NOTE = "note"
    DECISION = "decision"
    UPDATE = "update"
    """A status message for stakeholders; the next one is owed a cadence later."""
    PINNED = "pinned_message"
    """A message that somebody marked for the record."""
    REMINDER = "reminder"
    SNOOZE = "snooze"
    EXPORT = "export"
    PROBLEM = "problem"
    """Something the bot had to give up, and why."""


class Source(StrEnum):
    """How an entry came in."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    REACTION = "reaction"
    BOT = "bot"
