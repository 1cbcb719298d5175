"""Roles that a severity needs are vacant: whoever is in charge is asked to give them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.objects import cut
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked, in_charge, listed
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.slack import text
from incident_bot.slack.message import Message

BUTTON = 75
"""Characters of a label; https://docs.slack.dev/reference/block-kit/block-elements/button-element"""

MOST_BUTTONS = 10
"""So many roles have a button; the others are named."""


def owed(case: Case) -> Iterator[Owed]:
    """Once for those that are vacant for long enough at the same moment; again when others come to be.

    Whoever takes command later hears of them, too. A snooze, or that they are not needed, is about those
    that were vacant then: it ends when another one comes to be.
    """
    severity = case.settings.severity(case.incident.severity)
    due = _due(case)
    if not due:
        return
    since = max(rules.vacant_since(case.incident, role) for role in due)
    needs = listed([_label(case, role) for role in severity.needs if role in case.settings.roles])
    why = f"{severity.label} is to have {needs} within {case.settings.reminders.roles_after} min"
    # What was due before another one left was said before, or was said not to be needed.
    moments = sorted({at for at in due.values() if at >= since})
    took = rules.held_since(case.incident, COMMANDER)
    if took is not None and took > moments[-1]:
        moments.append(took + timedelta(minutes=case.settings.reminders.roles_after))
    yield Owed(Moments(tuple(moments)), since, why)


def message(case: Case, due: Due) -> Message:
    """To the commander, else whoever declared it."""
    incident = case.incident
    vacant = _vacant(case, due.slot)
    lacking = [f"*{text.escape(_label(case, role))}*" for role in vacant]
    lacks = f"*{incident.ref}* has no {listed(lacking, 'and no')}."
    severity = case.settings.severity(incident.severity)
    who = "one: who is it?" if len(vacant) == 1 else "them: who takes which?"
    said = f"{asked(in_charge(incident), lacks)} {severity.label} needs {who}"
    take = [
        blocks.button(
            cut(f"Take {_label(case, role)}", BUTTON), f"assign {role} me {incident.ref}", style="primary"
        )
        for role in vacant[:MOST_BUTTONS]
    ]
    return Message(said, [blocks.section(said), quieting(incident, "roles", *take)])


def _due(case: Case) -> Mapping[str, datetime]:
    """The roles that are needed and that nobody has, and when each has been vacant for long enough."""
    incident = case.incident
    if not incident.is_open:
        return {}
    after = timedelta(minutes=case.settings.reminders.roles_after)
    since = rules.asked_since(incident)
    return {
        role: max(rules.vacant_since(incident, role), since) + after
        for role in case.settings.severity(incident.severity).needs
        if role != COMMANDER and role in case.settings.roles and not incident.holders(role)
    }


def _vacant(case: Case, slot: datetime) -> list[str]:
    """Those that are to be named at this slot."""
    due = _due(case)
    needs = case.settings.severity(case.incident.severity).needs
    return [role for role, at in due.items() if at <= slot] or [*due] or [*needs]


def _label(case: Case, role: str) -> str:
    return case.settings.role_label(role)


role_vacant = Reminder("role_vacant", "somebody for a vacant role", "roles", owed, message)
