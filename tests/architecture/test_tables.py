"""The tables that one adds a line to are complete: what exists is listed, and what is listed exists."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from types import ModuleType

import pytest

from incident_bot import commands, effects, forms, reminders
from incident_bot.app import JOBS
from incident_bot.commands import CATALOGUE
from incident_bot.commands.command import Command
from incident_bot.effects.table import EFFECTS
from incident_bot.forms import FORMS
from incident_bot.incidents.vocabulary import Kind
from incident_bot.reminders import REMINDERS
from incident_bot.settings import Settings
from tests.incidents.story import after, ann, declared

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
    assert set(JOBS) == followed | written | {"send_reminder"}
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
    assert set(namesakes(reminders)) - {"tick", "reminder", "send"} == set(REMINDERS)
    assert all(reminder.name == name for name, reminder in REMINDERS.items())


@pytest.mark.parametrize("name", REMINDERS)
def test_every_reminder_can_be_snoozed(name: str) -> None:
    incident = declared("sev1")
    incident.snooze(name, after(1000), ann(1))
    assert REMINDERS[name].due(incident, Settings(), after(500)) is None


def test_every_form_is_known_by_its_callback() -> None:
    callbacks = {
        value
        for module in modules(forms)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    assert callbacks == set(FORMS)
