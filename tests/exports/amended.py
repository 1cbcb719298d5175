"""The story with everything that can become of an entry: corrected, withdrawn, deleted, with a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from incident_bot.exports.record import Record
from incident_bot.incidents.act import Act
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Change, Kind, Source
from tests.exports.story import minutes, record_of, story

WITHDRAWN = "the cat did it"
FILE = {
    "id": "F0GRAPH000",
    "name": "graph.png",
    "type": "png",
    "size": 12345,
    "sha256": "ab" * 32,
    "permalink": "https://example.slack.com/files/U1/F0GRAPH000/graph.png",
}


def amended() -> Incident:
    """What the story has, and three entries more to which something happened afterwards."""
    incident = story()
    _corrected(incident)
    note = incident.note(WITHDRAWN, Act("U3", minutes(103)))
    incident.take_back([note], Act("U1", minutes(104)), "it was a joke")
    message = incident.pin_message(
        "restarting now",
        Act("U1", minutes(105), Source.REACTION),
        author="U2",
        channel="C1",
        message="1767654400.000100",
        at=minutes(41),
        files=[FILE],
    )
    incident.amend([message], Change.DELETED, Act("U2", minutes(106)), new={"is_deleted": True})
    return incident


def _corrected(incident: Incident) -> None:
    first = incident.note("errors at 30 %", Act("U1", minutes(102)))
    incident.correct(
        [first],
        Act("U2", minutes(102.5)),
        "it was less",
        text="errors at 3 %",
        kind=Kind.DECISION,
        at=minutes(44),
    )


def amended_record() -> Record:
    """Its record, with two action items."""
    record = record_of(amended())
    items = [
        ActionItem(
            incident_id=1, number=1, text="Alert on the pool | today", owner="U3", priority="p0",
            due_on=date(2026, 1, 9), type="detect", criterion="It pages at 80 %", created_by="U1",
            created_at=minutes(110),
        ),
        ActionItem(
            incident_id=1, number=2, text="Write it down", priority="p2", created_by="U1",
            created_at=minutes(111), done_by="U1", done_at=minutes(2000),
        ),
    ]  # fmt: skip
    return replace(record, items=items)
