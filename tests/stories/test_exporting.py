"""The record goes where the incident lives, and nowhere else."""

from __future__ import annotations

import csv
import io
import json
import re

from incident_bot.exports import FORMATS

from .team import Team


async def test_the_record_of_an_incident_without_a_room_goes_into_its_thread(team: Team) -> None:
    await team.ann.asks("declare a typo on the start page sev4")

    told = await team.bo.asks("export INC-1 markdown")

    assert told == "I am putting the record of *INC-1* (Markdown) into its thread in #incidents."
    replies = team.under(team.announcement())
    assert replies[-1].startswith("The record of INC-1, asked for by @bo")
    [file] = team.incidents.files
    assert b"a typo on the start page" in (file.content or b"")


async def test_the_record_of_a_drill_says_so(team: Team) -> None:
    await team.ann.asks("declare what if checkout fails sev1 --drill")
    [room] = team.rooms

    await team.ann.asks("export markdown", room)

    assert team.said(room) == ["The record of INC-1, asked for by @ann\nThis is a drill."]
    assert b"this was an exercise" in (room.files[0].content or b"")


async def test_when_the_room_is_archived_whoever_asks_has_the_files_alone(team: Team) -> None:
    room = await team.declared()
    team.expectations.allows("INC-1")
    await team.ann.archives(room)

    told = await team.ann.asks("export INC-1 md")

    assert told == (
        "I am sending you the record of *INC-1* (Markdown) in a direct message. Its room is archived, so "
        "there is no other place for it."
    )
    assert team.ann.direct()[-1] == "The record of INC-1"
    [file] = team.ann.person.direct.files
    assert b"checkout is failing" in (file.content or b"")
    refused = await team.ann.asks("export INC-1 here")
    assert "the room of INC-1 is archived, so there is no place for the files." in refused


async def test_an_excerpt_without_names_for_one_person_alone(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    await team.ann.asks("note @bo says that Bo saw it first", room)
    await team.bo.asks("decision roll back to 2.1.4", room)

    asked = "export csv jsonl private zone asia/kolkata kinds notes,decisions pseudonyms"
    told = await team.bo.asks(asked, room)

    assert told == "I am sending you the record of *INC-1* (CSV and JSON Lines) in a direct message."
    assert team.bo.direct()[-1].startswith("The record of INC-1")
    assert (len(team.said(room)), room.files) == (2, [])
    table, lines = team.bo.person.direct.files
    assert table.name == "INC-1-excerpt-pseudonyms.csv"
    assert table.title == (
        "INC-1 timeline (CSV, Asia/Kolkata, only entries of the kinds note and decision; people have "
        "pseudonyms, and links into Slack are left out)"
    )
    *rows, end = csv.DictReader(io.StringIO((table.content or b"").decode("utf-8-sig")))
    assert [(row["kind"], row["who"], row["text"]) for row in rows] == [
        ("note", "Person 1", "Person 2 says that Person 2 saw it first"),
        ("decision", "Person 2", "roll back to 2.1.4"),
    ]
    assert end["kind"] == "end"
    assert not re.search(rb"\bann\b|\bbo\b|U0", lines.content or b"", re.IGNORECASE)
    assert "for themselves, only note, decision, without names" in await team.ann.asks("timeline", room)


async def test_the_canvas_of_a_room_is_written_and_then_written_again(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("export canvas", room) == (
        f"I am writing the record of *INC-1* into the canvas of #{room.name}."
    )
    assert team.said(room) == ["The record of INC-1 is in the canvas of this room, asked for by @ann"]
    assert team.canvas_title(room) == "INC-1: checkout is failing"
    assert team.canvas(room).startswith("- **Severity:** SEV-")
    await team.ann.asks("title checkout is slow", room)
    await team.ann.asks("decision roll back to 2.1.4", room)
    await team.ann.asks("export canvas", room)

    assert len(team.sandbox.workspace.canvases) == 1
    assert team.canvas_title(room) == "INC-1: checkout is slow"
    assert "**roll back to 2.1.4**" in team.canvas(room)
    assert team.said(room)[-1].startswith("The record of INC-1 is in the canvas of this room")
    assert room.files == []


async def test_the_record_says_what_came_of_each_reminder(team: Team) -> None:
    room = await team.declared("checkout is slow sev2")
    await team.moves(minutes=14)
    await team.ann.asks("update we look at the database", room)
    await team.moves(minutes=1)
    await team.bo.joins(room)
    await team.bo.asks("snooze commander 20m", room)
    await team.moves(minutes=5)
    await team.moves(minutes=16.5)
    await team.ann.asks("export markdown json", room)

    document, record = (file.content or b"" for file in room.files)
    assert b"## Reminders" in document
    assert b"| A commander | Sent on time |" in document
    assert b"| A commander | Sent 1 min late |" in document
    assert re.search(rb"\d+ reminders: \d+ said \(\d+ late, at most ", document)
    told = [each for each in json.loads(record)["reminders"] if each["reminder"] == "no_commander"]
    assert (told[0]["outcome"], told[0]["late_seconds"] < 60) == ("sent", True)
    assert {each["by"]["name"] for each in told if each["outcome"] == "snoozed"} == {"bo"}

    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("export json", room)
    told = json.loads(room.files[-1].content or b"")
    over = told["incident"]["resolved_at"]["utc"]
    assert {each["due_at"]["utc"] <= over for each in told["reminders"]} == {True}
    await team.ann.asks("export markdown starred", room)
    assert b"## Reminders" not in (room.files[-1].content or b"")
    assert len(team.said(room)) > 3
    assert len(team.under(team.announcement())) == 2


async def test_whoever_names_no_format_gets_one_for_people_and_one_for_programs(team: Team) -> None:
    room = await team.declared()

    await team.ann.asks("export", room)
    assert [file.name for file in room.files] == ["INC-1.md", "INC-1.json"]

    await team.ann.asks("export all starred", room)
    names = {file.name for file in room.files[2:]}
    assert names == {f"INC-1-excerpt.{export.suffix}" for export in FORMATS.values()}
    assert len(team.said(room)) == 2
