"""What a timeline entry says, in plain words: for the exports and for the timeline in Slack.

Plain text without markup of any kind: whoever shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.settings import Settings


def entry_text(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    """The words of an entry, made from its facts where nobody typed any; `names` are people's, by id.

    What somebody typed is in it, exactly. Facts that are missing or of an unknown shape shorten the sentence,
    they never raise.
    """
    return TEXTS.get(entry.kind, _as_typed)(entry, settings, names)


def severity_label(key: str, settings: Settings) -> str:
    """What a severity is called; one that was since removed from the settings goes by its key."""
    return settings.severities[key].label if key in settings.severities else key


def _as_typed(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return entry.text


def _declared(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    severity = _fact(entry, "severity")
    return _because(f"Declared as {severity_label(severity, settings)}" if severity else "Declared", entry)


def _room(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return f"The room {entry.text} was opened" if entry.text else "The room was opened"


def _status(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return _because(_move(_fact(entry, "before"), _fact(entry, "after")), entry)


def _resolved(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return _because(_move(_fact(entry, "before"), Status.RESOLVED), entry)


def _reopened(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return _because(_move(Status.RESOLVED, _fact(entry, "after")), entry)


def _severity(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    before, after = (severity_label(_fact(entry, key), settings) for key in ("before", "after"))
    return _because(_move(before, after), entry)


def _role(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return _because(_holders(entry, settings, names), entry)


def _holders(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    role, person, before = (_fact(entry, key) for key in ("role", "person", "before"))
    label = settings.role_label(role) if role else "in a role"
    if person:
        instead = f", in place of {names.get(before, before)}" if before else ""
        return f"{names.get(person, person)} is now {label}{instead}"
    if before:
        return f"{names.get(before, before)} is no longer {label}"
    return ""


def _reminder(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return entry.text or f"Reminded: {_REMINDERS.get(_fact(entry, 'reminder'), 'something')} was owed"


def _snooze(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    what = _REMINDERS.get(_fact(entry, "reminder"), "")
    until = _fact(entry, "until")
    reminder = f"The reminder that {what} is owed" if what else "A reminder"
    return _because(
        f"{reminder} is snoozed until {_moment(until)}" if until else f"{reminder} is snoozed", entry
    )


def _export(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    zone = _fact(entry, "zone")
    beside = f", with times in {zone}" if zone else ""
    return f"Asked for the record as {entry.text or 'a file'}{beside}"


def _problem(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return _because("Something the bot could not do", entry)


def _fact(entry: TimelineEntry, key: str) -> str:
    value = (entry.facts or {}).get(key)
    return "" if value is None else str(value)


def _move(before: str, after: str) -> str:
    return " → ".join(filter(None, (before, after)))


def _because(what: str, entry: TimelineEntry) -> str:
    return ": ".join(filter(None, (what, entry.text)))


def _moment(iso: str) -> str:
    try:
        at = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    # Without an offset it was written by somebody who meant UTC.
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


_REMINDERS = {"update_due": "an update", "no_commander": "a commander"}

TEXTS: dict[str, Callable[[TimelineEntry, Settings, Mapping[str, str]], str]] = {
    Kind.DECLARED: _declared,
    Kind.ROOM: _room,
    Kind.STATUS: _status,
    Kind.RESOLVED: _resolved,
    Kind.REOPENED: _reopened,
    Kind.SEVERITY: _severity,
    Kind.ROLE: _role,
    Kind.NOTE: _as_typed,
    Kind.DECISION: _as_typed,
    Kind.UPDATE: _as_typed,
    Kind.PINNED: _as_typed,
    Kind.REMINDER: _reminder,
    Kind.SNOOZE: _snooze,
    Kind.EXPORT: _export,
    Kind.PROBLEM: _problem,
}
"""One line for each kind; keyed by text, because an entry may be of a kind that a later version wrote."""
