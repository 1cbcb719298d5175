"""What the page and the PDF show of a record besides its timeline: rows of plain text, for both the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from incident_bot.exports.addresses import is_page
from incident_bot.exports.markdown_head import Column, state
from incident_bot.exports.record import Record
from incident_bot.exports.reminders import reminder_rows, reminders_in_short
from incident_bot.exports.visible import visible
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.vocabulary import kind_said
from incident_bot.messages.durations import spoken
from incident_bot.messages.moments import EXPECTED, reached


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
        yield Fact("Postmortem", link, link if is_page(incident.postmortem_link) else None)


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
    return found


def punctuality(record: Record) -> list[str]:
    """How punctual people and the bot were, in sentences; none where no reminder was ever due."""
    return reminders_in_short(record)


def reminders(record: Record) -> Table:
    """When each was due, and what came of it."""
    columns = [Column(zone) for zone in record.wanted.zones.values()]
    rows = [
        [*(column.tell(due) for column in columns), visible(about), visible(came)]
        for due, about, came in reminder_rows(record)
    ]
    return Table([*(f"Due ({name})" for name in record.wanted.zones), "Reminder", "What came of it"], rows)


def left_out(record: Record) -> list[str]:
    """What readers must know of what was wanted: not everything is here, or not as it was."""
    said = []
    if record.wanted.kinds:
        kinds = ", ".join(kind_said(each) for each in record.wanted.kinds)
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
    for label, at in reached(incident):
        if at is not None:
            after = at - incident.began
            told = spoken(after) if after >= timedelta(minutes=1) else "–"
            rows.append([label, *(column.tell(at) for column in columns), told])
        elif label in EXPECTED:
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
        what = f"{item.text}\nDone when: {item.criterion}" if item.criterion else item.text
        rows.append(
            [
                str(item.number),
                visible(what),
                visible(record.name(item.owner)) if item.owner else "nobody yet",
                item.priority.upper(),
                item.type or "–",
                f"{item.due_on:%Y-%m-%d}" if item.due_on else "–",
                visible(state(record, item)),
            ]
        )
    return Table(["No.", "What", "Owner", "Priority", "Type", "Due", "State"], rows)
