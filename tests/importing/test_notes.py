"""An incident out of notes in Markdown: whole, over, intact, and marked as imported."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.postmortem_facts import facts
from incident_bot.exports.record import read_record
from incident_bot.exports.wanted import Wanted
from incident_bot.importing.notes import Meant, save_notes
from incident_bot.importing.outline import outline
from incident_bot.importing.saving import Saved
from incident_bot.incidents import queries
from incident_bot.incidents.verifying import verify
from incident_bot.incidents.workspace import Person
from incident_bot.jobs.job import Job
from incident_bot.messages.card import card
from incident_bot.messages.listing import line
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.reminder import Case, Due
from incident_bot.settings import Settings
from tests import all_of
from tests.bot_database import add_workspace
from tests.exports.story import record_of, story

NOW = datetime(2026, 11, 1, tzinfo=UTC)
NOTES = """# Payments are down
Severity: sev2

| Time | Event | Who |
|---|---|---|
| 23:50 | first alert | Ann Example |
| 00:10 | Decision: roll back | Eve |
"""


async def test_lines_become_entries_with_their_times_and_authors(database: Database) -> None:
    await a_team(database)
    saved = await imported(database, NOTES)
    async with database.reading() as session:
        entries = await all_of.timeline(session, saved.incident.id)
        incident = await queries.by_id(session, saved.incident.id)
        assert (await session.execute(select(func.count()).select_from(Job))).scalar() == 0
    assert [(each.kind, each.text, each.author, each.source) for each in entries] == [
        ("note", "first alert", "U1", "import"),
        ("decision", "Eve: roll back", None, "import"),
        ("declared", "Payments are down", None, "import"),
    ]
    assert saved.remarks == ("nobody here is called Eve: the name stands before the words",)
    assert [each.recorded_at for each in entries] == [NOW] * 3
    assert (incident.began, incident.resolved_at) == (entries[0].occurred_at, entries[1].occurred_at)
    assert (incident.ref, incident.severity, incident.status) == ("INC-1", "sev2", "resolved")
    assert " · imported" in line(incident, Settings())
    assert (await verify(database, saved.incident.id)).broken is None


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "pdf"])
async def test_what_notes_do_not_say_is_not_known(database: Database, name: str) -> None:
    """Whoever wrote them down said nothing of roles, nor who declared it."""
    await a_team(database)
    saved = await imported(database, NOTES.replace("| Time", "Declared: 2026-03-28 23:51\n\n| Time"))
    async with database.reading() as session:
        record = await read_record(session, saved.incident.id, Settings(), Wanted())
        assert record.incident.declared_by == ""
        text = (await whole(FORMATS[name].write(record))).decode()
        plain = re.sub("<[^>]*>", "", text)
        hidden = replace(record, wanted=Wanted(pseudonyms=True))
        assert "Person" in (without := (await whole(FORMATS[name].write(hidden))).decode())
    assert "Without a commander" not in text
    assert "Nobody" not in text
    assert "nobody" not in text.replace("where nobody held a role", "")
    if name in ("json", "jsonl"):
        assert '"id":"","name":"unknown"' in text.replace(" ", "").replace("\n", "")
        assert '"vacancies":[]' in text.replace(" ", "")
        assert '"id":"unknown","name":"unknown"' in without.replace(" ", "").replace("\n", "")
    if name in ("markdown", "html"):
        assert re.search(r"Declared by:?\W*unknown", plain)
        assert "Who held which role is not known." in text


async def test_nor_does_the_postmortem_say_that_nobody_commanded(database: Database) -> None:
    await a_team(database)
    saved = await imported(database, NOTES.replace("| Time", "Declared: 2026-03-28 23:51\n\n| Time"))
    async with database.reading() as session:
        record = await read_record(session, saved.incident.id, Settings(), Wanted())
        told = facts(record, [], ZoneInfo("UTC"))
    assert (told["commanders"], told["declared_by"]) == ("not known", "unknown")
    assert told["no_roles"] == "Who held which role is not known."
    assert not told["vacancies"]
    assert "commanded" not in str(told["went_poorly"])


async def test_nobody_is_called_where_nobody_is_known(database: Database) -> None:
    await a_team(database)
    incident = (await imported(database, NOTES)).incident
    assert incident.people == []
    case = Case(incident, Settings())
    said = [
        card(incident, Settings(), NOW),
        *(each.message(case, Due(NOW)) for each in REMINDERS.values()),
        *(each.direct_message(case, Due(NOW)) for each in REMINDERS.values() if each.direct_message),
    ]
    assert "<@>" not in str(said)
    assert "None" not in str([each.text for each in said])


async def test_twice_is_refused(database: Database) -> None:
    await a_team(database)
    await imported(database, NOTES)
    with pytest.raises(Refused, match=r"^it is INC-1 already\.$"):
        await imported(database, NOTES)


async def test_our_own_markdown_keeps_its_moments(database: Database) -> None:
    await a_team(database)
    saved = await imported(database, (await whole(FORMATS["markdown"].write(record_of(story())))).decode())
    incident = saved.incident
    assert (incident.title, incident.severity) == ("Payments are down", "sev1")
    assert incident.declared_by == "U1"
    assert [f"{at:%H:%M}" for at in (incident.declared_at, incident.acknowledged_at) if at] == [
        "22:30",
        "22:31",
    ]
    assert [f"{at:%H:%M}" for at in (incident.mitigated_at, incident.resolved_at) if at] == ["23:40", "00:10"]


@pytest.mark.parametrize(
    "text, problem",
    [
        ("# Mail\n\nnothing here", "no line in it begins with a time"),
        ("- 10:00 hm", "it has no title"),
        ("# Mail\n\n- 10:00 hm", "it does not say how bad it was. There are sev1, sev2"),
        ("# Mail\nSeverity: awful\n\n- 10:00 hm", "there is no severity “awful”"),
    ],
)
async def test_what_is_missing_is_said(database: Database, text: str, problem: str) -> None:
    await a_team(database)
    with pytest.raises(Refused) as refused:
        await imported(database, text)
    assert problem in refused.value.problem


@pytest.mark.parametrize(
    "said, is_so",
    [("no", False), ("No.", False), ("not a drill", False), ("yes", True), ("this was an exercise", True)],
)
async def test_what_is_denied_is_not_so(database: Database, said: str, is_so: bool) -> None:
    await a_team(database)
    saved = await imported(database, NOTES.replace("sev2\n", f"sev2\nDrill: {said}\nPrivate: {said}\n"))
    assert (saved.incident.is_drill, saved.incident.is_private) == (is_so, is_so)


async def test_without_a_workspace_nobody_knows_where_it_belongs(database: Database) -> None:
    with pytest.raises(Refused, match="it is not said which workspace it belongs to: the database has none"):
        await imported(database, NOTES)


async def a_team(database: Database) -> None:
    await add_workspace(database)
    async with database.writing() as session:
        session.add(Person(workspace_id="T1", id="U1", handle="ann", name="Ann Example"))


async def imported(database: Database, text: str) -> Saved:
    found = outline(text, ZoneInfo("UTC"), NOW, date(2026, 3, 28))
    async with database.writing() as session:
        return await save_notes(session, found, text.encode(), Settings(), NOW, Meant())
