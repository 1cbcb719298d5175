"""What the words of entries have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.settings import Settings

Words = Callable[[TimelineEntry, Settings, Mapping[str, str]], str]


def as_typed(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    """Nothing but what somebody typed."""
    return entry.text


def nobody(entry: TimelineEntry) -> str:
    """Whose an entry is that has no author."""
    if entry.source == Source.IMPORT:
        # The notes did not say, or nobody here has that name.
        return "unknown"
    # A message that was marked and has no author is another app's.
    return "an app" if entry.kind in (Kind.PINNED, Kind.MESSAGE) else "the bot"


def severity_label(key: str, settings: Settings) -> str:
    """What a severity is called; one that was since removed from the settings goes by its key."""
    return settings.severities[key].label if key in settings.severities else key


def fact(entry: TimelineEntry, key: str) -> str:
    """A fact as text; empty when there is none."""
    value = (entry.facts or {}).get(key)
    return "" if value is None else str(value)


def listed(entry: TimelineEntry, key: str) -> str:
    """A fact that is a list, with commas; empty when it is none."""
    value = (entry.facts or {}).get(key)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else ""


def role_of(entry: TimelineEntry, settings: Settings) -> str:
    """The role that an entry is about, with what it is about where several hold it."""
    role, label = fact(entry, "role"), fact(entry, "label")
    named = settings.role_label(role) if role else ""
    return f"{named} ({label})" if named and label else named


def move(before: str, after: str) -> str:
    """From one to the other, as far as they are known."""
    return " → ".join(filter(None, (before, after)))


def because(what: str, entry: TimelineEntry) -> str:
    """What happened, and what somebody typed with it."""
    return ": ".join(filter(None, (what, entry.text)))


def moment(iso: str, *, exact: bool = False) -> str:
    """A moment of the facts, in UTC to the minute, as people say them; whatever is none stays as it is.

    `exact` says the seconds too, where there are some: of what was measured, not of what was promised.
    """
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    # Without an offset it was written by somebody who meant UTC.
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if exact and at.second else f"{at:%Y-%m-%d %H:%M} UTC"
