"""The timeline, for somebody who reads it in Slack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages import blocks
from incident_bot.messages.entry_text import entry_text
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

LINE = 600


def timeline_message(
    incident: Incident,
    entries: Sequence[TimelineEntry],
    total: int,
    settings: Settings,
    names: Mapping[str, str],
) -> Message:
    """The entries in order, each with its time in the reader's zone; `names` are people's, by id."""
    title = f"*Timeline of {incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    shown = blocks.paragraphs([title, *(_line(entry, settings, names) for entry in entries)])
    if total > len(entries):
        more = (
            f"The latest {len(entries)} of {total}. `{settings.command} export {incident.ref}` has them all."
        )
        shown.append(blocks.context(more))
    return Message(f"Timeline of {incident.ref}", shown)


def _line(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    said = text.fit(text.one_line(entry_text(entry, settings, names)), LINE)
    who = text.fit(names.get(entry.author, entry.author), 80) if entry.author else "bot"
    star = "*" if entry.starred else ""
    at = text.moment(entry.occurred_at, "{date_short_pretty} {time_secs}")
    return f"{at} · {who} · {star}{entry.kind.replace('_', ' ')}{star}: {said}"
