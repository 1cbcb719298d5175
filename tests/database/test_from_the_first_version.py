"""A database of the first version, with an incident in it, goes on as it was."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from alembic import command
from sqlalchemy import Connection, select, text

from incident_bot import migrations
from incident_bot.commands.inbox import Answered
from incident_bot.commands.reply import Reply
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.record import read_record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents import queries, search
from incident_bot.incidents.act import Act
from incident_bot.incidents.chain import Walk, content
from incident_bot.incidents.facts import Place
from incident_bot.incidents.glance import glance
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.timeline_page import TimelinePage
from incident_bot.incidents.viewer import EVERYBODY, Viewer
from incident_bot.jobs.job import Job
from incident_bot.jobs.queue import claim
from incident_bot.messages.card import card
from incident_bot.messages.happened import LINES, happened
from incident_bot.messages.timeline import timeline_message
from incident_bot.settings import Settings
from tests import all_of
from tests.bot_database import opened

START = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
SETTINGS = Settings()
ENTRIES: list[tuple[str, str, str | None, dict[str, Any]]] = [
    ("declared", "checkout is failing", "U1", {"severity": "sev1"}),
    ("room", "#incident-checkout", None, {}),
    ("role", "", "U1", {"role": "commander", "person": "U2", "before": None}),
    ("status", "bad query", "U2", {"before": "investigating", "after": "identified"}),
    ("severity", "only checkout", "U2", {"before": "sev1", "after": "sev2"}),
    ("note", "p95 is 4 s", "U1", {}),
    ("decision", "roll back", "U2", {}),
    ("update", "rolling back", "U2", {}),
    ("pinned_message", "look at this", "U1", {"marked_by": "U2"}),
    ("reminder", "", None, {"reminder": "update_due", "slot": START.isoformat()}),
    ("snooze", "", "U2", {"reminder": "update_due", "until": START.isoformat()}),
    ("role", "", "U2", {"role": "scribe", "person": None, "before": "U1"}),
    ("export", "markdown", "U1", {"formats": ["markdown"], "zone": "Europe/Berlin"}),
    ("problem", "pins.add: missing_scope", None, {}),
    ("resolved", "rolled back", "U2", {"before": "identified"}),
    ("reopened", "errors are back", "U1", {"before": "resolved", "after": "investigating"}),
]
"""One of each kind that the first version wrote: kind, text, author, facts."""


@pytest_asyncio.fixture
async def first(database_url: str) -> AsyncIterator[Database]:
    """As the first version left it, in the middle of an incident."""
    async with opened(database_url) as made:
        async with made.engine.begin() as connection:
            await connection.run_sync(_to, "0001")
            await _filled(connection)
        yield made


def _to(connection: Connection, version: str) -> None:
    config = migrations.config()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


async def _filled(connection: Any) -> None:
    await _insert(
        connection, "workspaces", id="T1", url="https://x.slack.com/", bot_person="U0", last_number=7
    )
    for person in ("U1", "U2"):
        await _insert(
            connection,
            "people",
            workspace_id="T1",
            id=person,
            handle=person.lower(),
            name=person,
            zone="UTC",
            is_bot=False,
            is_gone=False,
        )
    await _insert(
        connection,
        "incidents",
        id=1,
        workspace_id="T1",
        number=7,
        title="checkout is failing",
        severity="sev2",
        status="investigating",
        revision=len(ENTRIES),
        declared_by="U1",
        declared_at=_at(0),
        opened_at=_at(0),
        room_id="C1",
        room_name="incident-checkout",
        card_ts="1.2",
        card_shown=3,
        announcement_channel="C0",
        announcement_ts="1.1",
    )
    await _insert(
        connection, "role_holdings", id=1, incident_id=1, role="commander", person="U2", since=_at(2)
    )
    for number, (kind, said, author, facts) in enumerate(ENTRIES):
        await _insert(
            connection,
            "timeline_entries",
            id=number + 1,
            incident_id=1,
            kind=kind,
            text=said,
            author=author,
            occurred_at=_at(number),
            recorded_at=_at(number),
            source="command",
            starred=kind == "decision",
            facts=json.dumps(facts),
        )
    reply = {"text": "Noted.", "blocks": [], "refused": False, "field": None, "problem": ""}
    await _insert(connection, "inbox", key="command:1", reply=json.dumps(reply), received_at=_at(5))
    await _insert(
        connection,
        "jobs",
        id=1,
        kind="say_in_room",
        lane="incident:1:room",
        run_at=_at(16),
        attempts=1,
        args=json.dumps({"incident": 1, "entry": 16}),
        steps="{}",
    )
    if connection.dialect.name == "postgresql":
        for table in ("incidents", "role_holdings", "timeline_entries", "jobs"):
            await connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 100)"))


async def _insert(connection: Any, table: str, **values: Any) -> None:
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    await connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)


def _at(minutes: int) -> str:
    """As both databases take it in a statement of text, in UTC."""
    return f"{START + timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}"


async def test_everything_is_there_and_nothing_is_private(first: Database) -> None:
    await migrations.upgrade(first)

    async with first.reading() as session:
        [incident] = await queries.open_incidents(session, "T1", seen_by=EVERYBODY)
        [found] = await search.concerning(session, "T1", "U2", seen_by=EVERYBODY)
        seen = await glance(session, "T1", seen_by=Viewer("U2"))
        entries = await all_of.timeline(session, incident.id)
    assert (incident.ref, incident.title, incident.place) == ("INC-7", "checkout is failing", Place("C1"))
    assert incident.holder("commander") == "U2" == found.holder("commander")
    assert not (incident.is_private)
    assert not (incident.is_drill)
    assert not (incident.room_adopted)
    assert not incident.room_archived
    assert incident.wants_room
    assert (incident.services, incident.impact, incident.ticked, incident.offers) == ((), None, {}, {})
    assert (seen.count_mine, seen.count_opened) == (1, 1)
    assert [entry.kind for entry in entries] == [kind for kind, *_ in ENTRIES]


async def test_what_the_first_version_wrote_can_be_shown(first: Database) -> None:
    await migrations.upgrade(first)

    async with first.reading() as session:
        incident = await queries.by_id(session, 1)
        record = await read_record(session, incident.id, SETTINGS, Wanted("Europe/Berlin"))
        exported = {name: await whole(each.write(record)) for name, each in FORMATS.items()}
        entries = await all_of.timeline(session, 1)
        [kept] = (await session.execute(text("SELECT key FROM inbox"))).scalars()
        answered = await session.get_one(Answered, kept)
    assert "checkout is failing" in str(card(incident, SETTINGS, incident.opened_at).blocks)
    for entry in entries:
        if entry.what in LINES:
            assert happened(entry, incident, SETTINGS).text
    told = timeline_message(
        incident, TimelinePage(entries, len(entries), 1), len(entries), SETTINGS, {}, typed=str
    )
    assert "p95 is 4 s" in str(told.blocks)
    # What a PDF says is packed.
    assert exported.pop("pdf").startswith(b"%PDF")
    for document in exported.values():
        assert b"p95 is 4 s" in document
    assert Reply.from_kept(answered.reply).message.text == "Noted."


async def test_when_somebody_first_did_something_is_known(first: Database) -> None:
    await migrations.upgrade(first)

    async with first.reading() as session:
        incident = await queries.by_id(session, 1)
    assert (incident.responded_at, incident.engaged_at) == (START + timedelta(minutes=3),) * 2


async def test_every_entry_gets_its_place_in_the_chain(first: Database) -> None:
    await migrations.upgrade(first)

    async with first.reading() as session:
        incident = await queries.by_id(session, 1)
        walk = Walk()
        for number, entry in enumerate(await all_of.record(session, 1), start=1):
            assert (entry.seq, entry.number, entry.version, entry.is_current) == (number, number, 1, True)
            assert walk.step(content(entry), entry.hash)
    assert walk.ends_in(incident.chain_head)
    assert walk.count == incident.revision == len(ENTRIES)


async def test_it_goes_on(first: Database) -> None:
    await migrations.upgrade(first)

    async with first.writing() as session:
        incident = await queries.by_id(session, 1, for_change=True)
        incident.tick(["metrics"], [], Act("U2", START + timedelta(hours=1)))
        incident.set_services(["checkout"], Act("U2", START + timedelta(hours=1)))
        incident.hand_off("commander", "U1", {"Tried": "a restart"}, Act("U2", START + timedelta(hours=1)))
        await follow(session)
    async with first.writing() as session:
        [job] = await claim(session, "one", now=START + timedelta(hours=2), lease=60, most=1)
        assert await queries.next_number(session, "T1") == 8
    wanted = search.Wanted(service="checkout")
    async with first.reading() as session:
        page = await search.listed(session, "T1", wanted, seen_by=EVERYBODY, page=1, size=5)
    [incident] = page.incidents
    assert (job.id, job.kind) == (1, "say_in_room")
    assert incident.offer("commander") is not None
    assert list(incident.ticked) == ["metrics"]


async def test_what_the_version_before_was_about_to_say_is_said_by_its_job_alone(first: Database) -> None:
    """And what it said, and did not strike off yet, by none."""
    async with first.engine.begin() as connection:
        await connection.run_sync(_to, "0003")
        for number, reminder, slot in ((2, "no_commander", 5), (3, "update_due", 0)):
            at = (START + timedelta(minutes=slot)).isoformat()
            await _insert(
                connection,
                "jobs",
                id=number,
                kind="send_reminder",
                lane="incident:1:room",
                run_at=_at(16),
                attempts=1,
                args=json.dumps({"incident": 1, "reminder": reminder, "slot": at}),
                steps="{}",
            )
    await migrations.upgrade(first)

    async with first.reading() as session:
        slots = {(slot.reminder, slot.due_at): slot.outcome for slot in await session.scalars(select(Slot))}
        jobs = set(await session.scalars(select(Job.id)))
    assert slots == {
        ("update_due", START): "sent",
        ("no_commander", START + timedelta(minutes=5)): "owed",
    }
    assert jobs == {1, 2}


@pytest.mark.parametrize("status, looked_at", [("identified", True), ("resolved", False)])
async def test_an_imported_one_is_looked_at_if_somebody_here_opened_it_again(
    first: Database, status: str, looked_at: bool
) -> None:
    async with first.engine.begin() as connection:
        await connection.run_sync(_to, "0003")
        await connection.execute(
            text("UPDATE incidents SET imported_at = :at, status = :status"),
            {"at": _at(20), "status": status},
        )
    await migrations.upgrade(first)

    async with first.reading() as session:
        incident = await queries.by_id(session, 1)
    assert (incident.wakes_at is not None) is looked_at
