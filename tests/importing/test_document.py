"""What is exported as JSON comes in as it was: the same record, the same chain, the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.json_reading import document_in
from incident_bot.exports.postmortem_facts import facts
from incident_bot.exports.record import Record, read_record
from incident_bot.exports.wanted import Wanted
from incident_bot.importing.document import check_document, save_document
from incident_bot.importing.saving import Saved
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.ledger import slots_of
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.viewer import EVERYBODY, Viewer
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.jobs.job import Job
from incident_bot.reminders.tick import tick
from incident_bot.settings import Settings
from tests.bot_database import add_workspace
from tests.exports.slots import reminded
from tests.exports.story import NAMES, START, closed_drill, record_of, story

from .records import came, deeds, record_with

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.json"))
NOW = START + timedelta(days=400)
UTC = ZoneInfo("UTC")
PUNCTUAL = {
    story: "0 of 2 updates that were owed came in time",
    closed_drill: "The one update that was owed did not come in",
}


@given(
    done=deeds,
    slots=came,
    closed=st.booleans(),
    zone=st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York"]),
)
# One database for all examples: nothing of them is committed.
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_export_import_export_is_the_same_bytes(
    database: Database, done: list[tuple[Any, ...]], slots: list[Slot], closed: bool, zone: str
) -> None:
    before = await rendered(replace(record_with(done, closed=closed, slots=slots), wanted=Wanted(zone)))

    async with database.reading() as session:
        saved = await imported(session, before)
        after = await exported(session, saved, zone)

    assert after == before


@pytest.mark.parametrize("made", [story, closed_drill])
async def test_what_is_known_of_an_incident_comes_back(database: Database, made: Any) -> None:
    before = await json_of(record_of(made()))

    async with database.writing() as session:
        saved = await imported(session, before)
    async with database.reading() as session:
        assert await exported(session, saved, "Europe/Berlin") == before
        incident = await queries.by_id(session, saved.incident.id)
        assert incident.imported_at == NOW
        assert (await queries.workspace(session, "T1")).last_number == incident.number
        assert {each.name for each in await session.scalars(select(Person))} == set(NAMES.values())


async def test_recorded_incidents_come_back_byte_for_byte(database: Database) -> None:
    for path in GOLDEN:
        before = path.read_text("utf-8")
        async with database.reading() as session:
            saved = await imported(session, before)
            assert await exported(session, saved, json.loads(before)["zone"]) == before, path.name


@pytest.mark.parametrize("made", [story, closed_drill])
async def test_every_format_and_the_postmortem_are_the_same_after_an_import(
    database: Database, made: Any
) -> None:
    before = replace(reminded(record_of(made())), wanted=Wanted("Europe/Berlin"))
    async with database.writing() as session:
        saved = await imported(session, await json_of(before))
    async with database.reading() as session:
        after = await read_record(session, saved.incident.id, Settings(), before.wanted)
        assert after.incident.imported_at is not None
        for name, export in FORMATS.items():
            assert await whole(export.write(after)) == await whole(export.write(before)), name
        for each in (before, after):
            assert facts(each, [], UTC)["updates"].startswith(PUNCTUAL[made])
        assert facts(after, [], UTC) == facts(before, [], UTC)


async def test_a_record_of_the_version_before_comes_in_without_reminders(database: Database) -> None:
    now = await json_of(record_of(story()))
    document = json.loads(now)
    document["schema_version"] = 2
    del document["reminders"], document["incident"]["responded_at"], document["incident"]["engaged_at"]
    async with database.writing() as session:
        saved = await imported(session, json.dumps(document))
    async with database.reading() as session:
        after = json.loads(await exported(session, saved, "Europe/Berlin"))
    assert (after["schema_version"], after["reminders"]) == (3, [])
    assert after["incident"]["responded_at"] is None
    same = {"timeline", "record", "roles", "items", "people"}
    assert {name: after[name] for name in same} == {name: json.loads(now)[name] for name in same}


async def test_what_came_of_reminders_comes_back(database: Database) -> None:
    before = await json_of(reminded(record_of(story())))
    async with database.writing() as session:
        saved = await imported(session, before)
    async with database.reading() as session:
        assert await exported(session, saved, "Europe/Berlin") == before
        assert len(await slots_of(session, saved.incident.id, clock.now())) == 10


async def test_twice_is_refused_and_so_is_what_it_became(database: Database) -> None:
    text = await json_of(record_of(story()))
    async with database.writing() as session:
        await imported(session, text)
    async with database.writing() as session:
        with pytest.raises(Refused, match=r"^it is INC-12 already\.$"):
            await imported(session, text)


async def test_a_taken_number_leads_to_the_next_one(database: Database) -> None:
    async with database.writing() as session:
        await imported(session, await json_of(record_of(story("Something else"))))
    async with database.writing() as session:
        saved = await imported(session, await json_of(record_of(story())))

    assert (saved.incident.ref, saved.incident.room_id) == ("INC-13", None)
    assert saved.remarks == (
        "its room belongs to another incident and is left out",
        "INC-12 is another incident here, so it gets the next number",
    )


async def test_nothing_follows_from_an_import(database: Database) -> None:
    async with database.writing() as session:
        saved = await imported(session, await json_of(record_of(story())))
        await imported(session, await json_of(record_of(closed_drill()), without_room=True))

    async with database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Job))).scalar() == 0
        assert await queries.with_rooms_to_watch(session, "T1") == []
        incident = await queries.by_id(session, saved.incident.id)
    assert await tick(database, Settings(), NOW) == 0
    assert (incident.archive_at, incident.card_ts) == (None, None)


async def test_an_open_incident_is_not_imported(database: Database) -> None:
    incident = Incident.declare(workspace="T1", number=3, title="Slow", severity="sev1", act=Act("U1", START))
    async with database.writing() as session:
        with pytest.raises(Refused, match="INC-3 is investigating: only what is over is imported"):
            await imported(session, await json_of(record_of(incident)))


async def test_who_is_known_keeps_the_name(database: Database) -> None:
    await add_workspace(database)
    async with database.writing() as session:
        session.add(Person(workspace_id="T1", id="U1", handle="ann", name="Ann Newname"))
    async with database.writing() as session:
        await imported(session, await json_of(record_of(story())))
    async with database.reading() as session:
        people = await queries.people(session, "T1", NAMES)
    assert {each: person.name for each, person in people.items()} == {**NAMES, "U1": "Ann Newname"}
    assert people["U1"].handle == "ann"


async def test_a_private_one_is_seen_by_those_who_had_a_part_in_it(database: Database) -> None:
    async with database.writing() as session:
        await imported(session, await json_of(record_of(closed_drill())))
    async with database.reading() as session:
        for who, sees in ((EVERYBODY, 0), (Viewer("U1"), 1), (Viewer("U2"), 1), (Viewer("U9"), 0)):
            assert len(await queries.recent(session, "T1", 5, seen_by=who)) == sees


async def test_another_workspace_has_to_be_asked_for(database: Database) -> None:
    await add_workspace(database, "T2")
    text = await json_of(record_of(story()))
    async with database.writing() as session:
        with pytest.raises(Refused, match="there is no workspace T1: the database has T2") as refused:
            await imported(session, text)
        assert refused.value.example == "--workspace T2"
    async with database.writing() as session:
        saved = await imported(session, text, workspace="T2")
    assert (saved.incident.ref, saved.incident.workspace_id, saved.incident.room_id) == ("INC-12", "T2", None)


def changed_text(document: Any) -> None:
    document["record"][3]["text"] = "it was fine"


def without_a_fact(document: Any) -> None:
    del document["record"][3]


def unknown_kind(document: Any) -> None:
    document["schema_version"] = 4


def not_whole(document: Any) -> None:
    document["record"] = None


def unknown_end(document: Any) -> None:
    document["reminders"][1]["outcome"] = "forgotten"


def twice_due(document: Any) -> None:
    document["reminders"].insert(1, document["reminders"][1])


def no_moment(document: Any) -> None:
    document["incident"]["declared_at"] = "yesterday"


@pytest.mark.parametrize(
    "change, problem",
    [
        (changed_text, r"so it is not imported. INC-12 is broken at fact 4 of 15 \(#4, note, by Ann Example"),
        (without_a_fact, "INC-12 is broken at fact 4 of 15: it is missing"),
        (unknown_kind, "is of schema version 4; I read the versions 2 and 3"),
        (not_whole, "has not the whole record"),
        (unknown_end, "there is a result of a reminder “forgotten” in it that this version does not know"),
        (twice_due, "reminders: “checkpoint” of 2026-01-05T22:45:00.123456.00:00 is there 2 times"),
        (no_moment, "incident.declared_at: it is no object"),
    ],
)
async def test_what_is_broken_is_refused_and_nothing_is_saved(
    database: Database, change: Any, problem: str
) -> None:
    document = json.loads(await json_of(reminded(record_of(story()))))
    change(document)
    with pytest.raises(Refused, match=problem):
        async with database.writing() as session:
            await imported(session, json.dumps(document))
    async with database.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Workspace))).scalar() == 0


@pytest.mark.parametrize("text", ["nul \x00", "half \ud800"])
async def test_characters_that_no_database_keeps_are_refused(database: Database, text: str) -> None:
    incident = story()
    incident.note(text, Act("U1", START + timedelta(hours=3)))
    async with database.writing() as session:
        with pytest.raises(Refused, match="characters in it that no database keeps"):
            await imported(session, await json_of(record_of(incident)))


async def imported(session: AsyncSession, text: str, workspace: str | None = None) -> Saved:
    document = document_in(text)
    check_document(document, Settings())
    return await save_document(session, document, NOW, workspace)


async def exported(session: AsyncSession, saved: Saved, zone: str) -> str:
    key = saved.incident.id
    await session.flush()
    session.expire_all()
    return await rendered(await read_record(session, key, Settings(), Wanted(zone)))


async def json_of(record: Record, *, without_room: bool = False) -> str:
    if without_room:
        record.incident.room_gone()
    return await rendered(replace(record, wanted=Wanted("Europe/Berlin")))


async def rendered(record: Record) -> str:
    return (await whole(FORMATS["json"].write(record))).decode()
