"""What each audience is sent of an update; the form's preview shows just this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from incident_bot.incidents import owed
from incident_bot.incidents.audiences import Audience
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

LONGEST = 3500
"""Characters of people's text outside blocks; Slack advises 4,000 for the whole.
https://docs.slack.dev/reference/methods/chat.postMessage"""
MOST = 6000
"""Characters of one text in blocks, as Slack counts them: two of them stay below what a message may have."""
TITLE = 150

PREVIEW = "preview"
"""What the button types that shows, in the form, what would be sent."""


@dataclass(frozen=True)
class Update:
    """One update, sent or about to be."""

    by: str | None
    text: str
    others: Mapping[str, str] = field(default_factory=dict)
    trend: str = ""
    final: bool = False
    next_at: datetime | None = None
    """When the next one is owed; None when nobody is owed one, or this is not the latest."""

    @classmethod
    def of(cls, entry: TimelineEntry, incident: Incident, settings: Settings) -> Update:
        """The one that an entry tells of."""
        latest = incident.updated_at == entry.occurred_at
        due = owed.next_update(incident, settings.severity(incident.severity)) if latest else None
        facts = entry.facts or {}
        return cls(
            entry.author,
            entry.text,
            facts.get("others") or {},
            facts.get("trend") or "",
            bool(facts.get("final")),
            due,
        )


def for_room(update: Update) -> str:
    """The line in the room and in the status channel, which shows nobody else's words."""
    lines = [f"*{_name(update)}* by {_author(update)}: {text.fit(update.text, LONGEST)}", *_after(update)]
    if told := [audience.value for audience in Audience if update.others.get(audience)]:
        lines.append(f"There are words of their own for {' and '.join(told)}.")
    return "\n".join(lines)


def shown_for_room(update: Update) -> list[Block]:
    """The same in blocks, for the preview: a form has no place for a line longer than a section."""
    head, *after = for_room(replace(update, text="")).split("\n")
    body = [blocks.section(text.escape(piece)) for piece in pieces(update.text)]
    return [blocks.section(head.strip()), *body, *([blocks.context("\n".join(after))] if after else [])]


def for_leadership(update: Update, incident: Incident, settings: Settings) -> Message:
    """Their own words, and whose incident it is."""
    words = update.others[Audience.LEADERSHIP]
    return _message(_about(update, incident, settings), words, list(_after(update)))


def for_support(update: Update, incident: Incident, settings: Settings) -> Message:
    """What colleagues know, and below it what they may tell customers."""
    said = _message(_about(update, incident, settings), update.text, list(_after(update)))
    words = update.others.get(Audience.CUSTOMERS)
    if not words:
        return Message(said.text, [*said.blocks, blocks.context("There are no words for customers in it.")])
    return Message(said.text, [*said.blocks, *_to_copy(words)])


def for_customers(update: Update, incident: Incident) -> Message:
    """In the room: what customers may read, ready to be copied to the status page."""
    words = update.others[Audience.CUSTOMERS]
    return Message(f"Words for customers of *{incident.ref}*: {text.fit(words, LONGEST)}", _to_copy(words))


def pieces(words: str) -> Iterator[str]:
    """The words in parts that fit into a section each, once they are escaped; what is too much is cut."""
    piece, length, whole = "", 0, 0
    for letter in words:
        size = len(text.escape(letter))
        whole += size
        if whole > MOST:
            yield piece + "…"
            return
        if length + size > blocks.SECTION - 1:
            yield piece
            piece, length = "", 0
        piece, length = piece + letter, length + size
    if piece.strip():
        yield piece


def not_told(whom: str, channel: str, why: str) -> str:
    """Why an audience was not told, and how to mend it; for the record, so it is plain text.

    Whether looking or posting failed is no matter: the same reason is told once.
    """
    reason = why.partition(": ")[2] or why
    return (
        f"{whom} was not told in {channel} ({reason}). If that channel is private, invite me there with "
        f"/invite; if it is the wrong one, change updates.{whom}_channel in the settings."
    )


def _name(update: Update) -> str:
    return "Final update" if update.final else "Update"


def _author(update: Update) -> str:
    return text.mention(update.by) if update.by else "the bot"


def _about(update: Update, incident: Incident, settings: Settings) -> str:
    severity = settings.severity(incident.severity)
    title = text.fit(text.one_line(incident.title), TITLE)
    return (
        f"*{incident.ref} · {severity.label} · {incident.status}* · {title}\n"
        f"{_name(update)} by {_author(update)}"
    )


def _after(update: Update) -> Iterator[str]:
    if update.trend:
        yield f"Impact: {_TRENDS.get(update.trend, update.trend)}."
    if update.next_at is not None:
        yield f"Next update due {text.moment(update.next_at)}."


def _message(about: str, words: str, after: list[str]) -> Message:
    shown = [blocks.section(about), *(blocks.section(text.escape(piece)) for piece in pieces(words))]
    if after:
        shown.append(blocks.context("\n".join(after)))
    return Message("\n".join([about, text.fit(words, LONGEST), *after]), shown)


def _to_copy(words: str) -> list[Block]:
    """Plain text: nothing in it becomes a mention or a link, and it is copied as it was written."""
    return [
        blocks.section("*For customers*, ready to be copied:"),
        *({"type": "section", "text": blocks.plain_text(piece)} for piece in pieces(words)),
    ]


_TRENDS = {
    "better": "better than at the last update",
    "same": "as it was at the last update",
    "worse": "worse than at the last update",
}
