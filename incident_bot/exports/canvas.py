"""The record as the Markdown of a Slack canvas: headings and lists, which read well in a narrow tab.

https://docs.slack.dev/surfaces/canvases
"""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.exports.markdown_head import Column, chain_words, holdings, known, moments, state
from incident_bot.exports.markdown_text import bold, escape, italic, link
from incident_bot.exports.marks import marks, tombstone
from incident_bot.exports.of_entry import is_bold, who
from incident_bot.exports.pseudonyms import hidden
from incident_bot.exports.record import Record
from incident_bot.exports.reminders import reminders_in_short
from incident_bot.exports.visible import visible
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import kind_said

CANVAS = "canvas"
"""The word for it, beside the formats of files."""
_TITLE = 250
_ROOM = 500
"""Bytes that are kept for the sentence that says what did not fit."""


def canvas_title(record: Record) -> str:
    """What stands above it and in the tab."""
    incident = (hidden(record) if record.wanted.pseudonyms else record).incident
    return " ".join(visible(f"{incident.ref}: {incident.title}").split())[:_TITLE]


async def canvas(record: Record, most: int) -> str:
    """All of it in at most `most` bytes; entries that do not fit are counted at its end."""
    if record.wanted.pseudonyms:
        record = hidden(record)
    lines = list(_above(record))
    size = sum(map(_size, lines))
    left_out = 0
    column = Column(record.wanted.local)
    async for entries in record.shown():
        for entry in entries:
            line = "" if left_out else _entry(record, entry, column)
            if left_out or size + _size(line) > most - _ROOM:
                left_out += 1
                continue
            size += _size(line)
            lines.append(line)
    if left_out:
        rest = "1 more entry does" if left_out == 1 else f"{left_out:,} more entries do"
        lines += ["", italic(f"{rest} not fit into a canvas: `export markdown` has them all.")]
    return "\n".join(lines) + "\n"


def _above(record: Record) -> Iterator[str]:
    incident = record.incident
    yield f"- **Severity:** {escape(record.severity)}"
    yield f"- **Status:** {escape(incident.status)}"
    for what, value in known(record):
        yield f"- **{escape(what)}:** {escape(value)}"
    yield f"- **Declared by:** {escape(record.name(incident.declared_by))}"
    yield f"- **Record:** {chain_words(record)}"
    yield from ("", "## Moments", "")
    for moment, times in moments(record, record.wanted.zones):
        told = ", ".join(
            f"{time} {zone}" if time != "–" else time
            for time, zone in zip(times, record.wanted.zones, strict=True)
        )
        yield f"- {escape(moment)}: {escape(told)}"
    yield from ("", "## Roles", "")
    roles = [
        f"- {bold(escape(role))}: {escape(f'{name}, {since} to {until}')}"
        for role, name, since, until in holdings(record)
    ]
    yield from roles or [record.no_roles]
    if record.items:
        yield from ("", "## Action items", "", *(_item(record, item) for item in record.items))
    if in_short := reminders_in_short(record):
        # Each by itself would take the place of the timeline: the files have them all.
        yield from ("", "## Reminders", "", *(f"- {escape(said)}" for said in in_short))
    yield from ("", f"## Timeline ({escape(record.wanted.local.key)})", "")


def _item(record: Record, item: ActionItem) -> str:
    owner = record.name(item.owner) if item.owner else "nobody yet"
    due = f", due {item.due_on.isoformat()}" if item.due_on else ""
    about = escape(f"({owner}, {item.priority.upper()}{due}, {state(record, item)})")
    return f"- [{' ' if item.done_at is None else 'x'}] {escape(item.text)} {about}"


def _entry(record: Record, entry: TimelineEntry, column: Column) -> str:
    said = _said(record, entry)
    kind = escape(kind_said(entry.kind))
    address = record.link(entry.channel, entry.message)
    number = link(f"#{entry.number}", address) if address else escape(f"#{entry.number}")
    return f"- {escape(column.tell(entry.occurred_at))} {number} {kind}, {escape(who(record, entry))}: {said}"


def _said(record: Record, entry: TimelineEntry) -> str:
    if entry.is_withdrawn:
        return italic(f"({tombstone(record, entry)})")
    said = escape(record.text(entry))
    if said and is_bold(entry):
        said = bold(said)
    return " ".join(filter(None, [said, *(italic(f"({each})") for each in marks(record, entry))]))


def _size(line: str) -> int:
    return len(line.encode("utf-8", "replace")) + 1
