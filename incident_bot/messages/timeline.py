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
MOST = 11_000
"""Characters in one message: Slack was seen to refuse blocks with more than about 13,200 together.
https://github.com/slackapi/bolt-js/issues/2509"""


def timeline_message(
    incident: Incident,
    entries: Sequence[TimelineEntry],
    total: int,
    settings: Settings,
    names: Mapping[str, str],
) -> Message:
    """The entries in order, each with its time in the reader's zone; `names` are people's, by id."""
    title = f"*Timeline of {incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    lines = _latest([_line(entry, settings, names) for entry in entries])
    shown = blocks.paragraphs([title, *lines])
    if total > len(lines):
        more = f"The latest {len(lines)} of {total}. `{settings.command} export {incident.ref}` has them all."
        shown.append(blocks.context(more))
    return Message(f"Timeline of {incident.ref}", shown)


def _latest(lines: Sequence[str]) -> list[str]:
    """As many of the last lines as one message takes."""
    kept: list[str] = []
    length = 0
    for line in reversed(lines):
        length += len(line) + 1
        if length > MOST:
            break
        kept.append(line)
    return kept[::-1]


def _line(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    said = text.fit(text.one_line(entry_text(entry, settings, names)), LINE)
    who = text.fit(names.get(entry.author, entry.author), 80) if entry.author else "bot"
    star = "*" if entry.starred else ""
    at = text.moment(entry.occurred_at, "{date_short_pretty} {time_secs}")
    return f"{at} · {who} · {star}{entry.kind.replace('_', ' ')}{star}: {said}"
