"""What is saved is found again, and people who act at the same moment do not undo each other."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.effects.table import EFFECTS
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.viewer import BOT
from incident_bot.incidents.vocabulary import Kind
from incident_bot.incidents.workspace import Person
from incident_bot.jobs.job import Job
from tests import all_of
from tests.bot_database import TEAM, add_workspace
from tests.incidents.story import ANN, BO, CHI, START, after, ann, bo, bot, declared, saved


@pytest_asyncio.fixture(autouse=True)
async def workspace(database: Database) -> None:
    await add_workspace(database)


async def test_an_incident_comes_back_as_it_was_saved(database: Database) -> None:
    incident = declared("sev1", "checkout <!channel> fails \N{FIRE} \u05d0")
    incident.assign(COMMANDER, BO, bo(1))
    incident.update("rolling back\nsoon", ann(2))
    key = await saved(database, incident)
    async with database.reading() as session:
        found = await queries.by_id(session, key)
    for column in Incident.__table__.columns:
        assert getattr(found, column.key) == getattr(incident, column.key)
    assert found.holders(COMMANDER) == [BO]
    assert found.happened == []


async def test_what_happened_is_saved_once_with_the_jobs_that_follow_from_it(database: Database) -> None:
    incident = declared()
    async with database.writing() as session:
        session.add(incident)
        await follow(session)
        incident.note("p95 is 4 s", ann(1))
        incident.assign("scribe", BO, ann(2))
        await follow(session)
        await follow(session)
    async with database.reading() as session:
        entries = await all_of.timeline(session, incident.id)
        jobs = list(await session.scalars(select(Job).order_by(Job.id)))
    assert [entry.what for entry in entries] == [Kind.DECLARED, Kind.NOTE, Kind.ROLE]
    caused = [job for job in jobs if "entry" in job.args]
    assert [(job.kind, job.lane) for job in caused] == [
        (effect.__name__, f"incident:{incident.id}:{lane}")
        for kind in (Kind.DECLARED, Kind.NOTE, Kind.ROLE)
        for effect, lane in EFFECTS[kind]
    ]
    by_id = {entry.id: entry for entry in entries}
    assert all(by_id[job.args["entry"]].incident_id == job.args["incident"] == incident.id for job in caused)
    # What shows several incidents at once follows from each change, and waits only once.
    assert len(jobs) - len(caused) <= 1


async def test_nothing_happened_when_the_transaction_was_undone(database: Database) -> None:
    key = await saved(database, declared())

    async def fail() -> None:
        async with database.writing() as session:
            incident = await queries.by_id(session, key, for_change=True)
            incident.resolve(bo(5))
            await follow(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.reading() as session:
        assert (await queries.by_id(session, key)).is_open
        assert await on_record.count_entries(session, key) == 1


async def test_people_who_take_command_at_the_same_moment_take_it_one_after_the_other(
    database: Database, replica: Database
) -> None:
    key = await saved(database, declared())

    async def take_command(where: Database, person: str, minutes: float) -> None:
        async with where.writing() as session:
            incident = await queries.by_id(session, key, for_change=True)
            incident.assign(COMMANDER, person, Act(person, after(minutes)))
            await follow(session)

    async with database.writing() as session:
        incident = await queries.by_id(session, key, for_change=True)
        later = asyncio.create_task(take_command(replica, CHI, 2))
        await somebody_waits(session)
        incident.assign(COMMANDER, BO, bo(1))
        await follow(session)
    await later
    async with database.reading() as session:
        found = await queries.by_id(session, key)
        last = (await all_of.timeline(session, key))[-1]
    assert found.holders(COMMANDER) == [CHI]
    assert last.facts == {"role": COMMANDER, "person": CHI, "before": BO}
    assert found.revision == 3


async def test_incidents_declared_at_the_same_moment_get_numbers_without_a_gap(
    database: Database, replica: Database
) -> None:
    async def declare(where: Database, fails: bool) -> None:
        async with where.writing() as session:
            session.add(declared(number=await queries.next_number(session, TEAM)))
            await follow(session)
            if fails:
                raise ZeroDivisionError

    asked = [(where, n % 3 == 0) for where in (database, replica) for n in range(6)]
    await asyncio.gather(*(declare(*each) for each in asked), return_exceptions=True)
    async with database.reading() as session:
        found = await queries.recent(session, TEAM, 100, seen_by=BOT)
    assert [incident.number for incident in found] == list(range(8, 0, -1))


async def test_one_room_belongs_to_one_incident(database: Database) -> None:
    for number in (1, 2):
        await saved(database, declared(number=number))

    async def give_both_the_same() -> None:
        async with database.writing() as session:
            for incident in await queries.open_incidents(session, TEAM, seen_by=BOT):
                incident.room_opened("C1", "incident-20260105", bot(1))
            await follow(session)

    with pytest.raises(IntegrityError):
        await give_both_the_same()


async def test_an_incident_is_found_by_its_room_and_only_in_its_workspace(database: Database) -> None:
    incident = declared()
    incident.room_opened("C1", "incident-20260105", bot(1))
    await saved(database, incident)
    async with database.reading() as session:
        found = await queries.by_room(session, TEAM, "C1")
        assert found is not None
        assert found.id == incident.id
        assert await queries.by_room(session, TEAM, "C2") is None
        assert await queries.by_room(session, "T2", "C1") is None


async def test_the_open_ones_are_listed_newest_first(database: Database) -> None:
    for number in (1, 2, 3):
        incident = declared(number=number)
        if number == 2:
            incident.resolve(bo(5))
        await saved(database, incident)
    async with database.reading() as session:
        assert [each.number for each in await queries.open_incidents(session, TEAM, seen_by=BOT)] == [3, 1]
        assert [each.number for each in await queries.open_incidents(session, seen_by=BOT)] == [3, 1]
        assert [each.number for each in await queries.recent(session, TEAM, 2, seen_by=BOT)] == [3, 2]
        assert await queries.open_incidents(session, "T2", seen_by=BOT) == []


async def test_the_timeline_is_in_the_order_in_which_things_happened(database: Database) -> None:
    incident = declared()
    incident.note("second", ann(20))
    incident.pin_message("first", bo(30), author=CHI, channel="C1", message="1.2", at=after(10))
    incident.note("third, at the same moment", ann(20))
    key = await saved(database, incident)
    async with database.reading() as session:
        assert [entry.text for entry in await all_of.timeline(session, key)] == [
            "checkout is failing",
            "first",
            "second",
            "third, at the same moment",
        ]
        assert await on_record.count_entries(session, key) == 4


async def test_a_message_that_is_on_the_timeline_is_recognised(database: Database) -> None:
    incident = declared()
    incident.pin_message("it was the pool", bo(30), author=CHI, channel="C1", message="1.2", at=after(10))
    key = await saved(database, incident)
    async with database.reading() as session:
        [first, second, other] = [
            await on_record.of_message(session, key, *where)
            for where in (("C1", "1.2"), ("C1", "1.3"), ("C2", "1.2"))
        ]
    assert first is not None
    assert (first.text, second, other) == ("it was the pool", None, None)


async def test_only_the_same_words_of_the_same_person_just_now_are_the_same_declaration(
    database: Database,
) -> None:
    await saved(database, declared("sev2", "checkout is failing"))

    async def found(person: str, title: str, severity: str, since_minutes: float) -> bool:
        async with database.reading() as session:
            since = START + timedelta(minutes=since_minutes)
            lately = await queries.declared_lately(session, TEAM, person, title, severity, since)
        return lately is not None

    assert await found(ANN, "checkout is failing", "sev2", -2)
    assert not await found(BO, "checkout is failing", "sev2", -2)
    assert not await found(ANN, "checkout is slow", "sev2", -2)
    assert not await found(ANN, "checkout is failing", "sev1", -2)
    assert not await found(ANN, "checkout is failing", "sev2", 1)


async def test_people_are_found_in_their_workspace(database: Database) -> None:
    async with database.writing() as session:
        for person, name in ((ANN, "Ann"), (BO, "Bo")):
            session.add(Person(workspace_id=TEAM, id=person, handle=name.lower(), name=name))
    async with database.reading() as session:
        known = await queries.people(session, TEAM, [ANN, BO, CHI, ANN])
        assert {key: person.name for key, person in known.items()} == {ANN: "Ann", BO: "Bo"}
        assert await queries.people(session, TEAM, []) == {}
        assert await queries.person(session, TEAM, CHI) is None
        assert await queries.person(session, "T2", ANN) is None


async def test_nothing_is_read_from_the_database_by_accident(database: Database) -> None:
    key = await saved(database, declared())
    async with database.reading() as session:
        incident = (await session.scalars(select(Incident).where(Incident.id == key))).one()
        with pytest.raises(InvalidRequestError):
            incident.holder(COMMANDER)


async def somebody_waits(session: AsyncSession) -> None:
    """Returns once another transaction waits for a lock that this one holds.

    On SQLite there is nothing to ask: the other waits for the whole database, in its own time.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    async with asyncio.timeout(10):
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        while not (await session.execute(text(waiting))).scalar():
            """Asking takes as long as it takes the other to come to the lock."""
