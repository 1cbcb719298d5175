"""Everything in the catalogue works as it says, in the room and elsewhere."""

from __future__ import annotations

from incident_bot.commands import CATALOGUE
from tests.stories.team import Team

# In the order of a day, each with what is told, in the room and, by its name, elsewhere.
DAY = [
    ("status", "", "investigating"),
    ("status", "monitoring fix is out", "*INC-1* is now monitoring."),
    ("status", "identified", "*INC-1* is now identified."),
    ("severity", "sev2 only checkout is slow", "*INC-1* is now SEV-2; it was SEV-1."),
    ("assign", "scribe @bo", "@bo is now scribe of *INC-1*."),
    ("unassign", "scribe", "@bo is no longer scribe of *INC-1*."),
    ("note", "error rate is at 12 %", "Noted on the timeline of *INC-1*."),
    ("decision", "roll back to 2.1.4", "Decision recorded on the timeline of *INC-1*."),
    ("update", "rolling back", "Update for *INC-1* is on its way to the room and #incidents."),
    ("snooze", "update 15m", "The update reminder of *INC-1* is quiet until 2026-01-05 14:45 UTC."),
    ("resolve", "rolled back", "*INC-1* is resolved."),
    ("reopen", "errors are back", "*INC-1* is open again: investigating."),
    ("timeline", "", "Timeline of INC-1"),
    ("export", "markdown", "I am putting the record of *INC-1* (Markdown) into"),
]


async def test_the_example_of_every_command_works_as_typed(team: Team) -> None:
    room = await team.declared("search is slow sev1")
    await team.ann.asks("assign scribe @bo", room)

    for command in CATALOGUE.values():
        told = await team.ann.asks(command.example, room)
        assert told != "", command.name
        assert "Nothing was changed." not in told, f"{command.example}: {told}"


async def test_every_command_in_the_room(team: Team) -> None:
    room = await team.declared()

    for name, words, told in DAY:
        assert told in await team.ann.asks(f"{name} {words}", room)


async def test_every_command_elsewhere_with_the_incidents_name_first(team: Team) -> None:
    await team.declared()

    for name, words, told in DAY:
        assert told in await team.ann.asks(f"{name} INC-1 {words}")


async def test_commands_without_free_text_also_take_the_name_last(team: Team) -> None:
    await team.declared()

    for name, words, told in DAY:
        # A reason may end in the name of another incident, so with one the name stands first.
        typed = " ".join(words.split()[:1]) if name in ("status", "severity") else words
        if name not in ("note", "decision", "update", "resolve", "reopen"):
            assert told in await team.ann.asks(f"{name} {typed} inc-1"), name


async def test_a_reason_that_ends_in_another_incidents_name_is_about_this_one(team: Team) -> None:
    room = await team.declared()
    await team.declared("search is slow sev2")

    assert "*INC-1* is now monitoring" in await team.ann.asks("status monitoring same cause as INC-2", room)
    assert "*INC-1* is now SEV-3" in await team.ann.asks("severity sev3 duplicate of INC-2", room)
    assert "need to know which incident" in await team.ann.asks("status monitoring same cause as INC-2")


async def test_the_day_covers_the_catalogue() -> None:
    assert {name for name, _, _ in DAY} | {"declare", "list", "help"} == set(CATALOGUE)
