"""A short incident with one entry of nearly every kind, without a database, and a reader of our Markdown."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.record import Batches, Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD, Source, Status
from incident_bot.incidents.workspace import Workspace
from incident_bot.settings import Settings

START = datetime(2026, 1, 5, 22, 30, 0, 123456, tzinfo=UTC)
NAMES = {"U1": "Ann Example", "U2": "Bo Example", "U3": "Chi Example"}


def minutes(after: float) -> datetime:
    return START + timedelta(minutes=after)


def by_bot(at: datetime) -> Act:
    return Act(None, at, Source.BOT)


def story(title: str = "Payments are down") -> Incident:
    """Declared by Ann at 22:30:00 UTC, resolved by Bo 100 minutes later, on the next day."""
    incident = Incident.declare(workspace="T1", number=12, title=title, severity="sev2", act=Act("U1", START))
    incident.room_opened("C1", "incident-20260105-payments-are-down", by_bot(minutes(0.1)))
    incident.assign("commander", "U2", Act("U2", minutes(1), Source.BUTTON))
    incident.note("p95 is 4 s", Act("U1", minutes(2)))
    incident.set_severity("sev1", Act("U2", minutes(3)), "checkout fails too")
    incident.assign("commander", "U1", Act("U2", minutes(10)))
    incident.reminded("update_due", "An update is due", minutes(33), by_bot(minutes(33)))
    incident.snooze("update_due", minutes(50), Act("U1", minutes(40), Source.BUTTON))
    incident.decide("Roll back to 2.1.4", Act("U1", minutes(45)))
    incident.pin_message(
        "it was the pool",
        Act("U2", minutes(60), Source.REACTION),
        author="U3",
        channel="C1",
        message="1767654300.000200",
        at=minutes(45.5),
    )
    incident.update("Rolled back.\nErrors fall.", Act("U1", minutes(62), Source.FORM))
    incident.move_to(Status.MONITORING, Act("U1", minutes(70)))
    incident.trouble("The topic could not be changed", by_bot(minutes(71)))
    incident.resolve(Act("U2", minutes(100)), "errors at 0.1 % since 23:50")
    incident.export_asked(["markdown", "json"], "Europe/Berlin", Act("U2", minutes(101)))
    return incident


def closed_drill() -> Incident:
    """Private, begun ten minutes before START, resolved an hour after it, closed: all is known."""
    incident = Incident.declare(
        workspace="T1",
        number=13,
        title="Drill: payments are down",
        severity="sev1",
        act=Act("U1", START),
        services=["checkout"],
        private=True,
        drill=True,
        began=minutes(-10),
    )
    incident.room_opened("C1", "incident-20260105-drill", by_bot(minutes(0.1)))
    incident.set_services(["checkout", "mail"], Act("U1", minutes(1)))
    incident.set_impact("nobody can pay", Act("U1", minutes(1)))
    incident.set_moment("detected", minutes(-5), Act("U1", minutes(1)))
    incident.assign("expert", "U3", Act("U1", minutes(2)), single=False, label="database")
    incident.assign("commander", "U1", Act("U1", minutes(3)))
    incident.tick(["Scope is known"], [], Act("U2", minutes(4)), title="First five minutes")
    incident.hand_off("commander", "U2", {"Tried": "a restart"}, Act("U1", minutes(5)))
    incident.accept("commander", Act("U2", minutes(6)))
    incident.promise_update(minutes(30), Act("U2", minutes(7)))
    incident.rename("Drill: nobody can pay", Act("U2", minutes(8)))
    incident.resolve(Act("U2", minutes(60)), "rolled back", confirmed=["metrics"], unconfirmed=["latency"])
    incident.archive_room_at(minutes(600), Act("U2", minutes(61)))
    incident.close(Act("U2", minutes(90)), "published")
    return incident


def record_of(incident: Incident, people: Mapping[str, str] = NAMES) -> Record:
    """Its record, as if it had been saved and read back."""
    incident.id = 1
    for n, each in enumerate(incident.happened, start=1):
        each.id = n
    incident.chain_head = chain.link("", incident.happened)
    record = Record(
        incident=incident,
        workspace=Workspace(id="T1", url="https://example.slack.com/", bot_person="U0"),
        turns=[],
        holdings=incident.holdings,
        items=[],
        people=people,
        settings=Settings(),
        shown=lambda: batches([]),
        written=lambda: batches([]),
    )
    return with_entries(record, incident.happened)


def with_entries(record: Record, entries: Sequence[TimelineEntry]) -> Record:
    """The same record with another timeline, of which these are all versions of all entries."""
    current = [each for each in entries if each.is_current]
    return replace(
        record,
        turns=[each for each in current if each.kind not in TOLD],
        shown=lambda: batches(in_order(current)),
        written=lambda: batches(sorted(entries, key=lambda each: each.seq)),
    )


def in_order(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """As things happened."""
    return sorted(entries, key=lambda each: (each.occurred_at, each.recorded_at, each.number))


async def batches(entries: Sequence[TimelineEntry]) -> Batches:
    """A few at a time, as they come from the database."""
    for start in range(0, len(entries), 3):
        yield entries[start : start + 3]


def rendered(name: str, record: Record, zone: str = "UTC", **wanted: Any) -> str:
    """The record in a format of text, with times in `zone` too."""
    asked = replace(record, wanted=Wanted(zone, **wanted))
    return asyncio.run(whole(FORMATS[name].write(asked))).decode()


def entry(kind: str = "note", text: str = "", at: datetime = START, **values: Any) -> TimelineEntry:
    """One entry, written down when it happened unless `values` say otherwise."""
    facts = values.pop("facts", {})
    made = {"author": "U1", "source": "command", "recorded_at": at, "starred": False, "id": 1, **values}
    made = {"seq": made["id"], "number": made["id"], "version": 1, "is_current": True, **made}
    made = {"is_deleted": False, "is_withdrawn": False, "amendment": None, "hash": "", **made}
    return TimelineEntry(incident_id=1, kind=kind, text=text, occurred_at=at, facts=facts, **made)


Cell = list[Token]


def tables(document: str) -> list[list[list[Cell]]]:
    """The tables of a Markdown document: rows, the head included, of cells; a cell is what it consists of."""
    found: list[list[list[Cell]]] = []
    tokens = parse(document)
    for token, after in pairwise(tokens):
        match token.type:
            case "table_open":
                found.append([])
            case "tr_open":
                found[-1].append([])
            case "th_open" | "td_open":
                found[-1][-1].append(after.children or [])
    return found


def parse(document: str) -> list[Token]:
    """A Markdown document as GitHub reads it, as far as our documents go."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(document)


def shown(cell: Cell) -> str:
    """What a reader sees of a cell."""
    return "".join("\n" if each.type == "html_inline" else each.content for each in cell)
