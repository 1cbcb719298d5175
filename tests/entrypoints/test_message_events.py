"""What is kept of Slack's events about messages, and what is let go."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from incident_bot.database import Database
from incident_bot.effects.list_people import learn
from incident_bot.entrypoints.events import Events
from incident_bot.incidents.capture import tell
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.message_fact import MessageFact
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs.job import Job
from incident_bot.settings import Settings
from incident_bot.slack.found import FoundPerson, Identity
from tests.bot_database import TEAM, database, migrated_file, migrated_postgres, migrated_url
from tests.incidents.story import ANN, BO, bot, declared, saved

__all__ = ["database", "migrated_file", "migrated_postgres", "migrated_url"]

ROOM, TS, LATER = "C1", "1767607300.000100", "1767607400.000100"


def listening(database: Database, **settings: Any) -> Events:
    identity = Identity(TEAM, "https://x.slack.com/", "UBOT", "BBOT")
    return Events(database, Settings(**settings), identity, lambda: None)


@pytest.fixture
async def room(database: Database) -> Database:
    """A database with an incident in `ROOM`, and Ann, Bo, and a guest."""
    async with database.writing() as session:
        session.add(Workspace(id=TEAM, url="https://x.slack.com/", bot_person="UBOT", last_number=0))
        await session.flush()
        people = [FoundPerson(each, each, each, "Europe/Berlin", False, False) for each in (ANN, BO)]
        people.append(FoundPerson("UGUEST", "gus", "gus", "UTC", False, False, is_guest=True))
        await learn(session, TEAM, people)
    incident = declared()
    incident.room_opened(ROOM, "incident-1", bot(1))
    await saved(database, incident)
    async with database.writing() as session:
        for job in await session.scalars(select(Job)):
            await session.delete(job)
    return database


def message(**fields: Any) -> dict[str, Any]:
    return {"type": "message", "channel": ROOM, "user": ANN, "ts": TS, "text": "hello", **fields}


def changed(now: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    about = {"type": "message", "subtype": "message_changed", "channel": ROOM}
    return {**about, "ts": LATER, "event_ts": LATER, "message": now, "previous_message": before}


def reacted(kind: str = "reaction_added", **fields: Any) -> dict[str, Any]:
    item = {"type": "message", "channel": fields.pop("channel", ROOM), "ts": TS}
    return {"type": kind, "user": BO, "reaction": "pushpin", "item": item, "event_ts": LATER, **fields}


EDITED = message(text="two", edited={"user": ANN, "ts": LATER})

KEPT: dict[str, tuple[dict[str, Any], str]] = {
    "a mark": (reacted(), "marked"),
    "a mark taken off": (reacted("reaction_removed"), "unmarked"),
    "a mark taken off by somebody who may nothing": (reacted("reaction_removed", user="UGUEST"), "unmarked"),
    "an edit": (changed(EDITED, message()), "edited"),
    "a deletion": (
        {"type": "message", "subtype": "message_deleted", "channel": ROOM, "deleted_ts": TS, "ts": LATER}
        | {"event_ts": LATER, "previous_message": message()},
        "deleted",
    ),
    "the deletion of what has replies": (
        changed(message(subtype="tombstone", text="This message was deleted.", user="USLACKBOT"), message()),
        "deleted",
    ),
    "a line": (message(text="[11:02] Decision: roll back"), "said"),
}

LET_GO: dict[str, dict[str, Any]] = {
    "what people say": message(),
    "what looks like a line elsewhere": message(channel="C9", text="[11:02] Decision: roll back"),
    "a line of somebody who may nothing": message(user="UGUEST", text="[11:02] Decision: roll back"),
    "a line of an app": message(bot_id="B1", text="[11:02] Decision: roll back"),
    "a line of the bot": message(user="UBOT", text="[11:02] Decision: roll back"),
    "a link that Slack shows now": changed(
        message(attachments=[{"from_url": "https://x.example"}]), message()
    ),
    "a reply that was written": changed(message(reply_count=1, thread_ts=TS), message()),
    "an edit elsewhere": {**changed(EDITED, message()), "channel": "C9"},
    "an edit of the bot's": changed({**EDITED, "user": "UBOT"}, message(user="UBOT")),
    "somebody who joins": message(subtype="channel_join"),
    "a mark elsewhere": reacted(channel="C9"),
    "another reaction": reacted(reaction="eyes"),
    "a mark on a file": {**reacted(), "item": {"type": "file", "file": "F1"}},
    "the mark of somebody who may nothing": reacted(user="UGUEST"),
}


async def heard(events: Events, event: dict[str, Any]) -> None:
    body = {"event": event, "event_id": "Ev1", "event_time": 1767607400}
    await (events.message_happened if event["type"] == "message" else events.reaction_changed)(body)


async def facts(database: Database) -> list[MessageFact]:
    async with database.reading() as session:
        return list(await session.scalars(select(MessageFact)))


@pytest.mark.parametrize("name", KEPT)
async def test_what_is_kept_is_kept_once_with_a_job_that_waits(room: Database, name: str) -> None:
    event, what = KEPT[name]
    for _ in range(2):
        await heard(listening(room), event)

    [fact] = await facts(room)
    assert (fact.what, fact.channel, fact.message) == (what, ROOM, TS)
    async with room.reading() as session:
        assert (await session.execute(select(func.count()).select_from(Job))).scalar_one() == 1


@pytest.mark.parametrize("name", LET_GO)
async def test_what_concerns_no_timeline_is_let_go(room: Database, name: str) -> None:
    await heard(listening(room), LET_GO[name])

    assert await facts(room) == []


async def test_of_a_whole_room_everything_that_people_say_is_kept(room: Database) -> None:
    events = listening(room, capture_rooms="all")
    await heard(events, message())
    await heard(events, message(ts="1767607301.0", bot_id="B1"))
    await heard(events, message(ts="1767607302.0", subtype="channel_join"))
    await heard(events, message(ts="1767607303.0", channel="C9"))
    await heard(events, message(ts="1767607304.0", user="UGUEST"))

    kept = await facts(room)
    assert [(fact.message, fact.content.get("zone")) for fact in kept] == [
        (TS, "Europe/Berlin"),
        ("1767607304.0", None),
    ]
    assert all(fact.content["room"] for fact in kept)


async def test_the_words_of_what_has_replies_outlive_its_deletion(room: Database) -> None:
    event, _ = KEPT["the deletion of what has replies"]
    await heard(listening(room), event)

    [fact] = await facts(room)
    assert fact.content["before"]["text"] == "hello"
    assert "now" not in fact.content


@pytest.mark.parametrize("name", ["an edit", "a deletion", "the deletion of what has replies"])
async def test_what_becomes_of_an_older_message_makes_it_none_of_a_whole_room(
    room: Database, name: str
) -> None:
    event, _ = KEPT[name]
    await heard(listening(room, capture_rooms="all"), event)

    [fact] = await facts(room)
    assert "room" not in fact.content


async def test_deleting_an_old_line_does_not_put_it_on_the_timeline(room: Database) -> None:
    event, _ = KEPT["a deletion"]
    await heard(listening(room), {**event, "previous_message": message(text="[11:02] Decision: roll back")})

    assert tell(await facts(room), lambda words, names: words) is None


async def test_a_mark_in_a_thread_of_a_former_status_channel_is_kept(room: Database) -> None:
    async with room.writing() as session:
        incident = (await session.scalars(select(Incident))).one()
        incident.announcement_channel, incident.announcement_ts = "C8", "1767607000.000100"
        workspace = await session.get(Workspace, TEAM)
        assert workspace is not None
        workspace.status_channel = "C7"
    for channel in ("C7", "C8", "C9"):
        await heard(listening(room), reacted(channel=channel))

    assert [fact.channel for fact in await facts(room)] == ["C7", "C8"]
