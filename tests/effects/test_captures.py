"""Captured messages where Slack tells things twice, late and in another order; what exports say of them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from incident_bot.clock import MovedClock
from incident_bot.effects.follow import follow
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.rooms import Room
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Team


async def timeline(team: Team, room: Room) -> list[str]:
    """What stands on the timeline of messages, in their order."""
    lines = (await team.ann.asks("timeline", room)).splitlines()
    return [line.split(" · ", 2)[2] for line in lines if "marked message" in line]


async def exported(team: Team, room: Room) -> dict[str, Any]:
    """The record, as the JSON export has it."""
    await team.ann.asks("export json", room)
    content = room.files[-1].content
    assert content is not None
    document: dict[str, Any] = json.loads(content)
    return document


async def test_weather_does_not_show_on_the_record(team: Team) -> None:
    room = await team.declared()
    await team.bo.joins(room)
    delivery = team.sandbox.delivery
    delivery.duplicates, delivery.duplicates_new_id, delivery.reordered = 0.5, 0.5, 0.6
    messages = [await team.bo.person.says(f"step {n}", room) for n in range(4)]
    for n, ts in enumerate(messages):
        await team.ann.person.reacts(room, ts, "pushpin")
        await team.bo.person.edits(room, ts, f"step {n}, done")
        await team.chi.joins(room)
        await team.chi.person.reacts(room, ts, "pushpin")
        await team.ann.person.unreacts(room, ts, "pushpin")
    await team.bo.person.deletes(room, messages[0])
    await team.chi.person.unreacts(room, messages[1], "pushpin")
    delivery.duplicates = delivery.duplicates_new_id = delivery.reordered = 0
    await team.bo.says("that was all", room)

    first, second, *others = await timeline(team, room)
    assert first == "@bo · marked message: step 0, done _(revised, deleted in Slack)_"
    assert "withdrawn" in second
    assert others == [f"@bo · marked message: step {n}, done _(revised)_" for n in (2, 3)]


async def test_an_export_has_the_message_as_it_is_and_as_it_was(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, tmp_path: Path
) -> None:
    settings = over_socket(sandbox, database_url, files_folder=tmp_path / "files")
    async with working(sandbox, settings, moved_clock) as team:
        room = await team.declared()
        ts = await team.ann.shares_file("p95.csv", b"1,2,3", "look at this", room)
        await team.moves(minutes=1)
        await team.ann.reacts("pushpin", ts, room)
        await team.ann.edits(ts, "look at that", room)
        await team.ann.deletes(ts, room)

        document = await exported(team, room)

    [entry] = [entry for entry in document["timeline"] if entry["kind"] == "pinned_message"]
    assert (entry["text"], entry["is_deleted"], entry["revised"]) == ("look at that", True, ["text"])
    [file] = entry["files"]
    assert (file["name"], file["size"], len(file["sha256"])) == ("p95.csv", 5, 64)
    versions = [fact for fact in document["record"] if fact["number"] == entry["number"]]
    assert [version["text"] for version in versions] == ["look at this"] * 2 + ["look at that"] * 2
    assert [(version["amendment"] or {}).get("change") for version in versions] == [
        None,
        "filed",
        "edited",
        "deleted",
    ]


async def test_a_name_that_vanished_is_on_the_record(team: Team, sandbox: Sandbox) -> None:
    room = await team.declared()
    handle = sandbox.workspace.groups["S0ONCALL0"].handle
    ts = await team.ann.says(f"@{handle} look at #random", room)
    # Names may have in them what only hides things from readers.
    message, random = room.message(ts).message, sandbox.channel("random").channel.id
    message.text = f"{message.text} <#{random}|ran\u202edom>"
    await team.ann.reacts("pushpin", ts, room)
    del sandbox.workspace.groups["S0ONCALL0"]
    await team.ann.edits(ts, f"@{handle} look at #random now", room)

    [line] = await timeline(team, room)
    assert f"@{handle} look at #random now" in line
    facts = [json.dumps(row, default=str) for row in (await team.rows("message_facts"))["message_facts"]]
    names = [fact for fact in facts if ":named:" in fact]
    assert any("random" in name for name in names)
    assert not any("u202e" in name for name in names)


async def test_a_message_that_cannot_be_read_is_told_once(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    async with working(sandbox, over_socket(sandbox, database_url), moved_clock) as team:
        room = await team.declared()
        ts = await team.ann.says("look", room)
        team.refuses("reactions.get", "missing_scope")
        await team.ann.reacts("pushpin", ts, room)
        await team.ann.reacts("round_pushpin", ts, room)

        assert await timeline(team, room) == []
        [_, told] = team.said(room)
        assert told.startswith("Something I could not do: read a message that somebody marked.")


async def test_what_an_earlier_version_captured_is_followed_too(team: Team) -> None:
    room = await team.declared()
    kept, gone = [await team.ann.says(f"step {n} & on", room) for n in (1, 2)]
    async with team.running.database() as database, database.writing() as session:
        incident = await queries.by_room(session, team.sandbox.workspace.team_id, room.id, for_change=True)
        assert incident is not None
        for n, ts in enumerate((kept, gone), 1):
            act = Act(team.ann.id, team.clock(), Source.REACTION)
            about: dict[str, Any] = {
                "author": team.ann.id,
                "channel": room.id,
                "message": ts,
                "at": team.clock(),
            }
            incident.pin_message(f"step {n} & on", act, **about)
        await follow(session)
        # A job that waited when the bot was stopped for its upgrade.
        late = await team.ann.person.says("step 3", room)
        args = {"incident": incident.id, "channel": room.id, "message": late, "person": team.ann.id}
        # Twice, as when it was postponed after it had begun.
        for minutes in (0, 0.5):
            at = team.clock() + timedelta(minutes=minutes)
            await enqueue(session, [NewJob("keep_message", "old", args)], at)
    await team.moves(minutes=1)
    for ts in (kept, gone):
        await team.ann.reacts("pushpin", ts, room)
    await team.ann.edits(kept, "step 1 & over", room)
    await team.ann.unreacts("pushpin", gone, room)

    first, second, third = await timeline(team, room)
    assert "step 1 & over" in first
    assert "withdrawn" in second
    assert third == "@ann · marked message: step 3"
    facts = (await team.rows("message_facts"))["message_facts"]
    assert [late in row and "marked" in row for row in facts].count(True) == 1

    # Which of the reactions it was, the job did not say.
    await team.ann.person.reacts(room, late, "round_pushpin")
    await team.ann.unreacts("round_pushpin", late, room)
    [*_, third] = await timeline(team, room)
    assert "withdrawn" in third
