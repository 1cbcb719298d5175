"""What people put on the record: notes, decisions, updates, and messages they mark."""

from __future__ import annotations

import json

from incident_bot.sandbox.rooms import Room

from .team import Team


async def timeline(team: Team, room: Room) -> list[str]:
    """The entries of the timeline as Ann reads them, without their numbers."""
    lines = (await team.ann.asks("timeline", room)).splitlines()
    return [line.split(" · ", 1)[1] for line in lines if line.startswith("#")]


async def test_notes_decisions_and_updates_are_said_in_the_room_and_kept(team: Team) -> None:
    room = await team.declared()

    assert await team.ann.asks("note error rate is at 12 %", room) == (
        "Noted on the timeline of *INC-1* as #3."
    )
    assert await team.bo.asks("decision INC-1 roll back to 2.1.4") == (
        "Decision recorded on the timeline of *INC-1* as #4."
    )
    assert await team.ann.asks("update rolling back, 10 more minutes", room) == (
        "Update for *INC-1* is on its way to the room and #incidents. "
        "The next one is due 2026-01-05 15:00 UTC."
    )

    assert team.said(room) == [
        "@ann noted: error rate is at 12 %",
        "*Decision* by @bo: roll back to 2.1.4",
        "*Update* by @ann: rolling back, 10 more minutes\nNext update due 2026-01-05 15:00 UTC.",
    ]
    assert await timeline(team, room) == [
        "2026-01-05 14:30 UTC · @ann · declared: checkout is failing (SEV-1)",
        "2026-01-05 14:30 UTC · bot · room: The room #incident-20260105-checkout-is-failing was opened",
        "2026-01-05 14:30 UTC · @ann · note: error rate is at 12 %",
        "2026-01-05 14:30 UTC · @bo · ★ *decision*: roll back to 2.1.4",
        "2026-01-05 14:30 UTC · @ann · update: rolling back, 10 more minutes",
    ]
    assert team.under(team.announcement()) == team.said(room)[-1:]


async def test_updates_stand_under_the_announcement_and_the_rest_does_not(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("note error rate is at 12 %", room)
    await team.ann.asks("update rolling back", room)
    await team.ann.asks("update rolled back", room)
    await team.ann.asks("resolve --confirmed", room)
    await team.ann.asks("reopen errors are back", room)

    assert len(team.announcements()) == 1
    assert team.under(team.announcement()) == [
        "*Update* by @ann: rolling back\nNext update due 2026-01-05 15:00 UTC.",
        "*Update* by @ann: rolled back\nNext update due 2026-01-05 15:00 UTC.",
        "*INC-1 is resolved*, says @ann. It lasted less than a minute.",
        "*INC-1 is open again* (investigating), says @ann.\n> errors are back",
    ]
    noted, *told = team.said(room)
    assert noted == "@ann noted: error rate is at 12 %"
    assert [said for said in told if not said.startswith("Thank you")] == team.under(team.announcement())


async def test_what_people_write_is_shown_as_they_wrote_it(team: Team) -> None:
    room = await team.declared()

    await team.ann.asks(
        "note <b>bold</b> & *stars* `code` @bo #general @channel https://example.com/a?b=1&c=2", room
    )

    said = "@ann noted: <b>bold</b> & *stars* `code` @bo #general @channel https://example.com/a?b=1&c=2"
    assert team.said(room) == [said]
    assert said.removeprefix("@ann noted: ") in (await timeline(team, room))[-1]


async def test_free_text_in_a_room_may_name_another_incident_but_not_first(team: Team) -> None:
    room = await team.declared()
    await team.bo.asks("declare search is slow sev2")
    [_, other] = team.rooms

    refused = await team.ann.asks("resolve --confirmed INC-2 the same cause", room)
    await team.bo.asks("note the cause is INC-1", other)

    assert "this is the room of INC-1, and you named INC-2" in refused
    assert team.said(room) == []
    assert team.said(other) == ["@bo noted: the cause is INC-1"]


async def test_a_note_after_the_end_belongs_on_the_record_too(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed", room)

    told = await team.ann.asks("note it was the certificate", room)

    assert told.startswith("Noted on the timeline of *INC-1* as #")
    assert "nobody is owed an update" in await team.ann.asks("update all is well", room)
    assert team.said(room)[2:] == ["@ann noted: it was the certificate"]
    assert team.under(team.announcement()) == team.said(room)[:1]


async def test_a_marked_message_is_on_the_timeline_with_its_own_time_and_author(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    ts = await team.bo.says("the load balancer dropped @ann & everybody else", room)
    await team.moves(minutes=2)

    await team.ann.reacts("pushpin", ts, room)

    assert (await timeline(team, room))[-1] == (
        "2026-01-05 14:30 UTC · @bo · marked message: the load balancer dropped @ann & everybody else"
        " _(written down 1 min later)_"
    )
    assert team.said(room) == ["the load balancer dropped @ann & everybody else"]


async def test_a_marked_reply_is_the_reply_and_not_what_it_replies_to(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    parent = await team.ann.says("does anybody know why?", room)
    await team.moves(minutes=1)
    reply = await team.bo.says("the certificate ran out", room, thread=parent)
    await team.moves(minutes=1)

    await team.ann.reacts("round_pushpin", reply, room)

    assert (await timeline(team, room))[2:] == [
        "2026-01-05 14:31 UTC · @bo · marked message: the certificate ran out"
    ]


async def test_a_message_that_two_people_mark_is_on_the_timeline_once(team: Team) -> None:
    room = await team.declared()
    await team.bo.person.joins(room)
    ts = await team.bo.says("the certificate ran out", room)

    await team.ann.reacts("pushpin", ts, room)
    await team.bo.reacts("pushpin", ts, room)
    await team.ann.reacts("round_pushpin", ts, room)

    assert [line for line in await timeline(team, room) if "marked message" in line] == [
        "2026-01-05 14:30 UTC · @bo · marked message: the certificate ran out"
    ]


async def test_any_other_reaction_means_nothing(team: Team) -> None:
    room = await team.declared()
    ts = await team.ann.says("the certificate ran out", room)

    await team.ann.reacts("eyes", ts, room)

    assert len(await timeline(team, room)) == 2


async def test_what_the_bot_said_can_be_marked_too(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("assign scribe @bo", room)
    [said] = [post for post in room.posts if "scribe" in post.text and post.ts != team.card(room).ts]

    await team.ann.reacts("pushpin", said.ts, room)

    assert (await timeline(team, room))[-1] == (
        "2026-01-05 14:30 UTC · @incidentbot · marked message: @bo is now *scribe*, says @ann."
    )
    assert team.said(room) == ["@bo is now *scribe*, says @ann."]


async def test_a_marked_message_elsewhere_means_nothing(team: Team) -> None:
    room = await team.declared()
    ts = await team.ann.says("lunch?", "incidents")

    await team.ann.reacts("pushpin", ts, "incidents")

    assert len(await timeline(team, room)) == 2


async def test_a_message_that_is_gone_before_it_could_be_read_is_kept_with_a_mark(team: Team) -> None:
    room = await team.declared()
    ts = await team.ann.says("never mind", room)
    gate = team.holds("reactions.get")
    await team.ann.person.reacts(room, ts, "pushpin")
    await gate.reached()
    await team.ann.person.deletes(room, ts)
    gate.release()
    await team.settled()

    [kept] = [line for line in await timeline(team, room) if "never mind" in line]
    assert "deleted in Slack" in kept


async def test_the_record_as_files_in_the_room(team: Team) -> None:
    room = await team.declared()
    await team.bo.asks("decision INC-1 roll back to 2.1.4")
    await team.moves(minutes=3)
    await team.ann.asks("resolve --confirmed rolled back", room)

    told = await team.ann.asks("export", room)

    assert told == (
        "I am putting the record of *INC-1* (Markdown and JSON) into #incident-20260105-checkout-is-failing."
    )
    markdown, document = room.files
    assert [markdown.name, document.name] == ["INC-1.md", "INC-1.json"]
    assert [markdown.title, document.title] == [
        "INC-1 timeline (Markdown, Europe/Berlin)",
        "INC-1 timeline (JSON, Europe/Berlin)",
    ]
    assert markdown.content is not None
    text = markdown.content.decode()
    assert "checkout is failing" in text
    assert "**roll back to 2.1.4**" in text
    assert "Europe/Berlin" in text
    assert document.content is not None
    record = json.loads(document.content)
    assert record["incident"]["ref"] == "INC-1"
    assert record["zone"] == "Europe/Berlin"
    assert [entry["kind"] for entry in record["timeline"]] == [
        "declared",
        "room",
        "decision",
        "resolved",
        "export",
    ]
    assert team.said(room)[-1] == "The record of INC-1, asked for by @ann"
    assert team.under(team.announcement()) == [
        "*INC-1 is resolved*, says @ann. It lasted 3 min.\n> rolled back"
    ]


async def test_one_format_when_one_is_named(team: Team) -> None:
    room = await team.declared()

    assert "(JSON)" in await team.ann.asks("export json INC-1")
    assert [file.name for file in room.files] == ["INC-1.json"]
    assert team.said(room) == ["The record of INC-1, asked for by @ann"]
