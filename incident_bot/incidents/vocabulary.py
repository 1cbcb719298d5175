"""The words of incident response that the code decides by."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where an incident stands; also the words that public status pages use."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    CLOSED = "closed"
    """Resolved, and nothing is left to be done about it."""

    @property
    def is_over(self) -> bool:
        """Nobody is owed a reminder any more."""
        return self in OVER


OVER = (Status.RESOLVED, Status.CLOSED)


class Kind(StrEnum):
    """What a timeline entry is about. `effects/table.py` says what follows from each."""

    DECLARED = "declared"
    ROOM = "room"
    """The war room was opened."""
    ROOM_WANTED = "room_wanted"
    """An incident without a room is to have one."""
    ROOM_LOST = "room_lost"
    """The room was archived or deleted, or the bot was taken out of it."""
    STATUS = "status"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    CLOSED = "closed"
    SEVERITY = "severity"
    TITLE = "title"
    IMPACT = "impact"
    SERVICES = "services"
    MOMENT = "moment"
    """One of the moments of an incident (`MOMENTS`) was set or corrected."""
    ROLE = "role"
    HANDOFF = "handoff"
    """A role was offered to somebody, with a brief."""
    HANDOFF_ANSWER = "handoff_answer"
    """The offer was accepted, declined or taken back."""
    CHECK = "check"
    """Items of a checklist were ticked, or unticked."""
    NEXT_UPDATE = "next_update"
    """Somebody said by hand when the next update comes."""
    ARCHIVING = "archiving"
    """Somebody said when the room is to be archived, or that it is to stay."""
    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"
    """Something that was done, or is being done, about it."""
    HYPOTHESIS = "hypothesis"
    """What may be the cause."""
    UPDATE = "update"
    """A status message for stakeholders; the next one is owed a cadence later."""
    PINNED = "pinned_message"
    """A message that somebody marked for the record."""
    MESSAGE = "message"
    """A message of the room, kept because the whole room is."""
    ITEM = "item"
    """An action item was added, done, or given to somebody else."""
    POSTMORTEM = "postmortem"
    """The postmortem was written, has another facilitator or another date, or is published."""
    REMINDER = "reminder"
    SNOOZE = "snooze"
    EXPORT = "export"
    PROBLEM = "problem"
    """Something the bot had to give up, and why."""


def kind_said(kind: str) -> str:
    """A kind in the words that people read. Beside Slack's own pins, “pinned” would not be what is meant."""
    return "marked message" if kind == Kind.PINNED else kind.replace("_", " ")


class Source(StrEnum):
    """How an entry came in."""

    COMMAND = "command"
    BUTTON = "button"
    FORM = "form"
    SHORTCUT = "shortcut"
    REACTION = "reaction"
    MESSAGE = "message"
    """People's own words in the room, without asking the bot for anything."""
    IMPORT = "import"
    BOT = "bot"


TOLD = (Kind.NOTE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS, Kind.PINNED, Kind.MESSAGE)
"""What people put on the timeline in their own words: they may correct and withdraw it."""


RESPONSES = frozenset(
    (
        *(Kind.STATUS, Kind.RESOLVED, Kind.IMPACT, Kind.SERVICES, Kind.HANDOFF_ANSWER, Kind.CHECK),
        *(Kind.NEXT_UPDATE, Kind.NOTE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS, Kind.UPDATE),
        *(Kind.PINNED, Kind.MESSAGE),
    )
)
"""What people do about an incident, once it is declared: giving out roles and asking for files is not it."""


class Change(StrEnum):
    """Why an entry has one more version. `effects/table.py` says what follows from each."""

    CORRECTED = "corrected"
    """Somebody said what is right, and why."""
    WITHDRAWN = "withdrawn"
    """Somebody took it back: what is left is that there was something, and why it is gone."""
    RESTORED = "restored"
    """Somebody made it again what an earlier version was."""
    EDITED = "edited"
    """Its author edited the message in Slack."""
    DELETED = "deleted"
    """The message was deleted in Slack; its words stay, with a mark."""
    MARKED = "marked"
    """Somebody put the marking reaction on the message, which had none any more, or never had one."""
    UNMARKED = "unmarked"
    """The last marking reaction was taken off the message."""
    FILED = "filed"
    """Copies of its files are kept, with their checksums."""
