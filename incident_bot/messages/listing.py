"""Several incidents, a line each."""

from __future__ import annotations

from collections.abc import Callable

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.search import Page
from incident_bot.messages import blocks, pages
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

TITLE = 200


def listing(
    found: Page, size: int, settings: Settings, *, nothing: str, typed: Callable[[int], str]
) -> Message:
    """A page of so many at most; `nothing` is said when there are none, `typed` asks for another page."""
    if not found.total:
        return Message(nothing)
    last = pages.count(found.total, size)
    shown = blocks.paragraphs(line(incident, settings) for incident in found.incidents)
    if last > 1:
        told = f"Page {found.page} of {last}, {found.total} incidents, the newest first."
        shown.append(blocks.context(told))
    shown += pages.previous_and_next(found.page, last, typed)
    return Message(f"{found.total} incidents" if found.total > 1 else "1 incident", shown)


def line(incident: Incident, settings: Settings) -> str:
    """An incident in two lines: what it is and where, and how it stands."""
    facts = [settings.severity(incident.severity).label, incident.status]
    commander = incident.holder(COMMANDER)
    if commander or incident.is_open:
        facts.append(f"commander {text.mention(commander)}" if commander else "no commander yet")
    facts.append(f"started {text.moment(incident.began)}")
    if incident.resolved_at is not None:
        facts.append(f"lasted {spoken(incident.lasted(incident.resolved_at))}")
    facts += ["private"] if incident.is_private else []
    facts += ["drill"] if incident.is_drill else []
    facts += ["imported"] if incident.imported_at is not None else []
    return f"{named(incident)}\n{' · '.join(facts)}"


def named(incident: Incident, most: int = TITLE) -> str:
    """Number, title and room: `*INC-12* checkout is failing #incident-…`."""
    where = incident.room_id or incident.announcement_channel
    room = f" {text.channel(where)}" if where else ""
    return f"*{incident.ref}* {text.fit(text.one_line(incident.title), most)}{room}"
