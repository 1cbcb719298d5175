"""What stands above the timeline in the Markdown document: the incident, its moments, roles, action items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from incident_bot.exports.markdown_text import Markdown, code, escape, link
from incident_bot.exports.record import Record
from incident_bot.exports.reminders import reminder_rows, reminders_in_short
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.durations import spoken
from incident_bot.messages.moments import EXPECTED, reached


class Column:
    """Times of a zone one below the other: the date where it changes, the offset from UTC where that does."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._date = ""
        self._offset = "+00:00"

    def tell(self, at: datetime) -> str:
        """The next time of the column, to the second."""
        local = at.astimezone(self._zone).isoformat(" ", "seconds")
        date, time, offset = local[:10], local[11:19], local[19:]
        told = time if date == self._date else f"{date} {time}"
        # An hour that a zone has twice a year would otherwise read the same both times.
        told = told if offset == self._offset else f"{told} (UTC{offset})"
        self._date, self._offset = date, offset
        return told


def facts_of_template(record: Record, zones: Mapping[str, tzinfo]) -> dict[str, Any]:
    """Everything that the template tells."""
    return {
        "record": record,
        "incident": record.incident,
        "zones": list(zones),
        "zones_due": [f"Due ({name})" for name in zones],
        "known": list(known(record)),
        "room": _room(record),
        "duration": "still open" if record.duration is None else spoken(record.duration),
        "facts": chain_words(record),
        "moments": list(moments(record, zones)),
        "holdings": list(holdings(record)),
        "items": [_item(record, item) for item in record.items],
        "reminders": list(reminders(record, zones)),
        "reminders_in_short": reminders_in_short(record),
    }


def chain_words(record: Record) -> Markdown:
    """How many facts there are, and where their chain ends."""
    count = f"{record.facts} fact" if record.facts == 1 else f"{record.facts} facts"
    return Markdown(f"{count}, head of the chain {code(record.head)}" if record.head else count)


def known(record: Record) -> Iterator[tuple[str, str]]:
    """What is not known of every incident."""
    incident = record.incident
    if incident.is_drill:
        yield "Drill", "this was an exercise"
    if incident.is_private:
        yield "Private", "for those only who are in its room"
    if incident.services:
        yield "Affected", ", ".join(incident.services)
    if incident.impact:
        yield "Impact", incident.impact
    without = record.vacancies.get(COMMANDER, timedelta(0))
    if without >= timedelta(minutes=1):
        yield "Without a commander", spoken(without)
    if incident.postmortem_link:
        yield "Postmortem", incident.postmortem_link
    if left_out := record.wanted.in_words:
        yield "Not everything", left_out


def moments(record: Record, zones: Mapping[str, tzinfo]) -> Iterator[tuple[str, list[str]]]:
    """The moments of the incident, each with its time in every zone."""
    columns = [Column(zone) for zone in zones.values()]
    for moment, at in reached(record.incident):
        if at is not None or moment in EXPECTED:
            yield moment, [column.tell(at) if at else "–" for column in columns]


def holdings(record: Record) -> Iterator[tuple[str, str, str, str]]:
    """Role, who, from when, until when."""
    to_now = "still" if record.incident.is_open else "the end"
    for holding in record.holdings:
        until = Column(UTC).tell(holding.until) if holding.until else to_now
        role = record.settings.role_label(holding.role)
        if holding.label:
            role = f"{role} ({holding.label})"
        yield role, record.name(holding.person), Column(UTC).tell(holding.since), until


def reminders(record: Record, zones: Mapping[str, tzinfo]) -> Iterator[list[str]]:
    """When each was due, in every zone; what it was about, and what came of it."""
    columns = [Column(zone) for zone in zones.values()]
    for due, about, came in reminder_rows(record):
        yield [*(column.tell(due) for column in columns), about, came]


def state(record: Record, item: ActionItem) -> str:
    """Where an action item stands, plain; of one that was dropped also why."""
    if item.done_at is not None:
        by = f" by {record.name(item.done_by)}" if item.done_by else ""
        return f"done{by} on {item.done_at.astimezone(UTC):%Y-%m-%d}"
    if item.dropped_at is None:
        return "open"
    dropped = f"dropped on {item.dropped_at.astimezone(UTC):%Y-%m-%d}"
    return ": ".join(filter(None, [dropped, _why_dropped(record, item)]))


def _why_dropped(record: Record, item: ActionItem) -> str:
    for turn in reversed(record.turns):
        facts = turn.facts or {}
        if turn.kind == Kind.ITEM and facts.get("number") == item.number and facts.get("change") == "dropped":
            return turn.text
    return ""


def _item(record: Record, item: ActionItem) -> tuple[object, ...]:
    what = escape(item.text)
    if item.criterion:
        what = Markdown(f"{what}<br>Done when: {escape(item.criterion)}")
    return (
        item.number,
        what,
        record.name(item.owner) if item.owner else "nobody yet",
        item.priority.upper(),
        item.due_on.isoformat() if item.due_on else "–",
        item.type or "–",
        state(record, item),
    )


def _room(record: Record) -> str:
    incident = record.incident
    if record.wanted.pseudonyms:
        return "left out"
    if record.room_link is not None:
        return link(f"#{incident.room_name or incident.room_id}", record.room_link)
    if incident.wants_room:
        return "not opened yet"
    thread = record.link(incident.announcement_channel, incident.announcement_ts)
    return "none" if thread is None else link("a thread of the status channel", thread)
