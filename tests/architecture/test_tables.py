"""The tables that one adds a line to are complete: what exists is listed, and what is listed exists."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from datetime import timedelta
from types import ModuleType
from typing import get_args

import pytest

from incident_bot import commands, effects, forms, reminders
from incident_bot.app import JOBS
from incident_bot.commands import CATALOGUE
from incident_bot.commands.command import Command
from incident_bot.effects.table import EFFECTS
from incident_bot.forms import FORMS
from incident_bot.incidents.act import Act
from incident_bot.incidents.quiet import AFTERWARDS
from incident_bot.incidents.vocabulary import Kind, Status
from incident_bot.messages.reminder_names import reminder_said
from incident_bot.reminders import REMINDERS, digests, owed_now
from incident_bot.reminders.reminder import Case, Reminder
from incident_bot.settings import Settings
from incident_bot.settings.team import ReminderKey
from tests.incidents.story import START, after, ann, declared

every_command = pytest.mark.parametrize("command", CATALOGUE.values(), ids=CATALOGUE)


def modules(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.iter_modules(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(each.name) for each in found]


def namesakes(package: ModuleType) -> dict[str, object]:
    """What modules of a package are named after: `effects.show.show`."""
    every = {module.__name__.rpartition(".")[2]: module for module in modules(package)}
    return {
        name: found
        for name, module in every.items()
        if (found := getattr(module, name, None) or getattr(module, f"{name}_", None)) is not None
    }


def test_it_is_said_of_every_kind_of_entry_what_follows_from_it() -> None:
    assert set(EFFECTS) == set(Kind)


def test_every_effect_is_a_kind_of_job() -> None:
    followed = {effect.__name__ for row in EFFECTS.values() for effect, _ in row}
    written = {name for name, found in namesakes(effects).items() if is_effect(found)}
    assert len(written) > 5
    said = {
        found.__name__
        for module in [*modules(reminders), *modules(digests)]
        for found in vars(module).values()
        if is_effect(found)
    }
    assert "send_reminder" in said
    assert set(JOBS) == followed | written | said
    assert all(effect.__name__ == kind for kind, effect in JOBS.items())


def is_effect(found: object) -> bool:
    return inspect.iscoroutinefunction(found) and list(inspect.signature(found).parameters) == ["run", "kit"]


def test_every_command_is_in_the_catalogue() -> None:
    written = {
        name
        for name, found in namesakes(commands).items()
        if inspect.iscoroutinefunction(found) and list(inspect.signature(found).parameters) == ["ask"]
    }
    answers = {command.answer.__name__.rstrip("_") for command in CATALOGUE.values()}
    assert written == answers
    assert all(command.name == name for name, command in CATALOGUE.items())


@every_command
def test_the_example_of_a_command_is_of_that_command(command: Command) -> None:
    assert command.example.split()[0] == command.name


@every_command
def test_the_summary_of_a_command_is_the_rest_of_a_sentence(command: Command) -> None:
    assert re.fullmatch(r"[a-z].*[^.]", command.summary), command.summary


def test_every_reminder_is_looked_at() -> None:
    written = {name for name, found in namesakes(reminders).items() if isinstance(found, Reminder)}
    assert written == set(REMINDERS)
    assert all(reminder.name == name for name, reminder in REMINDERS.items())


def test_every_reminder_can_be_switched_off_and_has_a_name_that_people_read() -> None:
    assert set(REMINDERS) == set(get_args(ReminderKey))
    assert all(reminder.said == reminder_said(name) for name, reminder in REMINDERS.items())


@pytest.mark.parametrize("name", REMINDERS)
def test_every_reminder_can_be_snoozed_and_waived_by_its_family(name: str) -> None:
    """Also those that are not owed now: people say so in advance."""
    reminder = REMINDERS[name]
    incident = declared("sev1")
    if reminder.family in AFTERWARDS:
        incident.resolve(ann(1))
    incident.snooze(reminder.family, after(1000), ann(2))
    incident.waive(reminder.family, "we do without", ann(3))
    assert owed_now.due(reminder, Case(incident, Settings()), after(500)) is None


FAST = [name for name, reminder in REMINDERS.items() if reminder.family not in AFTERWARDS]


@pytest.mark.parametrize("name", FAST)
def test_every_reminder_of_what_is_open_comes_and_is_silent_until_its_snooze_ends(name: str) -> None:
    incident = declared("sev1")
    if name != "no_commander":
        incident.assign("commander", "U2", ann(0))
        incident.move_to(Status.MONITORING, ann(0))
    reminder, case = REMINDERS[name], Case(incident, Settings())
    [owed] = owed_now.owed_of(reminder, case)
    first = owed.rhythm.after(START)
    assert first is not None
    assert owed_now.due(reminder, case, first) == first
    incident.snooze(reminder.family, first + timedelta(days=2), Act("U1", first))
    assert owed_now.due(reminder, case, first + timedelta(hours=47)) is None
    incident.resolve(Act("U1", first))
    assert owed_now.due(reminder, case, first + timedelta(days=9)) is None


def test_every_form_is_known_by_its_callback() -> None:
    callbacks = {
        value
        for module in modules(forms)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    assert callbacks == set(FORMS)
