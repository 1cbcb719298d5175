"""The timeline, for somebody who reads it in Slack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages import blocks, pages
from incident_bot.messages.entry_text import entry_text
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

LINE = 600
"""Characters of one entry at most; less where many long ones share a message."""

TITLE = 300


def timeline_message(
    incident: Incident,
    entries: Sequence[TimelineEntry],
    page: int,
    total: int,
    size: int,
    settings: Settings,
    names: Mapping[str, str],
) -> Message:
    """A page of entries in order, each with its time in the reader's zone; page 1 has the latest.

    `names` are people's, by id; `size` is how many entries a page has at most.
    """
    title = f"*Timeline of {incident.ref}* · {text.fit(text.one_line(incident.title), TITLE)}"
    heads = [_head(entry, names) for entry in entries]
    said = [" · ".join(_lines(entry_text(entry, settings, names))) for entry in entries]
    room = pages.MOST - len(title) - sum(len(head) + 1 for head in heads)
    most = _share([len(text.escape(each)) for each in said], room)
    lines = [f"{head}{text.fit(each, most)}" for head, each in zip(heads, said, strict=True)]
    shown = blocks.paragraphs([title, *lines])
    last = pages.count(total, size)
    if last > 1:
        which = f"The latest {len(lines)} of {total}." if page == 1 else f"Page {page} of {last}."
        more = f"{which} `{settings.command} export {incident.ref}` has them all."
        shown.append(blocks.context(more))
    shown += pages.turning(
        ("Earlier", _typed(incident, page + 1)) if page < last else None,
        ("Later", _typed(incident, page - 1)) if page > 1 else None,
    )
    return Message(f"Timeline of {incident.ref}", shown)


def _lines(said: str) -> list[str]:
    """The lines that have something in them; an entry has one here, and what is in it stays apart."""
    return [line for line in map(text.one_line, said.splitlines()) if line]


def _typed(incident: Incident, page: int) -> str:
    return f"timeline {incident.ref} page {page}"


def _share(lengths: Sequence[int], room: int) -> int:
    """To how many characters the longest texts are cut so that all of them have room together."""
    left = room
    for count, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        if length > left // count:
            return min(LINE, left // count)
        left -= length
    return LINE


def _head(entry: TimelineEntry, names: Mapping[str, str]) -> str:
    who = text.fit(names.get(entry.author, entry.author), 80) if entry.author else "bot"
    star = "*" if entry.starred else ""
    at = text.moment(entry.occurred_at, "{date_short_pretty} {time_secs}")
    return f"{at} · {who} · {star}{entry.kind.replace('_', ' ')}{star}: "
