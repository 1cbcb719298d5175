"""The duty card: what whoever takes a role is told, privately."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

MOST_DUTIES = 2800
"""Characters of duties for one role: a section takes 3,000."""


def duties(incident: Incident, person: str, roles: Sequence[str], settings: Settings) -> Message:
    """For `person`, who was just given these roles: what they ask, where, and how to give them back."""
    named = " and ".join(f"*{settings.role_label(role)}*" for role in roles)
    severity = settings.severity(incident.severity)
    first = (
        f"You are {named} of *{incident.ref}* · {text.fit(text.one_line(incident.title), 500)} "
        f"({severity.label}).{_where(incident)}"
    )
    shown: list[Block] = [blocks.section(first)]
    for role in roles:
        shown += _duties(role, settings, headed=len(roles) > 1)
    for role in roles:
        shown += _ways_out(incident, person, role, settings)
    return Message(first, shown)


def _where(incident: Incident) -> str:
    if incident.place is None:
        return ""
    if incident.place.thread is not None:
        return f" It lives in a thread in {text.channel(incident.place.channel)}."
    return f" Its room is {text.channel(incident.place.channel)}."


def _duties(role: str, settings: Settings, *, headed: bool) -> list[Block]:
    configured = settings.roles[role].duties if role in settings.roles else ()
    if not configured:
        return []
    lines = [f"*What the {settings.role_label(role)} does*"] if headed else []
    for duty in configured:
        line = f"• {text.fit(duty, 600)}"
        if sum(map(len, lines)) + len(line) > MOST_DUTIES:
            break
        lines.append(line)
    return [blocks.section("\n".join(lines))]


def _ways_out(incident: Incident, person: str, role: str, settings: Settings) -> list[Block]:
    label, command = settings.role_label(role), settings.command
    single = role in settings.roles and settings.roles[role].single
    back = f"`{command} unassign {role} {incident.ref}` gives it back"
    over = f"`{command} handoff {role} {incident.ref}` hands it to somebody else, " if single else ""
    give_back = blocks.button("Give it back", f"unassign {role} <@{person}> {incident.ref}")
    hand_off = [blocks.button("Hand off", f"handoff {role} {incident.ref}")] if single else []
    sentence = f"{over}{back}."
    return [
        blocks.context(f"No longer {label}? {sentence}"),
        blocks.actions([*hand_off, give_back]),
    ]
