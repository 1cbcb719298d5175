"""Who does what in an incident, and who is in its room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import RoomMember
from incident_bot.incidents.vacancy import Span, vacant
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.roles import capitalised, named
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

ROLES = 3500
"""Characters for the roles, and for the people in the room; together they stay below what Slack takes."""
ROOM = 7000


def who_message(
    incident: Incident, members: Sequence[RoomMember], spans: Sequence[Span], settings: Settings
) -> Message:
    """`spans` are when the incident was open: only then a role without a holder is missed."""
    title = f"*Who is on {incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    lines = [line for role in settings.roles for line in _role(incident, role, spans, settings)]
    if incident.facilitator:
        lines.append(f"*Postmortem*: {text.mention(incident.facilitator)} leads it")
    shown = blocks.paragraphs([title, *_as_many(lines, ROLES, "roles")])
    if incident.room_id is not None:
        shown += blocks.paragraphs(_room(incident, members))
    return Message(f"Who is on {incident.ref}", shown)


def _role(incident: Incident, role: str, spans: Sequence[Span], settings: Settings) -> list[str]:
    label = f"*{capitalised(settings.role_label(role))}*"
    holdings = [each for each in incident.holdings if each.role == role and each.until is None]
    if not settings.roles[role].single:
        return [f"{label}: {named(h.person, h.label)}, {_since(h.since)}" for h in holdings]
    without = vacant(role, incident.holdings, spans)
    missed = f" · {spoken(without)} without one" if without >= timedelta(minutes=1) else ""
    held = "".join(f"{named(h.person, h.label)}, {_since(h.since)}" for h in holdings[:1]) or "nobody yet"
    offer = incident.offer(role)
    offered = f", offered to {text.mention(offer.receiver)}" if offer else ""
    return [f"{label}: {held}{offered}{missed}"]


def _since(at: datetime) -> str:
    return f"since {text.moment(at)}"


def _room(incident: Incident, members: Sequence[RoomMember]) -> list[str]:
    """Everybody in it, those who came in the same minute together."""
    room = text.channel(incident.room_id or "")
    if not members:
        return [f"*In {room}*: nobody that I know of yet."]
    head = f"*In {room}*: {len(members)}"
    lines = list(_by_minute(members, "{date_short_pretty} {time}"))
    if sum(map(len, lines)) > ROOM:
        # With the shorter form two hundred people who came one by one fit.
        lines = list(_by_minute(members, "{ago}"))
    return [head, *_as_many(lines, ROOM, "lines")]


def _by_minute(members: Iterable[RoomMember], style: str) -> Iterable[str]:
    for at, came in groupby(members, lambda member: member.since.replace(second=0, microsecond=0)):
        people = [text.mention(member.person) for member in came]
        while people:
            # A line is at most a section long.
            yield f"{text.moment(at, style)}: {' '.join(people[:100])}"
            people = people[100:]


def _as_many(lines: Sequence[str], most: int, what: str) -> list[str]:
    kept: list[str] = []
    length = 0
    for line in lines:
        length += len(line) + 1
        if length > most:
            return [*kept, f"… and {len(lines) - len(kept)} more {what}"]
        kept.append(line)
    return kept
