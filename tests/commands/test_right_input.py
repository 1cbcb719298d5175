"""Everything in the catalogue works as it says, in the room and elsewhere."""

from __future__ import annotations

from incident_bot.commands import CATALOGUE
from tests.stories.team import Team

# In the order of a day, each with what is told, in the room and, by its name, elsewhere.
DAY = [
    ("status", "", "investigating"),
    ("room", "", "*INC-1* has its room: #incident-20260105-checkout-is-failing."),
    ("status", "monitoring fix is out", "*INC-1* is now monitoring."),
    ("status", "identified", "*INC-1* is now identified."),
    ("severity", "sev2 only checkout is slow", "*INC-1* is now SEV-2; it was SEV-1."),
    ("assign", "scribe @bo", "@bo is now scribe of *INC-1*."),
    ("unassign", "scribe", "@bo is no longer scribe of *INC-1*."),
    ("note", "error rate is at 12 %", "Noted on the timeline of *INC-1* as #"),
    ("decision", "roll back to 2.1.4", "Decision recorded on the timeline of *INC-1* as #"),
    (
        "action",
        "-5m restarted it",
        "Action recorded for 2026-01-05 14:25 UTC on the timeline of *INC-1* as #",
    ),
    ("hypothesis", "it is the cache", "Hypothesis recorded on the timeline of *INC-1* as #"),
    ("paste", "", ""),
    ("update", "rolling back", "Update for *INC-1* is on its way to the room and #incidents."),
    ("snooze", "update 15m", "The update reminder of *INC-1* is quiet until 2026-01-05 14:45 UTC."),
    ("skip", "update the vendor works on it", "The update of *INC-1* that is due"),
    ("reminders", "", "Reminders of INC-1"),
    ("remind", "me in 20m to check the replica", "I will remind you 2026-01-05 14:50 UTC (reminder "),
    ("remind", "room in 20m to check the replica", "I will remind the room of *INC-1* 2026-01-05 14:50 UTC"),
    ("remind", "list", "for you: check the replica"),
    ("resolve", "--confirmed rolled back", "*INC-1* is resolved."),
    ("reopen", "errors are back", "*INC-1* is open again: investigating."),
    ("check", "1", "Ticked on *INC-1*: Scope is known"),
    ("uncheck", "1", "No longer ticked on *INC-1*: Scope is known"),
    ("title", "checkout is slow", "*INC-1* is now called"),
    ("impact", "one order in ten fails", "The impact of *INC-1* is on its card."),
    ("services", "checkout, search", "*INC-1* affects checkout, search."),
    ("change", "", ""),
    ("times", "", "Times of INC-1"),
    ("time", "started 10m ago", "*INC-1* began for users 2026-01-05 14:20 UTC."),
    ("roles", "", ""),
    ("handoff", "scribe", ""),
    ("who", "", "Who is on INC-1"),
    ("next", "in 20m", "The next update of *INC-1* is promised for 2026-01-05 14:50 UTC."),
    ("checklist", "", ""),
    ("timeline", "", "Timeline of INC-1"),
    ("correct", "last time 10m ago because: typo", "of *INC-1* is corrected: “it is the cache”. New time: "),
    ("withdraw", "last another system", "is withdrawn from the timeline of *INC-1*."),
    ("restore", "last", "of *INC-1* is restored: "),
    ("history", "#1", "*1* · written down"),
    ("postmortem", "", "What is known so far for the postmortem of *INC-1* is on its way to"),
    ("item", "add watch the pool @bo P1", "Action item 1 of *INC-1*: watch the pool"),
    ("item", "due 1 friday", "Action item 1 of *INC-1* is due Friday 2026-01-09."),
    ("item", "text 1 watch the pools", "Action item 1 of *INC-1* now reads: watch the pools"),
    ("item", "type 1 detect", "Action item 1 of *INC-1* is of the type detect now."),
    ("item", "criterion 1 it pages", "Action item 1 of *INC-1* is done when: it pages"),
    ("item", "1", "Action item 1 of *INC-1*: watch the pools"),
    ("item", "done 1", "Action item 1 of *INC-1* is done."),
    ("items", "", "INC-1"),
    ("export", "markdown", "I am putting the record of *INC-1* (Markdown) into"),
    (
        "export",
        "csv, jsonl zone asia/kolkata here",
        "I am putting the record of *INC-1* (CSV and JSON Lines) into",
    ),
    (
        "export",
        "md private kinds notes, decisions",
        "I am sending you the record of *INC-1* (Markdown) in a direct message.",
    ),
    ("export", "canvas pseudonyms starred", "I am writing the record of *INC-1* into the canvas of"),
]

FREE_TEXT = (
    "note",
    "decision",
    "action",
    "hypothesis",
    "update",
    "resolve",
    "reopen",
    "title",
    "impact",
    "services",
    "severity",
    "item",
    "skip",
    "remind",
    "correct",
    "withdraw",
    "restore",
)
NOT_ABOUT_ONE = {
    *(
        "declare",
        "declare_from_message",
        "add_to_timeline",
        "item_from_message",
        "triage",
        "list",
        "mine",
        "find",
        "help",
    ),
    # Where there is something to answer or to end: the stories of hand-offs and of the end have them.
    *("accept", "decline", "archive", "close"),
}


async def test_the_example_of_every_command_works_as_typed(team: Team) -> None:
    room = await team.declared("mail is late sev1")
    await team.ann.asks("assign scribe @bo", room)

    for command in CATALOGUE.values():
        if command.name in ("accept", "decline"):
            # Nobody was offered anything: the stories of hand-offs have them.
            continue
        told = await team.ann.asks(command.example, room)
        assert told or team.ann.person.view, command.name
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
        typed = " ".join(words.split()[:1]) if name == "status" else words
        if name not in FREE_TEXT:
            assert told in await team.ann.asks(f"{name} {typed} inc-1"), name


async def test_a_reason_that_ends_in_another_incidents_name_is_about_this_one(team: Team) -> None:
    room = await team.declared()
    await team.declared("search is slow sev2")

    assert "*INC-1* is now monitoring" in await team.ann.asks("status monitoring same cause as INC-2", room)
    assert "*INC-1* is now SEV-3" in await team.ann.asks("severity sev3 duplicate of INC-2", room)
    assert "need to know which incident" in await team.ann.asks("status monitoring same cause as INC-2")


async def test_the_day_covers_the_catalogue() -> None:
    assert {name for name, _, _ in DAY} | NOT_ABOUT_ONE == set(CATALOGUE)
