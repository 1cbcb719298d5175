"""Messages that people mark, edit, take back: what the record says of them, whatever Slack told when."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from incident_bot.sandbox.rooms import Room

from .own_settings import with_settings
from .team import Team

COPIES = Path(tempfile.gettempdir()) / f"copies-of-stories-{os.getpid()}"


async def timeline(team: Team, room: Room) -> list[str]:
    """The entries of the timeline as Ann reads them, without number and time, from the third on."""
    lines = (await team.ann.asks("timeline", room)).splitlines()
    entries = [line.split(" · ", 2)[2] for line in lines if line.startswith("#")]
    return [line for line in entries if " · declared: " not in line and " · room: " not in line]


async def test_what_becomes_of_a_marked_message_is_on_the_record(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    ts = await team.bo.says("the pool is full", room)
    await team.ann.reacts("pushpin", ts, room)
    await team.bo.edits(ts, "the pool is full since the deploy", room)
    assert await timeline(team, room) == [
        "@bo · marked message: the pool is full since the deploy _(revised)_"
    ]

    await team.bo.deletes(ts, room)

    assert await timeline(team, room) == [
        "@bo · marked message: the pool is full since the deploy _(revised, deleted in Slack)_"
    ]
    told = await team.ann.asks("history #3", room)
    assert "the pool is full\n" in told


async def test_taking_the_mark_off_withdraws_and_marking_again_brings_back(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    ts = await team.bo.says("it is the certificate", room)
    await team.ann.reacts("pushpin", ts, room)
    await team.bo.reacts("pushpin", ts, room)

    await team.ann.unreacts("pushpin", ts, room)
    assert await timeline(team, room) == ["@bo · marked message: it is the certificate"]
    await team.bo.unreacts("pushpin", ts, room)
    [gone] = await timeline(team, room)
    assert "it is the certificate" not in gone
    assert "withdrawn" in gone

    await team.ann.reacts("round_pushpin", ts, room)
    assert await timeline(team, room) == ["@bo · marked message: it is the certificate"]
    assert team.said(room) == ["it is the certificate"]


async def test_a_reply_is_captured_as_itself_with_its_thread(team: Team) -> None:
    await team.ann.asks("declare search is slow sev4")
    parent = team.announcement().ts
    reply = await team.bo.says(
        "it is <https://example.com|the index>, says @dee in #random", "incidents", parent
    )
    await team.ann.reacts("pushpin", reply, "incidents")
    await team.bo.edits(reply, "it was the index", "incidents")
    await team.bo.deletes(reply, "incidents")

    lines = (await team.ann.asks("timeline INC-1")).splitlines()
    [kept] = [line for line in lines if "marked message" in line]
    assert "it was the index" in kept
    assert "deleted in Slack" in kept
    assert len(team.told_in("incidents")) == 2
    first = (await team.ann.asks("history INC-1 #2")).replace("&gt;", ">")
    assert "says @dee in #random" in first


@with_settings(capture_rooms="all")
async def test_where_whole_rooms_are_kept_every_message_of_people_is(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    ts = await team.bo.says("looking", room)
    await team.ann.says("[15:30] Decision: we wait", room)
    await team.ann.asks("note not twice", room)
    await team.ann.reacts("pushpin", ts, room)
    assert sorted(await timeline(team, room)) == [
        "@ann · note: not twice",
        "@ann · ★ *decision*: we wait",
        "@bo · marked message: looking",
    ]
    assert team.said(room) == ["looking", "[15:30] Decision: we wait", "@ann noted: not twice"]
    await team.ann.unreacts("pushpin", ts, room)
    await team.bo.edits(ts, "looking at the pool", room)
    assert "@bo · message: looking at the pool _(revised)_" in await timeline(team, room)


async def test_a_line_by_the_convention_is_an_entry_and_follows_its_message(team: Team) -> None:
    room = await team.declared()
    await team.ann.asks("severity sev4 it is a drill", room)
    assert len(team.said(room)) == 1
    await team.moves(minutes=5)
    # In London, by UTC, it is half past two; in Berlin, where Ann is, half past three.
    ts = await team.ann.says("[15:31] Decision: roll back to 2.1.4", room)
    await team.ann.says("[1] and [2] are down", room)

    decided = (await timeline(team, room))[-1]
    assert decided.startswith("@ann · ★ *decision*: roll back to 2.1.4")
    await team.ann.edits(ts, "[15:32] Decision: roll back to 2.1.3", room)
    [decided] = [line for line in await timeline(team, room) if "decision" in line]
    assert decided == ("@ann · ★ *decision*: roll back to 2.1.3 _(written down 3 min later, revised)_")
    await team.ann.deletes(ts, room)
    [line] = [line for line in await timeline(team, room) if "decision" in line]
    assert "deleted in Slack" in line


async def test_the_author_alone_hears_of_a_line_whose_time_was_not_taken(team: Team) -> None:
    room = await team.declared()
    for words, told in (
        ("[23:55] Action: restart", "“23:55” is still to come, so I noted it for now, as #3. "),
        ("[tomorrow 10:00] Note: x", "“tomorrow 10:00” is still to come, so I noted it for now, as #4. "),
        ("[99:99] Decision: wait", "“99:99” is no time, so this is not on the timeline. "),
        ("[15:99] Note: y", "“15:99” is no time, so this is not on the timeline. "),
    ):
        assert (await team.ann.says_and_hears(words, room)).startswith(f"{told}Edit the message")
    assert await team.ann.says_and_hears("[15:29] Decision: wait", room) == ""
    await team.ann.says_and_hears("[25:30] Hypothesis: the pool", room)
    await team.ann.edits(room.messages[-1].ts, "[15:30] Hypothesis: the pool", room)
    assert "@ann · hypothesis: the pool" in await timeline(team, room)
    assert [line for line in team.said(room) if not line.startswith("[")] == []


@with_settings(files_folder=str(COPIES))
async def test_files_of_a_marked_message_are_copied_with_their_checksum(team: Team) -> None:
    room = await team.declared(words="payroll is down sev1 --private")
    content = b"p95\n" * 50_000
    ts = await team.ann.shares_file("p95.csv", content, "", room)
    await team.ann.reacts("pushpin", ts, room)

    checksum = hashlib.sha256(content).hexdigest()
    assert (COPIES / checksum[:2] / checksum).read_bytes() == content
    assert COPIES.stat().st_mode & 0o777 == 0o700
    assert await timeline(team, room) == ["@ann · marked message: (file: p95.csv) _(1 file)_"]
    assert "its files were kept" in await team.ann.asks("history #3", room)
