"""Rules about who answered for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.lint.checked import Checked
from incident_bot.incidents.lint.finding import Finding, Rule
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vacancy import vacant
from incident_bot.incidents.vocabulary import Kind

FILLED_WITHIN = timedelta(minutes=10)
"""So long a bad incident may be without the others who make it readable."""

_WANTED = ("comms", "scribe")
_BAD = ("sev1", "sev2")


def somebody_commands(checked: Checked) -> Iterator[Finding]:
    """Minutes without a commander, as far as they are more than the severity grants."""
    missing = vacant(COMMANDER, checked.incident.holdings, checked.spans)
    severity = checked.severity_at(checked.incident.declared_at)
    granted = timedelta(minutes=severity.acknowledge_within)
    if missing > granted and not checked.is_hindsight:
        yield Finding(
            Rule.NO_COMMANDER,
            80,
            at=checked.incident.declared_at,
            length=missing,
            of=granted,
            word=severity.label,
        )


def roles_are_filled(checked: Checked) -> Iterator[Finding]:
    """A bad incident has somebody who tells stakeholders, and somebody who writes down what happens."""
    if checked.incident.severity not in _BAD or checked.is_hindsight:
        return
    for role in _WANTED:
        if role not in checked.settings.roles or not checked.settings.roles[role].single:
            continue
        missing = vacant(role, checked.incident.holdings, checked.spans)
        if missing > FILLED_WITHIN:
            at = checked.incident.declared_at
            yield Finding(Rule.VACANT, 25, at=at, length=missing, of=checked.lasted, word=role)


def hand_offs_are_answered(checked: Checked) -> Iterator[Finding]:
    """Whoever was offered a role and never said yes or no: who was responsible?"""
    waiting: dict[str, TimelineEntry] = {}
    for entry in checked.turns:
        role = str((entry.facts or {}).get("role", ""))
        if entry.what is Kind.HANDOFF:
            waiting[role] = entry
        elif entry.what in (Kind.HANDOFF_ANSWER, Kind.ROLE):
            waiting.pop(role, None)
    for role, entry in waiting.items():
        if checked.now - entry.occurred_at > FILLED_WITHIN or not checked.incident.is_open:
            receiver = str(entry.facts.get("receiver", ""))
            yield Finding(Rule.UNANSWERED, 60, at=entry.occurred_at, word=role, other=receiver)
