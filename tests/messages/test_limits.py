"""Whatever people typed, Slack takes every message, and nobody is pinged by what somebody typed."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import incident_bot
from incident_bot.commands import CATALOGUE
from incident_bot.effects.say_in_room import say_in_room
from incident_bot.effects.say_in_status_channel import say_in_status_channel
from incident_bot.effects.table import EFFECTS
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Kind
from incident_bot.sandbox.blockkit import check_message_blocks, check_view
from incident_bot.settings import Settings
from incident_bot.slack.message import Message
from tests.messages.at_length import in_a_thread, large, over, told_at_length
from tests.messages.nasty import NASTY
from tests.messages.shown import FORMS, SHOWN, Show, Shown

LONGEST_TEXT = 4000
"""https://docs.slack.dev/reference/methods/chat.update"""

SOURCE = Path(incident_bot.__file__).parent
ALLOWED = re.compile(
    r"<@[UW]\w+>|<!subteam\^S\w+>|<#C\w+>|<!date\^\d+\^[^<>|]+\|[^<>|]+ UTC>|<https://example\.slack\.com/[^<>|]+\|[^<>|]+>"
    # Where a postmortem can be read: the address itself, whole.
    r"|<https://example\.com/[^<>|\s]+>"
)
BUILDING = {"blocks", "inputs", "objects"}
"""Not messages, but what they are made of."""

every_settings = pytest.mark.parametrize("settings", [Settings(), large()], ids=["shipped", "large"])
every_text = pytest.mark.parametrize("said", NASTY.values(), ids=NASTY)


@cache
def states(said: str) -> list[Incident]:
    """One that goes on, one that is over, one without a room that was over when it was declared."""
    return [told_at_length(said), over(told_at_length(said)), in_a_thread(said)]


@every_settings
@every_text
@pytest.mark.parametrize("name", SHOWN)
def test_every_message_is_taken(name: str, said: str, settings: Settings) -> None:
    for shown in each_once(SHOWN[name], said, settings):
        is_taken(shown)
        pings_nobody(shown)


@every_settings
@every_text
@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_taken(name: str, said: str, settings: Settings) -> None:
    for shown in each_once(FORMS[name], said, settings):
        is_taken(shown)


def each_once(show: Show, said: str, settings: Settings) -> list[Shown]:
    """What is shown in every state; much of it is the same in all."""
    shown = [each for incident in states(said) for each in show(incident, said, settings)]
    return list({repr(each): each for each in shown}.values())


def test_nothing_is_left_out() -> None:
    """A message or a form that is not shown here might be refused by Slack when it counts."""
    assert made_in("messages", {"Message", "Message | None", "dict[str, Any]", "list[Block]"}) == {
        name for name in SHOWN if "." in name
    }
    assert made_in("forms", {"dict[str, Any]"}) == set(FORMS)


def test_everything_that_is_said_happened() -> None:
    said = {kind for kind in Kind if speaks(kind)}
    assert said <= {entry.what for entry in told_at_length("x").happened}


@every_text
def test_a_button_types_a_command_that_there_is(said: str) -> None:
    everything = [
        shown
        for incident in states(said)
        for show in [*SHOWN.values(), *FORMS.values()]
        for shown in show(incident, said, Settings())
    ]
    words = [element["value"] for element in buttons([parts(each) for each in everything])]
    assert len(words) > 20
    assert {each.split()[0] for each in words} <= set(CATALOGUE)


def made_in(room: str, kinds: set[str]) -> set[str]:
    """The functions of a room that make something to be shown, by module and name."""
    found: set[str] = set()
    for path in (SOURCE / room).rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE / room).with_suffix("").parts).removesuffix(".__init__")
        if module in BUILDING:
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or node.returns is None:
                continue
            if ast.unparse(node.returns) in kinds:
                found.add(f"{module}.{node.name}")
    return found - DATA


DATA = {"updates.facts.inside", "updates.facts.outside"}
"""Dictionaries that are no views."""


def speaks(kind: Kind) -> bool:
    return any(effect in (say_in_room, say_in_status_channel) for effect, _ in EFFECTS[kind])


def parts(shown: Shown) -> list[Any]:
    """The blocks of whatever it is."""
    match shown:
        case None:
            return []
        case Message():
            return shown.blocks
        case dict():
            return list(shown["blocks"])
    return shown


def buttons(part: Any) -> Iterator[dict[str, Any]]:
    """Every button in some blocks."""
    if isinstance(part, dict):
        if part.get("type") == "button":
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from buttons(inner)


def is_taken(shown: Shown) -> None:
    if isinstance(shown, dict):
        check_view(json.loads(json.dumps(shown)), home=shown["type"] == "home")
        return
    if isinstance(shown, Message):
        assert shown.text.strip()
        assert len(shown.text) <= LONGEST_TEXT
    if found := parts(shown):
        check_message_blocks(json.loads(json.dumps(found)))


def pings_nobody(shown: Shown) -> None:
    """Everything in angle brackets is ours: people with a role, rooms, moments, links to Slack."""
    texts = [shown.text] if isinstance(shown, Message) else []
    for each in [*texts, *formatted(parts(shown))]:
        ours = each.removeprefix("<!here> ")
        assert "<" not in ALLOWED.sub("", ours), each


def formatted(part: Any) -> Iterator[str]:
    """Every text with mark-up in some blocks."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield part["text"]
        for inner in part.values():
            yield from formatted(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from formatted(inner)
