"""What entries say of how an incident goes on: status, severity, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.messages.entry_text.words import (
    Words,
    because,
    fact,
    listed,
    moment,
    move,
    severity_label,
)
from incident_bot.messages.moments import SAID
from incident_bot.settings import Settings


def _declared(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    severity = fact(entry, "severity")
    marks = [severity_label(severity, settings)] if severity else []
    marks += [word for key, word in (("private", "private"), ("drill", "a drill")) if fact(entry, key)]
    what = " ".join(filter(None, (entry.text, f"({', '.join(marks)})" if marks else "")))
    told = [
        f"{word}: {value}"
        for word, value in (
            ("Affected", listed(entry, "services")),
            ("Impact", fact(entry, "impact")),
            ("Began", moment(fact(entry, "began"), exact=True)),
            ("Ended", moment(fact(entry, "ended"), exact=True)),
            ("Roles", _first_roles(entry, settings, names)),
        )
        if value
    ]
    return "\n".join(filter(None, [what, *told]))


def _first_roles(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    roles = (entry.facts or {}).get("roles")
    if not isinstance(roles, dict):
        return ""
    return ", ".join(f"{names.get(who, who)} ({settings.role_label(role)})" for role, who in roles.items())


def _status(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return because(move(fact(entry, "before"), fact(entry, "after")), entry)


def _resolved(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    said = because(move(fact(entry, "before"), Status.RESOLVED), entry)
    criteria = [
        f"{word}: {value}"
        for word, value in (
            ("Confirmed", listed(entry, "confirmed")),
            ("Not confirmed", listed(entry, "unconfirmed")),
        )
        if value
    ]
    return "\n".join([said, *criteria])


def _closed(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return because(move(fact(entry, "before"), Status.CLOSED), entry)


def _reopened(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    before = fact(entry, "before") or Status.RESOLVED
    return because(move(before, fact(entry, "after")), entry)


def _severity(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    before, after = (severity_label(fact(entry, key), settings) for key in ("before", "after"))
    return because(move(before, after), entry)


def _title(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    before = fact(entry, "before")
    return because("The title is now", entry) + (f"\nBefore: {before}" if before else "")


def _impact(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return because("Impact", entry) if entry.text else "What was said of the impact was taken back"


def _services(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    gone = listed(entry, "removed")
    said = because("Affected", entry) if entry.text else "No service is affected"
    return f"{said} (no longer: {gone})" if gone else said


def _moment(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    what, before = SAID.get(fact(entry, "moment"), "happened"), fact(entry, "before")
    said = " ".join(filter(None, (f"It {what}", moment(fact(entry, "after"), exact=True))))
    said += f" (said before: {moment(before, exact=True)})" if before else ""
    return because(f"{said}, and mitigated then too" if listed(entry, "also") else said, entry)


TEXTS: dict[str, Words] = {
    Kind.DECLARED: _declared,
    Kind.STATUS: _status,
    Kind.RESOLVED: _resolved,
    Kind.REOPENED: _reopened,
    Kind.CLOSED: _closed,
    Kind.SEVERITY: _severity,
    Kind.TITLE: _title,
    Kind.IMPACT: _impact,
    Kind.SERVICES: _services,
    Kind.MOMENT: _moment,
}
