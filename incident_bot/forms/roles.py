"""The form of `roles`: every role with whoever holds it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.forms.filled import Filled
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.tasks import RoleChange
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import cut
from incident_bot.messages.roles import capitalised
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block

ROLES = "roles"

MOST = 30
"""Roles in one form: with what is said of them they must be fewer than 100 blocks."""

BUTTONS = 5


def roles_form(incident: Incident, settings: Settings, person: str, now: datetime) -> dict[str, Any]:
    """The view, for `person`. It remembers when it was opened: what others change meanwhile is theirs."""
    told = f"*{incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    shown = [blocks.context(f"{told}\nOnly what you change here is changed.")]
    for role in list(settings.roles)[:MOST]:
        shown += _role(incident, role, settings)
    if mine := [role for role in incident.roles_of(person) if _is_single(role, settings)]:
        shown.append(blocks.context("Yours to hand over, with what the next one must know:"))
        shown.append(blocks.actions([_hand_off(incident, role, settings) for role in mine[:BUTTONS]]))
    return {
        "type": "modal",
        "callback_id": ROLES,
        "private_metadata": f"{incident.ref} {now.isoformat()}",
        "title": blocks.plain_text(cut(f"Roles of {incident.ref}", 24)),
        "submit": blocks.plain_text("Save"),
        "close": blocks.plain_text("Cancel"),
        "blocks": shown,
    }


def roles_words(filled: Filled) -> str:
    """`roles INC-12`"""
    return f"roles {filled.about.partition(' ')[0]}"


def changed(filled: Filled, incident: Incident, settings: Settings) -> list[RoleChange]:
    """Role by role, who was put into the form that was sent, and who was taken out of it."""
    opened = datetime.fromisoformat(filled.about.partition(" ")[2])
    changes = []
    for role in filter(filled.has, settings.roles):
        before, now = _holders_then(incident, role, opened), filled.many(role)
        new = tuple(each for each in now if each not in before)
        gone = tuple(each for each in before if each not in now)
        changes.append(RoleChange(role, new, gone, settings.roles[role].single))
    return changes


def _role(incident: Incident, role: str, settings: Settings) -> list[Block]:
    label, holders = capitalised(settings.role_label(role)), incident.holders(role)
    if _is_single(role, settings):
        holder = holders[0] if holders else None
        field = inputs.person(role, label, holder, placeholder="Nobody yet", optional=True)
    else:
        hint = f"Who is there for something special is typed: {settings.command} assign {role} @name database"
        field = inputs.people(role, label, holders, placeholder="Nobody yet", hint=hint)
    offer = incident.offer(role)
    if offer is None:
        return [field]
    return [field, blocks.context(f"Offered to {text.mention(offer.receiver)}, who has yet to accept.")]


def _hand_off(incident: Incident, role: str, settings: Settings) -> Block:
    return blocks.button(cut(f"Hand off {settings.role_label(role)}", 75), f"handoff {incident.ref} {role}")


def _is_single(role: str, settings: Settings) -> bool:
    return role in settings.roles and settings.roles[role].single


def _holders_then(incident: Incident, role: str, at: datetime) -> list[str]:
    return [
        h.person
        for h in incident.holdings
        if h.role == role and h.since <= at and (h.until is None or h.until > at)
    ]
