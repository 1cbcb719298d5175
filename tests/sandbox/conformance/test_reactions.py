"""reactions.*: an emoji says it all."""

from __future__ import annotations

from typing import Any

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.acts import marks
from incident_bot.sandbox.acts.membership import create
from incident_bot.sandbox.records import File
from incident_bot.sandbox.rooms import Room

from .conftest import Slack
from .documented import documented
from .heard import hears
from .shapes import MESSAGE, misfits

EVENT = "type user reaction item item_user event_ts"
NEVER = "1700000000.000001"


@pytest.fixture
async def ts(sandbox: Sandbox, room: Room) -> str:
    return await sandbox.person("ann").says("it is down", room)


@documented("reactions.add")
async def test_a_reaction(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    assert await slack.call("reactions_add", channel=room.id, timestamp=ts, name="eyes") == {"ok": True}
    assert room.message(ts).reactions == {"eyes": [sandbox.app.user]}
    told = await hears(sandbox, "reaction_added")
    assert misfits(told, EVENT) == []
    assert (told["user"], told["reaction"]) == (sandbox.app.user, "eyes")
    assert told["item"] == {"type": "message", "channel": room.id, "ts": ts}
    assert told["item_user"] == sandbox.person("ann").id


@documented("reactions.remove")
async def test_a_reaction_is_taken_back(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    about = {"channel": room.id, "timestamp": ts, "name": "+1::skin-tone-3"}
    await slack.call("reactions_add", **about)
    assert await slack.call("reactions_remove", **about) == {"ok": True}
    assert room.message(ts).reactions == {}
    told = await hears(sandbox, "reaction_removed")
    assert misfits(told, EVENT) == []
    assert told["reaction"] == "+1::skin-tone-3"


@documented("reactions.get")
async def test_the_reactions_to_a_message(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    await slack.call("reactions_add", channel=room.id, timestamp=ts, name="eyes")
    await sandbox.person("bo").reacts(room, ts, "eyes")
    answer = await slack.call("reactions_get", channel=room.id, timestamp=ts, full=True)
    assert misfits(answer["message"], MESSAGE) == []
    assert (answer["type"], answer["channel"]) == ("message", room.id)
    users = [sandbox.app.user, sandbox.person("bo").id]
    assert answer["message"]["reactions"] == [{"name": "eyes", "count": 2, "users": users}]
    assert answer["message"]["permalink"].endswith(f"/archives/{room.id}/p{ts.replace('.', '')}")


async def test_files_are_looked_at_but_not_reacted_to(slack: Slack, sandbox: Sandbox) -> None:
    file = File("F0LOG0000", "log.txt", "Log", sandbox.person("ann").id, created=1, length=1)
    sandbox.workspace.files[file.id] = file
    answer = await slack.call("reactions_get", file=file.id)
    assert (answer["type"], answer["file"]["id"]) == ("file", file.id)
    assert await slack.error("reactions_remove", file=file.id, name="eyes") == "no_reaction"


@documented("reactions.get", "file_not_found", "file_comment_not_found", "no_item_specified")
@documented("reactions.remove", "file_not_found", "file_comment_not_found", "no_item_specified")
@pytest.mark.parametrize("verb", ["reactions_get", "reactions_remove"])
@pytest.mark.parametrize(
    "item,error",
    [
        ({"file": "F0NONE"}, "file_not_found"),
        ({"file_comment": "Fc0NONE"}, "file_comment_not_found"),
        ({}, "no_item_specified"),
        ({"timestamp": NEVER}, "no_item_specified"),
        ({"channel": "C0GENERAL"}, "no_item_specified"),
    ],
)
async def test_no_such_thing(slack: Slack, verb: str, item: dict[str, str], error: str) -> None:
    about = {"name": "eyes"} if verb == "reactions_remove" else {}
    assert await slack.error(verb, **about, **item) == error


@documented("reactions.add", "already_reacted")
@documented("reactions.remove", "no_reaction")
async def test_once_and_no_more(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    about = {"channel": room.id, "timestamp": ts, "name": "eyes"}
    # Somebody else's reaction is not one's own.
    await sandbox.person("bo").reacts(room, ts, "eyes")
    assert await slack.error("reactions_remove", **about) == "no_reaction"
    await slack.call("reactions_add", **about)
    assert await slack.error("reactions_add", **about) == "already_reacted"


@documented("reactions.add", "invalid_name")
@documented("reactions.remove", "invalid_name")
@pytest.mark.parametrize("verb", ["reactions_add", "reactions_remove"])
@pytest.mark.parametrize("name", [":eyes:", "two eyes", "Eyes", "👀"])
async def test_a_name_that_is_none(slack: Slack, room: Room, ts: str, verb: str, name: str) -> None:
    assert await slack.error(verb, channel=room.id, timestamp=ts, name=name) == "invalid_name"


@documented("reactions.add", "invalid_name")
async def test_an_emoji_that_there_is_not(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    about = {"channel": room.id, "timestamp": ts, "name": "our_logo"}
    assert await slack.error("reactions_add", **about) == "invalid_name"
    # Somebody in the room has it.
    await sandbox.person("ann").reacts(room, ts, "our_logo")
    assert await slack.call("reactions_add", **about) == {"ok": True}


async def test_an_emoji_by_another_of_its_names(slack: Slack, room: Room, ts: str) -> None:
    about = {"channel": room.id, "timestamp": ts}
    await slack.call("reactions_add", **about, name="thumbsup::skin-tone-3")
    await slack.call("reactions_add", **about, name="flag-us")
    assert list(room.message(ts).reactions) == ["+1::skin-tone-3", "us"]
    assert await slack.error("reactions_add", **about, name="+1::skin-tone-3") == "already_reacted"
    await slack.call("reactions_remove", **about, name="thumbsup::skin-tone-3")
    assert list(room.message(ts).reactions) == ["us"]


@documented("reactions.add", "too_many_emoji", "too_many_reactions")
async def test_more_reactions_than_fit(slack: Slack, sandbox: Sandbox, room: Room, ts: str) -> None:
    message = room.message(ts).message
    about = {"channel": room.id, "timestamp": ts, "name": "eyes"}
    message.reactions = {f"e{number}": [sandbox.app.user] for number in range(marks.MOST_REACTIONS_OF_ONE)}
    assert await slack.error("reactions_add", **about) == "too_many_reactions"
    message.reactions = {f"e{number}": [message.user] for number in range(marks.MOST_EMOJI)}
    assert await slack.error("reactions_add", **about) == "too_many_emoji"
    # One more of what is there already is welcome.
    await slack.call("reactions_add", **{**about, "name": "e0"})


@documented("reactions.add", "bad_timestamp", "message_not_found")
@documented("reactions.remove", "bad_timestamp", "message_not_found")
@documented("reactions.get", "bad_timestamp", "message_not_found")
@pytest.mark.parametrize("verb", ["reactions_add", "reactions_remove", "reactions_get"])
@pytest.mark.parametrize("timestamp,error", [("now", "bad_timestamp"), (NEVER, "message_not_found")])
async def test_no_such_message(slack: Slack, room: Room, verb: str, timestamp: str, error: str) -> None:
    about = {} if verb == "reactions_get" else {"name": "eyes"}
    assert await slack.error(verb, channel=room.id, timestamp=timestamp, **about) == error


@documented("reactions.add", "channel_not_found", "not_in_channel")
@documented("reactions.remove", "channel_not_found", "not_in_channel")
@documented("reactions.get", "channel_not_found", "not_in_channel")
@pytest.mark.parametrize("verb", ["reactions_add", "reactions_remove", "reactions_get"])
async def test_only_members_react(slack: Slack, sandbox: Sandbox, secret_room: Room, verb: str) -> None:
    lounge = create(sandbox.workspace, "lounge", sandbox.person("ann").id)
    about: dict[str, Any] = {"timestamp": NEVER} | ({} if verb == "reactions_get" else {"name": "eyes"})
    assert await slack.error(verb, channel=lounge.id, **about) == "not_in_channel"
    for place in ("C0NOWHERE0", secret_room.id):
        assert await slack.error(verb, channel=place, **about) == "channel_not_found"


@documented("reactions.add", "is_archived")
@documented("reactions.remove", "is_archived")
@pytest.mark.parametrize("verb", ["reactions_add", "reactions_remove"])
async def test_no_reactions_in_the_archive(slack: Slack, room: Room, ts: str, verb: str) -> None:
    await slack.call("conversations_archive", channel=room.id)
    assert await slack.error(verb, channel=room.id, timestamp=ts, name="eyes") == "is_archived"
