"""The record goes where the incident lives, and nowhere else."""

from __future__ import annotations

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


async def test_when_the_room_is_archived_there_is_no_place_for_files(team: Team) -> None:
    room = await team.declared()
    team.expectations.allows("INC-1")
    await team.ann.archives(room)

    told = await team.ann.asks("export INC-1")

    assert told.splitlines()[0] == (
        "You want to put the record into the room as files, but the room of INC-1 is archived, so there is "
        "no place for the files. Whoever runs the bot can have them from the command line."
    )
