"""What is said once an incident is resolved: thanks, the postmortem, and what becomes of the room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.office import hours_in
from incident_bot.incidents.postmortem import due_on
from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.listed import listed
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

MOST_NAMED = 30


def afterwards(
    incident: Incident, people: Sequence[str], settings: Settings, zone: tzinfo = UTC
) -> Message | None:
    """Of an incident that was resolved; nothing when there is nothing to say, or it is open again.

    `zone` is that of whoever leads the postmortem.
    """
    if incident.is_open:
        return None
    owed = _postmortem(incident, zone, settings)
    said = [line for line in (_thanks(people), owed, _archiving(incident, settings)) if line]
    if not said:
        return None
    return Message("\n".join(said), [*blocks.paragraphs(said), _buttons(incident, plan=bool(owed))])


def _thanks(people: Sequence[str]) -> str:
    if not people:
        return ""
    named = [text.mention(each) for each in people[:MOST_NAMED]]
    if (more := len(people) - len(named)) > 0:
        named.append(f"{more} more")
    return f"Thank you, {listed(named)}."


def _postmortem(incident: Incident, zone: tzinfo, settings: Settings) -> str:
    if incident.postmortem_link:
        return ""
    days = settings.severity(incident.severity).postmortem_days
    due = due_on(incident, days, hours_in(settings.office, zone))
    if leader := incident.facilitator:
        return f"{text.mention(leader)} leads the postmortem{f', due by {day(due)}' if due else ''}."
    if due is None:
        return ""
    return (
        f"The postmortem is due by {day(due)}, and nobody leads it yet. "
        f"`{settings.command} postmortem {incident.ref} @somebody` says who does."
    )


def _archiving(incident: Incident, settings: Settings) -> str:
    if incident.archive_at is None or incident.room_adopted:
        return ""
    return (
        f"This room will be archived {text.moment(incident.archive_at)}. "
        f"`{settings.command} archive never {incident.ref}` keeps it."
    )


def _buttons(incident: Incident, *, plan: bool) -> Block:
    keep = [blocks.button("Keep this room", f"archive never {incident.ref}")] if incident.archive_at else []
    planned = [blocks.button("Plan the postmortem", f"postmortem {incident.ref} plan")] if plan else []
    return blocks.actions([blocks.button("Final update", f"update {incident.ref}"), *planned, *keep])
