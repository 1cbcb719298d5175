"""What the page and the PDF show of a record besides its timeline: rows of plain text, for both the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from incident_bot.exports.markdown_head import Column
from incident_bot.exports.record import Record
from incident_bot.exports.visible import visible
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.messages.durations import spoken


@dataclass(frozen=True)
class Fact:
    """Something that is known of an incident, with an address if there is more of it elsewhere."""

    label: str
    value: str
    link: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows of text under their headings."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def about(record: Record) -> Iterator[Fact]:
    """What is known of the incident itself."""
    incident = record.incident
    yield Fact("Duration", "still open" if record.duration is None else spoken(record.duration))
    if incident.impact:
        yield Fact("Impact", visible(incident.impact))
    if incident.services:
        yield Fact("Affected", visible(", ".join(incident.services)))
    yield Fact("Declared by", visible(record.name(incident.declared_by)))
    if not record.wanted.pseudonyms:
        room = f"#{incident.room_name or incident.room_id}" if incident.room_id else "none"
        yield Fact("Room", visible(room), record.room_link)
    without = record.vacancies.get(COMMANDER, timedelta(0))
    if without >= timedelta(minutes=1):
        yield Fact("Without a commander", spoken(without))
    if incident.facilitator:
        yield Fact("Postmortem led by", visible(record.name(incident.facilitator)))
    if incident.postmortem_link:
        link = visible(incident.postmortem_link)
        yield Fact("Postmortem", link, link if link.startswith(("https://", "http://")) else None)


def badges(record: Record) -> list[tuple[str, str]]:
    """What it is at a glance, each with what it is about: severity, status, and how it is special."""
    incident = record.incident
    found = [
        (f"severity-{incident.severity}", record.severity),
        (f"status-{incident.status}", incident.status),
    ]
    if incident.is_drill:
        found.append(("drill", "drill"))
    if incident.is_private:
        found.append(("private", "private"))
    if incident.imported_at is not None:
        found.append(("imported", "imported"))
    return found


def left_out(record: Record) -> list[str]:
    """What readers must know of what was wanted: not everything is here, or not as it was."""
    said = []
    if record.wanted.kinds:
        kinds = ", ".join(each.replace("_", " ") for each in record.wanted.kinds)
        said.append(f"Only entries of these kinds are shown: {visible(kinds)}.")
    if record.wanted.starred:
        said.append("Only entries with a star are shown.")
    if record.wanted.pseudonyms:
        said.append("People have pseudonyms.")
    return said


def moments(record: Record) -> Table:
    """When what was reached, in each zone, and how long after the beginning."""
    incident = record.incident
    columns = [Column(zone) for zone in record.wanted.zones.values()]
    rows = []
    for label, at, always in (
        ("Began for users", incident.impact_started_at, False),
        ("Noticed", incident.detected_at, False),
        ("Declared", incident.declared_at, True),
        ("Acknowledged", incident.acknowledged_at, True),
        ("Mitigated", incident.mitigated_at, True),
        ("Resolved", incident.resolved_at, True),
        ("Closed", incident.closed_at, False),
    ):
        if at is not None:
            after = at - incident.began
            told = spoken(after) if after >= timedelta(minutes=1) else "–"
            rows.append([label, *(column.tell(at) for column in columns), told])
        elif always:
            rows.append([label, *("–" for _ in columns), "–"])
    return Table(["Moment", *record.wanted.zones, "After it began"], rows)


def holdings(record: Record) -> Table:
    """Who held which role."""
    to_now = "still" if record.incident.is_open else "the end"
    name, zone = list(record.wanted.zones.items())[-1]
    rows = []
    for holding in record.holdings:
        column = Column(zone)
        role = record.settings.role_label(holding.role)
        rows.append(
            [
                visible(f"{role} ({holding.label})" if holding.label else role),
                visible(record.name(holding.person)),
                column.tell(holding.since),
                column.tell(holding.until) if holding.until else to_now,
            ]
        )
    return Table(["Role", "Who", f"From ({name})", f"Until ({name})"], rows)


def items(record: Record) -> Table:
    """What is to be done after it."""
    rows = []
    for item in record.items:
        state = "dropped" if item.dropped_at else "done" if item.done_at else "open"
        what = f"{item.text}\nDone when: {item.criterion}" if item.criterion else item.text
        rows.append(
            [
                str(item.number),
                visible(what),
                visible(record.name(item.owner)) if item.owner else "nobody yet",
                item.priority.upper(),
                item.type or "–",
                f"{item.due_on:%Y-%m-%d}" if item.due_on else "–",
                state,
            ]
        )
    return Table(["No.", "What", "Owner", "Priority", "Type", "Due", "State"], rows)


def who(record: Record, entry: TimelineEntry) -> str:
    """Whose entry it is."""
    if entry.author:
        return visible(record.name(entry.author))
    if entry.source == Source.IMPORT:
        # The notes did not say, or nobody here has that name.
        return "unknown"
    # A message that was marked and has no author is another app's.
    return "an app" if entry.kind in (Kind.PINNED, Kind.MESSAGE) else "the bot"
