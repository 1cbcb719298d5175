"""What somebody has to do with the open incidents, for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident_bot.incidents.incident import Incident, Offer
from incident_bot.incidents.mine import Mine
from incident_bot.messages import blocks
from incident_bot.messages.listing import named
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

MOST = 8
"""Lines under one heading; `list mine` has them all."""

TITLE = 120


def mine_message(found: Mine, now: datetime, settings: Settings) -> Message:
    """What is asked of them comes first: hand-offs, then updates, then the rest."""
    if found.is_empty:
        return Message(
            "You have no role in an open incident, and nobody waits for you. "
            f"`{settings.command} list` shows what is open."
        )
    return Message(
        "What you have to do with open incidents",
        [
            *_offered(found.offered, settings),
            *_updates(found.updates, now, settings),
            *_roles(found.roles, settings),
            *_given(found.given, settings),
            *_lines(
                "You are on these, and no update went out yet", [named(each, TITLE) for each in found.untold]
            ),
        ],
    )


def _offered(offered: Sequence[tuple[Incident, Offer]], settings: Settings) -> list[Block]:
    shown: list[Block] = []
    for incident, offer in offered[:MOST]:
        role = settings.role_label(offer.role)
        told = f"{text.mention(offer.giver)} offers you *{role}*, {text.moment(offer.at, '{ago}')}"
        answers = [
            blocks.button("Accept", f"accept {offer.role} {incident.ref}", style="primary"),
            blocks.button("Decline", f"decline {offer.role} {incident.ref}"),
        ]
        shown += [blocks.section(f"{named(incident, TITLE)}\n{told}"), blocks.actions(answers)]
    return [*_heading("Hand-offs to you", len(offered)), *shown] if shown else []


def _given(given: Sequence[tuple[Incident, Offer]], settings: Settings) -> list[Block]:
    shown: list[Block] = []
    for incident, offer in given[:MOST]:
        role = settings.role_label(offer.role)
        told = f"*{role}* waits for {text.mention(offer.receiver)}, {text.moment(offer.at, '{ago}')}"
        back = blocks.button("Take back", f"decline {offer.role} {incident.ref}")
        shown += [blocks.section(f"{named(incident, TITLE)}\n{told}"), blocks.actions([back])]
    return [*_heading("Hand-offs you gave", len(given)), *shown] if shown else []


def _updates(updates: Sequence[tuple[Incident, datetime]], now: datetime, settings: Settings) -> list[Block]:
    lines = []
    for incident, due in updates:
        when = f"{'*overdue* since' if due <= now else 'due'} {text.moment(due)}"
        lines.append(f"{named(incident, TITLE)}\n{when}")
    if len(updates) != 1:
        return _lines("Updates you owe", lines)
    [(incident, _)] = updates
    return [
        *_lines("Updates you owe", lines),
        blocks.actions([blocks.button("Post update", f"update {incident.ref}")]),
    ]


def _roles(roles: Sequence[tuple[Incident, list[str]]], settings: Settings) -> list[Block]:
    lines = []
    for incident, held in roles:
        facts = [settings.severity(incident.severity).label, incident.status]
        facts += [f"you are {', '.join(map(settings.role_label, held))}"]
        lines.append(f"{named(incident, TITLE)}\n{text.fit(' · '.join(facts), 300)}")
    return _lines("Your roles", lines)


def _lines(title: str, lines: list[str]) -> list[Block]:
    if not lines:
        return []
    return [*_heading(title, len(lines)), *blocks.paragraphs(lines[:MOST])]


def _heading(title: str, count: int) -> list[Block]:
    more = f" (the first {MOST} of {count})" if count > MOST else ""
    return [blocks.section(f"*{title}*{more}")]
