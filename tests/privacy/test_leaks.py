"""A private incident has a secret word in all that is said of it: nobody outside reads that word anywhere.

Insiders do everything that can be done, things go wrong, time passes, and outsiders try every command,
button, form, shortcut and their Home tab. Then everything that the outsiders can read in the whole
workspace is searched for the word, and so is every line of the log.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from incident_bot.clock import MovedClock
from incident_bot.commands import CATALOGUE
from incident_bot.sandbox import Room, Sandbox
from tests.stories.fixtures import over_socket, working
from tests.stories.team import Colleague, Team

from .deeds import ELSEWHERE, INSIDE, SECRET, fill_everything
from .eyes import reads
from .lines import logged

EVERYBODY = ["members", "guests", "strangers"]
SETTINGS: dict[str, Any] = {
    # So that nothing but the privacy of the incident keeps them out.
    "access": dict.fromkeys(("declare", "act", "close", "look", "drill"), EVERYBODY),
    "updates": {"leadership_channel": "C0RANDOM0", "support_channel": "C0GENERAL"},
}
SECRET_ONE = "INC-1"
"""The private incident."""


@pytest.fixture
def lines() -> Iterator[list[str]]:
    with logged() as kept:
        yield kept


@pytest.fixture
async def team(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock, lines: list[str]
) -> AsyncIterator[Team]:
    settings = over_socket(sandbox, database_url, **SETTINGS)
    async with working(sandbox, settings, moved_clock) as made:
        yield made


def test_every_command_is_among_what_insiders_do() -> None:
    assert {line.split()[0] for line in INSIDE} | set(ELSEWHERE) == set(CATALOGUE)


async def test_nobody_outside_reads_anything_of_a_private_incident(team: Team, lines: list[str]) -> None:
    outsiders = await _outsiders(team)
    room = await _declared(team)
    await _was_there(team, team.dee, room)
    alike = await team.chi.asks("declare checkout payments are slow sev2", "general")
    assert "INC-3" in alike
    assert "INC-1" not in alike
    for line in INSIDE:
        await _insider(team.bo if "accept" in line else team.ann, line, room)
        await team.moves(minutes=7)
    await _from_a_message(team, room)
    await _things_go_wrong(team, room)

    for outsider in outsiders:
        await _tries(team, outsider, _about(SECRET_ONE))
        assert "INC-1" not in outsider.home()
    await _tries(team, team.chi, _typed_by_buttons(team))
    await _tries(team, team.dee, ["list all", "find payments", *_about(SECRET_ONE)])

    assert leaks(team, outsiders) == []
    assert [line for line in lines if SECRET in line.lower()] == []
    # The search finds what is there to be found.
    assert leaks(team, [team.ann])
    assert any("given up" in line for line in lines)


@pytest.mark.parametrize("who", ["a member", "a guest"])
async def test_a_private_incident_is_answered_like_one_that_there_is_not(team: Team, who: str) -> None:
    member, guest, _ = await _outsiders(team)
    await _declared(team)
    outsider = member if who == "a member" else guest
    for line in _about(SECRET_ONE):
        told = await outsider.asks(line, "random")
        await _closes(outsider)
        instead = await outsider.asks(_renumbered(line), "random")
        await _closes(outsider)
        assert _renumbered(told) == instead


async def test_a_private_room_that_cannot_be_made_leaves_no_trace(team: Team, lines: list[str]) -> None:
    outsiders = await _outsiders(team)
    team.sandbox.faults.next("conversations.create", "refused", error="restricted_action")
    await team.ann.asks(f"declare {SECRET} sev1 --private")

    assert team.rooms == []
    assert team.incidents.posts == []
    assert leaks(team, outsiders) == []
    assert [line for line in lines if SECRET in line] == []


async def test_an_overseer_sees_it_and_others_of_known_groups_do_not(
    sandbox: Sandbox, database_url: str, moved_clock: MovedClock
) -> None:
    access = {"see_private": ["S0EXECS00"], "declare": ["members", "S0ONCALL0"]}
    settings = over_socket(sandbox, database_url, access=access)
    async with working(sandbox, settings, moved_clock) as team:
        await team.chi.asks(f"declare {SECRET} sev1 --private")
        # Of the executives.
        assert SECRET in await team.dee.asks("list")
        assert SECRET in await team.dee.opens_home()
        # Of those on call, whom the settings name too.
        assert SECRET not in await team.bo.asks("list")
        await team.bo.opens_home()
        assert leaks(team, [team.bo, team.ann]) == []


def leaks(team: Team, people: list[Colleague]) -> list[str]:
    """Where these people can read the secret, or the id of a room that they are not in."""
    return [
        f"{where}: {said[:500]}"
        for somebody in people
        for where, said in reads(team.sandbox, somebody.person)
        if any(needle in said.lower() for needle in _needles(team, somebody))
    ]


def _needles(team: Team, somebody: Colleague) -> list[str]:
    elsewhere = [each.id.lower() for each in _private_rooms(team) if somebody.id not in each.channel.members]
    return [SECRET, *elsewhere]


async def _outsiders(team: Team) -> list[Colleague]:
    """A member, a guest, and somebody of another company; all have looked at their Home tab."""
    eve = await team.arrives("eve", "Eve Guest", "UTC", guest=True)
    fay = await team.arrives("fay", "Fay Elsewhere", "UTC", company="T0ELSEWHERE")
    await team.ann.invites("random", eve, fay)
    outsiders = [team.chi, eve, fay]
    for outsider in outsiders:
        await outsider.opens_home()
    return outsiders


async def _declared(team: Team) -> Room:
    """By line, and another one by form; the room of the first, with bo in it."""
    await team.ann.asks(
        f'declare checkout payments {SECRET} sev1 --private --service {SECRET}-db --impact "no {SECRET}"'
    )
    room = _private_rooms(team)[0]
    await team.ann.asks("declare", "general")
    await team.ann.fills(title=f"second {SECRET}", severity="sev2", options=["private"])
    await _closes(team.ann)
    await team.ann.invites(room, team.bo)
    return room


async def _was_there(team: Team, somebody: Colleague, room: Room) -> None:
    """Whoever is put out of the room sees nothing of it any more."""
    await team.ann.invites(room, somebody)
    assert SECRET in await somebody.opens_home()
    await team.ann.removes(room, somebody)
    assert SECRET not in somebody.home()


async def _insider(somebody: Colleague, line: str, room: Room) -> None:
    told = await somebody.asks(line, room)
    assert "You want to" not in told, f"{line} does nothing: {told}"
    await fill_everything(somebody)


async def _from_a_message(team: Team, room: Room) -> None:
    ts = await team.ann.says(f"another {SECRET} was seen", room)
    await team.ann.uses_on(room.message(ts), "Declare from message")
    await fill_everything(team.ann)
    for shortcut in ("Add to timeline", "Add action item"):
        await team.ann.uses_on(room.message(ts), shortcut)
        await fill_everything(team.ann)


async def _things_go_wrong(team: Team, room: Room) -> None:
    """Slack refuses, the room is lost, another one is opened, and a day goes by."""
    for number, (method, code) in enumerate(REFUSED.items()):
        team.sandbox.faults.next(method, "refused", error=code)
        await team.ann.asks(f"title {SECRET_ONE} {SECRET} number {number}", room)
        await team.ann.asks(f"note {SECRET_ONE} {SECRET} number {number}", room)
        team.sandbox.faults.clear()
    await team.ann.archives(room)
    assert "You want to" not in await team.ann.asks(f"room {SECRET_ONE}", "general")
    assert "You want to" not in await team.ann.asks(f"title {SECRET_ONE} {SECRET} in its new room", "general")
    for _ in range(3):
        await team.moves(minutes=60 * 24)


REFUSED = {
    "chat.postMessage": "restricted_action",
    "chat.update": "edit_window_closed",
    "conversations.setTopic": "user_is_restricted",
    "conversations.rename": "not_authorized",
}


async def _tries(team: Team, outsider: Colleague, lines: list[str]) -> None:
    """Types all that, and uses what else the bot offers; looks at every form before it is closed."""
    for line in lines:
        await outsider.asks(line, "random")
        await _closes(outsider)
    await outsider.opens_home()
    await outsider.uses_shortcut("Declare an incident")
    await outsider.fills(title="checkout payments fail", severity="sev1")
    await _closes(outsider)
    ts = await outsider.says("checkout payments look bad", "random")
    await outsider.uses_on(team.sandbox.channel("random").message(ts), "Declare from message")
    await _closes(outsider)
    await outsider.uses_on(team.sandbox.channel("random").message(ts), "Add to timeline")
    await _closes(outsider)


async def _closes(somebody: Colleague) -> None:
    """Closes what they have open, if that is anything. An outsider's form must have nothing of the secret."""
    if (view := somebody.person.view) is not None:
        assert somebody.person.name in INSIDERS or SECRET not in json.dumps(view.body).lower()
        await somebody.person.closes(whole_stack=True)


INSIDERS = ("ann", "bo")


def _about(ref: str) -> list[str]:
    """Each command about that incident. What they declare is their own, and its number another each time."""
    lines = [
        line
        for name, command in CATALOGUE.items()
        for line in (f"{name} {ref}", command.example_about(ref))
        if not name.startswith("declare")
    ]
    return [*dict.fromkeys(lines), "list all", "list private", "find checkout", "find payments"]


def _renumbered(words: str) -> str:
    return re.sub(r"(?i)\b(inc-)1\b", r"\g<1>99", words)


def _private_rooms(team: Team) -> list[Room]:
    return [each for each in team.sandbox.channels if each.is_private and each.name.startswith("incident-")]


def _typed_by_buttons(team: Team) -> list[str]:
    """What every button and menu would type that the bot ever showed to insiders."""
    shown = [message.blocks for room in team.sandbox.channels for message in room.messages]
    shown += [
        view.body["blocks"] for view in team.sandbox.workspace.views.values() if view.user == team.ann.id
    ]
    return sorted({line for line in _commands_in(shown) if not line.startswith("declare")})


def _commands_in(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for each in node:
            yield from _commands_in(each)
    elif isinstance(node, dict):
        if str(node.get("action_id", "")).startswith("command:"):
            yield from (option["value"] for option in node.get("options", []))
            if "value" in node:
                yield node["value"]
        for each in node.values():
            yield from _commands_in(each)
