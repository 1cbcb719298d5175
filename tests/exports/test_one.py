"""The record read from a database, by name."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from incident_bot.database import Base, Database
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.one import find, format_for
from incident_bot.exports.record import read_record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.settings import Settings
from tests.exports.story import NAMES, START, in_order, story

KNOWN = " and ".join((", ".join(list(FORMATS)[:-1]), list(FORMATS)[-1]))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Two workspaces: the first has the story and INC-1, the second an INC-1 too."""
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with database.writing() as session:
        session.add(Workspace(id="T1", url="https://example.slack.com/", bot_person="U0", last_number=12))
        session.add(Workspace(id="T2", url="https://other.slack.com/", bot_person="U0", last_number=1))
        await session.flush()
        session.add_all(
            Person(workspace_id="T1", id=each, handle=each, name=name) for each, name in NAMES.items()
        )
    await save(database, story(), *(declared(workspace, 1) for workspace in ("T1", "T2")))
    yield database
    await database.close()


async def export_text(
    database: Database, ref: str, format_name: str, zone: str, workspace: str | None = None
) -> str:
    export = FORMATS[format_for(format_name)]
    async with database.reading() as session:
        incident = await find(session, ref, workspace)
        record = await read_record(session, incident.id, Settings(), Wanted(zone))
        return (await whole(export.write(record))).decode()


async def test_what_was_saved_is_what_is_exported(database: Database) -> None:
    text = await export_text(database, "inc-12", "json", "Europe/Berlin")
    made, expected = json.loads(text), story().happened
    assert [each["text"] for each in made["timeline"]] == [each.text for each in in_order(expected)]
    assert [each["facts"] for each in made["timeline"]] == [each.facts for each in in_order(expected)]
    assert made["people"] == NAMES
    assert made["roles"][0]["person"] == {"id": "U2", "name": "Bo Example"}
    assert text == await export_text(database, "12", "JSON", "europe/berlin", "T1")


async def test_markdown_too(database: Database) -> None:
    text = await export_text(database, "INC-12", "markdown", "UTC")
    assert text.startswith("# INC-12: Payments are down\n")
    assert "Ann Example is now commander, in place of Bo Example" in text


async def test_a_workspace_decides_where_several_have_it(database: Database) -> None:
    with pytest.raises(Refused, match="several workspaces have an INC-1: T1 and T2"):
        await export_text(database, "INC-1", "json", "UTC")
    made = json.loads(await export_text(database, "INC-1", "json", "UTC", "T2"))
    assert made["incident"]["workspace"]["id"] == "T2"


@pytest.mark.parametrize(
    "ref, format_name, zone, workspace, problem",
    [
        ("INC-12", "docx", "UTC", None, f"there is no format “docx”. There are {KNOWN}."),
        ("payments", "json", "UTC", None, "“payments” is not the name of an incident."),
        ("INC-2", "json", "UTC", None, "there is no INC-2. There are INC-12 and INC-1."),
        ("INC-2", "json", "UTC", "T2", "there is no INC-2. There is only INC-1."),
        ("INC-1", "json", "UTC", "T9", "there is no workspace “T9”. I know T1 and T2."),
        ("INC-12", "json", "CET!", None, "there is no time zone “CET!”. Zones have names like CET or UTC."),
    ],
)
async def test_what_does_not_exist_is_refused_with_what_does(
    database: Database, ref: str, format_name: str, zone: str, workspace: str | None, problem: str
) -> None:
    with pytest.raises(Refused) as refused:
        await export_text(database, ref, format_name, zone, workspace)
    assert refused.value.problem == problem


async def test_only_the_newest_are_told_when_there_are_many(database: Database) -> None:
    await save(database, *(declared("T2", number) for number in range(20, 40)))
    with pytest.raises(Refused, match=r"The newest are INC-39, INC-38, .* and INC-30\.$"):
        await export_text(database, "INC-99", "json", "UTC")


async def test_an_empty_database_says_so(database: Database) -> None:
    async with database.writing() as session:
        session.add(Workspace(id="T3", url="https://third.slack.com/", bot_person="U0"))
    with pytest.raises(Refused, match=r"^there is no INC-1\. Nothing was declared yet\.$"):
        await export_text(database, "INC-1", "json", "UTC", "T3")


async def save(database: Database, *incidents: Incident) -> None:
    async with database.writing() as session:
        for incident in incidents:
            session.add(incident)
            await session.flush()
            for entry in incident.happened:
                entry.incident_id = incident.id
            session.add_all(incident.happened)


def declared(workspace: str, number: int) -> Incident:
    return Incident.declare(
        workspace=workspace, number=number, title="Slow", severity="sev3", act=Act("U1", START)
    )
