"""What people type, paste and point at for the record: at its own time, and shown to them first."""

from __future__ import annotations

import json

from .team import Team

NOTES = """\
[14:25] Decision: roll back to 2.1.4
14:27 errors fall
and the queue drains
2031-01-01 10:00 the certificate ends
- 14:29 Action: raised the pool from 20 to 50"""


async def test_what_happened_earlier_stands_at_its_time(team: Team) -> None:
    # It is 14:30 UTC, 15:30 for Ann in Berlin and 9:30 for Bo in New York.
    room = await team.declared()

    assert await team.ann.asks("action 15:12 restarted the nodes", room) == (
        "Action recorded for 2026-01-05 14:12 UTC on the timeline of *INC-1* as #3."
    )
    assert await team.bo.asks("decision INC-1 09:20 roll back to 2.1.4") == (
        "Decision recorded for 2026-01-05 14:20 UTC on the timeline of *INC-1* as #4."
    )
    assert await team.ann.asks("note -20m the pool is exhausted", room) == (
        "Noted for 2026-01-05 14:10 UTC on the timeline of *INC-1* as #5."
    )
    assert await team.ann.asks("hypothesis 3 servers are too few", room) == (
        "Hypothesis recorded on the timeline of *INC-1* as #6."
    )
    assert (await team.ann.asks("note 1432 the pool is full", room)).endswith(
        "as #7.\nIf 1432 was a time: `/incident correct INC-1 #7 14:32 because: …`"
    )
    assert (await team.ann.asks("note 23:59 it began", room)).endswith(
        "as #8.\nTaken as yesterday: today's 23:59 is still to come."
    )

    assert team.said(room) == [
        "*Action* by @ann for 2026-01-05 14:12 UTC: restarted the nodes",
        "*Decision* by @bo for 2026-01-05 14:20 UTC: roll back to 2.1.4",
        "@ann noted for 2026-01-05 14:10 UTC: the pool is exhausted",
        "*Hypothesis* of @ann: 3 servers are too few",
        "@ann noted: 1432 the pool is full",
        "@ann noted for 2026-01-04 22:59 UTC: it began",
    ]


async def test_pasted_lines_are_looked_at_first(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks(f"note {NOTES.replace('14:2', '15:2')}", room) == ""
    shown = team.ann.form()
    assert "*4 lines for the timeline of INC-1*" in shown
    assert "• 2026-01-05 14:25 UTC · *decision*: roll back to 2.1.4" in shown
    assert "*note*: and the queue drains _(no time: 15:27, as above)_" in shown
    assert "1 line I cannot take" in shown
    assert team.said(room) == []

    wrong = await team.ann.fills()
    assert wrong == {"mend": "This line is as it was: correct it, or delete it."}
    assert await team.ann.fills(mend="15:28 the certificate ended") == {}

    assert team.ann.form().endswith("5 entries are on the timeline of *INC-1* as #3 to #7.")
    await team.ann.person.closes()
    assert team.said(room) == [
        "@ann put an action, a decision and 3 notes on the timeline, from 2026-01-05 14:25 UTC to "
        "2026-01-05 14:29 UTC: #3–#7.\n• *Decision* #3 for 2026-01-05 14:25 UTC: roll back to 2.1.4"
    ]
    told = await team.ann.asks("timeline", room)
    assert [words in told for words in ("the certificate ended", "and the queue drains")] == [True, True]


async def test_a_form_to_paste_into(team: Team) -> None:
    room = await team.declared()

    assert await team.bo.asks("paste INC-1") == ""
    await team.bo.fills(lines="9:00 the deploy began\n9:05 it ended")
    assert "*2 lines for the timeline of INC-1*" in team.bo.form()
    await team.bo.clicks_in_form("Change the lines")
    assert team.bo.drafts()["lines"] == "9:00 the deploy began\n9:05 it ended"
    await team.bo.fills(lines="9:00 the deploy began\n====\n9:06 it ended")
    assert "1 line without a word left out, like “====”." in team.bo.form()
    await team.bo.clicks_in_form("Change the lines")
    await team.bo.fills(lines="9:07 it ended")
    assert "How shall they stand there?" not in team.bo.form()
    await team.bo.clicks_in_form("Change the lines")
    await team.bo.fills(lines="9:00 the deploy began\n9:05 it ended")
    assert await team.bo.fills(**{"as": "one"}) == {}

    assert team.bo.form().endswith("One entry is on the timeline of *INC-1* as #3.")
    await team.bo.person.closes()
    assert team.said(room) == [
        "@bo noted for 2026-01-05 14:00 UTC: the deploy began\n9:05 it ended",
    ]
    assert "the deploy began" in await team.ann.asks("timeline", room)


async def test_too_many_lines_are_not_taken(team: Team) -> None:
    room = await team.declared()

    told = await team.ann.asks("note " + "\n".join(f"line {n}" for n in range(201)), room)
    assert "these are 201 lines, and I take 200 at a time." in told

    assert await team.ann.asks("action " + "\n".join(f"-{n}m line {n}" for n in range(1, 201)), room) == ""
    assert await team.ann.fills() == {}
    assert team.ann.form().endswith("200 entries are on the timeline of *INC-1* as #3 to #202.")
    await team.ann.person.closes()
    assert team.said(room) == [
        "@ann put 200 actions on the timeline, from 2026-01-05 11:10 UTC to 2026-01-05 14:29 UTC: #3–#202."
    ]


async def test_a_form_that_was_kept_too_long_or_sent_already_puts_nothing(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("note the pool is full\nthe queue drains", room)
    await team.is_without_its_bot(minutes=25 * 60 + 7)

    wrong = await team.ann.fills()

    assert "kept for a day, which is over" in wrong["as"]
    assert "the pool is full" not in await team.ann.asks("timeline", room)


async def test_a_message_is_added_as_what_it_is(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    asked = await team.ann.says("does anybody know why?", room)
    ts = await team.bo.says("the certificate ran out, @ann & all", room, thread=asked)
    reply = room.message(ts)
    await team.moves(minutes=2)

    assert await team.ann.uses_on(reply, "Add to timeline") == ""
    assert "of @bo" in team.ann.form()
    assert "> the certificate ran out, @ann & all" in team.ann.form()
    await team.ann.fills(kind="hypothesis", star=["starred"])
    assert team.ann.form().endswith(
        "On the timeline of *INC-1* as #3, a hypothesis, for 2026-01-05 14:30 UTC."
    )
    await team.ann.person.closes()

    told = await team.ann.uses_on(reply, "Add to timeline")
    assert told == (
        "That message is on the timeline of *INC-1* already: #3, a hypothesis. "
        "`/incident correct INC-1 #3` changes it."
    )
    assert team.said(room)[-1] == (
        "@ann put a message of @bo on the timeline as a hypothesis, #3.\n"
        "> the certificate ran out, @ann & all"
    )


async def test_a_message_that_was_added_is_followed_and_can_be_taken_off(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    ts = await team.bo.says("the pool in #general is exhausted", room)
    await team.ann.uses_on(room.message(ts), "Add to timeline")
    await team.ann.fills(kind="action")
    await team.ann.person.closes()
    await team.moves(minutes=1)

    await team.bo.edits(ts, "the pool in #random is exhausted", room)
    assert "the pool in #random is exhausted" in await team.ann.asks("timeline", room)

    await team.ann.asks("withdraw #3 wrong pool", room)
    assert await team.ann.uses_on(room.message(ts), "Add to timeline") == (
        "That message was taken off the timeline of *INC-1* (#3). "
        "`/incident restore INC-1 #3` brings it back."
    )
    _, added, withdrawn = team.said(room)
    assert added.startswith(
        "@ann put a message of @bo on the timeline as an action, #3.\n> the pool in #general"
    )
    assert "wrong pool" in withdrawn


async def test_what_became_of_a_message_while_its_form_was_open_is_on_the_record_too(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    ts = await team.bo.says("the pool is full", room)
    await team.moves(minutes=1)
    await team.ann.uses_on(room.message(ts), "Add to timeline")
    await team.moves(minutes=1)
    await team.bo.edits(ts, "the pool is empty", room)
    await team.bo.deletes(ts, room)
    await team.moves(minutes=1)
    await team.ann.fills(kind="note")
    await team.ann.person.closes()

    told = await team.ann.asks("timeline", room)
    assert "@bo · note: the pool is empty _(written down 2 min later, revised, deleted in Slack)_" in told
    assert team.said(room)[-1].endswith("> the pool is full")


async def test_a_picture_without_words_is_added_by_its_name(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    ts = await team.bo.shares_file("heap.png", b"picture", "", room)

    await team.ann.uses_on(room.message(ts), "Add to timeline")
    await team.ann.fills()
    await team.ann.person.closes()

    assert "(file: heap.png)" in await team.ann.asks("timeline", room)
    [*_, row] = (await team.rows("timeline_entries"))["timeline_entries"]
    assert '"name": "heap.png"' in json.dumps(row, default=str).replace("\\", "")
    team.said(room)


async def test_a_message_from_elsewhere_asks_for_its_incident(team: Team) -> None:
    await team.declared()
    ts = await team.bo.says("checkout is down for me too", "general")
    message = team.sandbox.channel("general").message(ts)

    await team.ann.uses_on(message, "Add to timeline")
    assert "Which incident is it about?" in team.ann.form()
    await team.ann.fills(incident="INC-1", kind="pinned_message")
    assert "On the timeline of *INC-1* as #3, a message worth keeping" in team.ann.form()
    await team.ann.person.closes()
    assert "checkout is down for me too" in await team.ann.asks("timeline INC-1")


async def test_a_message_without_an_incident_is_added_to_none(team: Team) -> None:
    ts = await team.bo.says("lunch?", "general")

    told = await team.ann.uses_on(team.sandbox.channel("general").message(ts), "Add to timeline")

    assert "no incident is open, and the message is in none's room." in told
    assert "is in the menu of every message" in await team.ann.asks("add_to_timeline")


async def test_times_that_the_clocks_skipped_or_showed_twice_are_said(team: Team) -> None:
    room = await team.declared()
    liz = await team.arrives("liz", "Liz", "Australia/Lord_Howe")

    assert await team.ann.asks("note 2025-03-30 02:30 the certificate ended", room) == (
        "Noted for 2025-03-30 01:30 UTC on the timeline of *INC-1* as #3.\n"
        "The clocks in Europe/Berlin skipped 02:30 on 2025-03-30; I took it as 03:30."
    )
    assert await liz.asks("note INC-1 2025-04-06 01:45 the disk was full") == (
        "Noted for 2025-04-05 14:45 UTC on the timeline of *INC-1* as #4.\n"
        "01:45 came twice on 2025-04-06 in Australia/Lord_Howe; I took the first. "
        "With its offset it is clear: `2025-04-06T01:45+10:30` is the second."
    )
    assert await liz.asks("note INC-1 2025-04-06T01:45+10:30 the disk was full") == (
        "Noted for 2025-04-05 15:15 UTC on the timeline of *INC-1* as #5."
    )
    assert len(team.said(room)) == 3


async def test_each_types_times_in_their_own_zone(team: Team) -> None:
    room = await team.declared()
    asha = await team.arrives("asha", "Asha", "Asia/Kolkata")
    sina = await team.arrives("sina", "Sina", "Pacific/Apia")

    for somebody, words, at in (
        (team.ann, "15:20", "2026-01-05 14:20"),
        (team.bo, "9:20 am", "2026-01-05 14:20"),
        (asha, "19:50", "2026-01-05 14:20"),
        (sina, "03:20", "2026-01-05 14:20"),
        (sina, "yesterday 23:50", "2026-01-05 10:50"),
    ):
        told = await somebody.asks(f"note INC-1 {words} something happened")
        assert told.startswith(f"Noted for {at} UTC on the timeline of *INC-1*"), (
            somebody.person.name,
            words,
        )
    assert len(team.said(room)) == 5
