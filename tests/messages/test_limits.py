"""Whatever people typed, Slack takes every message, and nobody is pinged by what somebody typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from incident_bot.commands import CATALOGUE
from incident_bot.commands.list_incidents import MOST
from incident_bot.commands.timeline import LAST
from incident_bot.effects.say_in_room import say_in_room
from incident_bot.effects.say_in_status_channel import say_in_status_channel
from incident_bot.effects.table import EFFECTS
from incident_bot.forms.declare import declare_form
from incident_bot.forms.told import told
from incident_bot.forms.update import update_form
from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.messages.announcement import announcement
from incident_bot.messages.card import card
from incident_bot.messages.happened import happened
from incident_bot.messages.help import HelpLine, help_page, help_with
from incident_bot.messages.listing import listing
from incident_bot.messages.refusal import refusal
from incident_bot.messages.standing import standing
from incident_bot.messages.timeline import timeline_message
from incident_bot.messages.trouble import form_did_not_open
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.reminder import Reminder
from incident_bot.sandbox.blockkit import check_message_blocks, check_view
from incident_bot.settings import Role, Settings, Severity
from incident_bot.slack import text
from incident_bot.slack.message import Message
from tests.incidents.story import ANN, BO, CHI, after, ann, bo, bot, declared
from tests.messages.nasty import NASTY

LONGEST_TEXT = 4000
"""https://docs.slack.dev/reference/methods/chat.update"""

ALLOWED = re.compile(r"<@[UW]\w+>|<#C\w+>|<!date\^\d+\^[^<>|]+\|[^<>|]+ UTC>")
NAMES = {ANN: "Ann <!here> & Co", BO: "B" * 200}


def large() -> Settings:
    """As much as a configuration may hold."""
    severities = {
        f"sev{n}": Severity(
            label="S" * 20, word="w" * 30, meaning="m" * 200, acknowledge_within=5, update_every=5
        )
        for n in range(1, 10)
    }
    roles = {f"role_{chr(97 + n)}": Role(label=f"{n} " + "r" * 37) for n in range(20)}
    return Settings(
        severities=severities, roles={COMMANDER: Role(label="c" * 40), **roles}, status_channel="i" * 80
    )


every_settings = pytest.mark.parametrize("settings", [Settings(), large()], ids=["shipped", "large"])
every_text = pytest.mark.parametrize("said", NASTY.values(), ids=NASTY)


def told_at_length(said: str) -> Incident:
    """Everything that can happen to an incident, in these words."""
    said = text.plain(text.escape(said))
    incident = declared("sev1", text.one_line(said))
    incident.room_opened("C1", "incident-20260105-x", bot(1))
    for role in (COMMANDER, "comms"):
        incident.assign(role, BO, ann(2))
        incident.assign(role, CHI, bo(3))
    incident.note(said, ann(4))
    incident.decide(said, ann(5))
    incident.set_severity("sev2", ann(6), said)
    incident.move_to(Status.IDENTIFIED, bo(7), said)
    incident.snooze("update_due", after(20), ann(8))
    incident.snooze("no_commander", after(20), ann(8))
    incident.pin_message(said, ann(9), author=None, channel="C1", message="1.2", at=after(1))
    incident.trouble(said, bot(10))
    incident.reminded("update_due", said, after(10), bot(10))
    incident.export_asked(["markdown", "json"], "Europe/Berlin", ann(11))
    incident.resolve(bo(12), said)
    incident.reopen(bo(13), said)
    incident.unassign(COMMANDER, ann(14))
    incident.update(said, ann(15))
    return incident


def reminding(reminder: Reminder) -> Callable[[Incident, Settings], Message]:
    return lambda incident, settings: reminder.message(incident, settings, after(40))


SHOWN: dict[str, Callable[[Incident, Settings], Message]] = {
    "card": card,
    "announcement": announcement,
    "standing": standing,
    "listing": lambda i, s: listing([i] * MOST, MOST + 70, s, nothing="none"),
    "timeline": lambda i, s: timeline_message(i, (i.happened * LAST)[:LAST], 1000, s, NAMES),
    **{name: reminding(each) for name, each in REMINDERS.items()},
}


@every_settings
@every_text
@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN)
def test_what_is_shown_of_an_incident_is_taken(
    show: Callable[[Incident, Settings], Message], said: str, settings: Settings
) -> None:
    incident = told_at_length(said)
    for state in (incident, over(incident)):
        message = show(state, settings)
        is_taken(message)
        pings_nobody(message)


@every_settings
@every_text
def test_what_is_said_of_everything_that_happens_is_taken(said: str, settings: Settings) -> None:
    incident = told_at_length(said)
    spoken = {kind for kind in Kind if speaks(kind)}
    assert spoken <= {entry.what for entry in incident.happened}
    for entry in incident.happened:
        if entry.what in spoken:
            message = happened(entry, incident, settings)
            is_taken(message)
            pings_nobody(message)


@every_settings
@every_text
def test_a_refusal_is_taken_as_a_message_and_in_a_form(said: str, settings: Settings) -> None:
    problem = f"“{text.fit(said, 100)}” is no severity."
    for command in CATALOGUE.values():
        message = refusal(command.summary, problem, command.example, settings)
        is_taken(message)
        check_view(told("Not yet", message), home=False)


@every_settings
def test_help_is_taken(settings: Settings) -> None:
    lines = [HelpLine(each.name, each.usage, each.summary, each.example) for each in CATALOGUE.values()]
    is_taken(help_page(lines, settings))
    for line in lines:
        is_taken(help_with(line, settings))


@every_settings
@every_text
def test_forms_are_taken(said: str, settings: Settings) -> None:
    check_view(declare_form(settings), home=False)
    check_view(update_form(declared(title=said, number=10**9)), home=False)
    is_taken(form_did_not_open(said, settings))


@every_text
def test_a_button_types_a_command_that_there_is(said: str) -> None:
    incident = told_at_length(said)
    messages = [show(state, Settings()) for show in SHOWN.values() for state in (incident, over(incident))]
    words = [
        element["value"]
        for message in messages
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    assert words
    assert {each.split()[0] for each in words} <= set(CATALOGUE)
    assert all(incident.ref in each.split() for each in words)


def over(incident: Incident) -> Incident:
    ended = told_at_length(incident.title)
    ended.resolve(bo(60), incident.title)
    return ended


def speaks(kind: Kind) -> bool:
    return any(effect in (say_in_room, say_in_status_channel) for effect, _ in EFFECTS[kind])


def is_taken(message: Message) -> None:
    assert message.text.strip()
    assert len(message.text) <= LONGEST_TEXT
    if message.blocks:
        check_message_blocks(json.loads(json.dumps(message.blocks)))


def pings_nobody(message: Message) -> None:
    """Everything in angle brackets is ours: people with a role, rooms, moments."""
    for shown in [message.text, *formatted(message.blocks)]:
        ours = shown.removeprefix("<!here> ")
        assert "<" not in ALLOWED.sub("", ours), shown


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
