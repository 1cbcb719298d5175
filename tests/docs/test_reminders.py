"""docs/reminders.md has every reminder, with its family, and every word that is set or typed about them."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

from typer.testing import CliRunner

from incident_bot.__main__ import cli
from incident_bot.incidents.slot import Outcome
from incident_bot.messages.quieting import CHOICES
from incident_bot.reminders import REMINDERS
from incident_bot.settings import Digests, Reminders, Settings
from incident_bot.settings.team import ReminderKey
from tests.docs.pages import examples, quoted, read, rows, section

PAGE = read("docs/reminders.md")
CATALOGUE = {
    quoted(name)[0]: quoted(family)[0] for name, family, *_ in rows(section(PAGE, "Which there are"))
}


def test_every_reminder_has_its_row_in_the_order_of_the_catalogue() -> None:
    assert {name: reminder.family for name, reminder in REMINDERS.items()} == CATALOGUE
    assert list(CATALOGUE) == list(REMINDERS)


def test_the_times_are_those_that_are_built_in() -> None:
    due = {quoted(name)[0]: due for name, _, due, *_ in rows(section(PAGE, "Which there are"))}
    worst, times = Settings().severity("sev1"), Settings().reminders
    told = {
        "update_due": [f"{worst.update_every} min"],
        "update_overdue": [f"{times.overdue_after} min after", f"every {times.overdue_every} min"],
        "no_commander": [f"{worst.acknowledge_within} min without", f"every {worst.acknowledge_within} min"],
        "role_vacant": [f"{times.roles_after} min", *map(Settings().role_label, worst.needs)],
        "checkpoint": [f"every {worst.checkpoint_every} min"],
        "handoff_suggested": [f"{times.handoff_after // 60} h"],
        "handoff_urged": [f"{times.handoff_urged_after // 60} h"],
        "stable": [f"{times.stable_after} min"],
        "quiet": [f"{times.quiet_after // 60} h"],
        "item_due_soon": [f"{times.item_days} days"],
    }
    assert [(name, words) for name, each in told.items() for words in each if words not in due[name]] == []


def test_those_that_can_be_switched_off_are_those_that_there_are() -> None:
    assert set(get_args(ReminderKey)) == set(REMINDERS)


def test_every_family_is_named_where_it_is_said_how_to_hear_less() -> None:
    told = quoted(section(PAGE, "To hear less, or more"))
    assert {reminder.family for reminder in REMINDERS.values()} <= set(told)


def test_the_lengths_of_the_buttons_are_told() -> None:
    assert all(f"{minutes} min*" in PAGE for minutes in CHOICES)


def test_every_outcome_is_explained() -> None:
    told = {quoted(outcome)[0] for outcome, _ in rows(section(PAGE, "What is kept of them"))}
    assert told == {each.value for each in Outcome}


def test_every_digest_is_named() -> None:
    assert set(Digests.model_fields) <= set(quoted(section(PAGE, "Digests")))


def test_every_time_of_reminders_is_told_where_the_settings_are() -> None:
    page = section(read("docs/configuration.md"), "Reminders")
    assert all(re.search(rf"^{name} = ", page, re.MULTILINE) for name in Reminders.model_fields)


def test_what_is_to_be_typed_works() -> None:
    [line] = [code for code in examples(PAGE, "") if code.startswith("incident-bot simulate")]
    result = CliRunner().invoke(cli, line.split()[1:])
    assert result.exit_code == 0
    assert "Monday, 5 January 2026\n14:30      0  Ann declares it.\n" in result.output


def test_a_night_without_an_update_is_as_loud_as_it_is_told() -> None:
    [line] = re.findall(r"`(incident-bot\ssimulate\s[^`]*--updates never[^`]*)`", PAGE)
    shown = CliRunner().invoke(cli, line.split()[1:]).output
    said = Counter(words[2] for row in shown.splitlines() if len(words := row.split()) > 3)
    night = " ".join(PAGE.partition("for a night of eight hours")[2].partition(".")[0].split())
    assert (
        f"that is {said['update_overdue']} messages in the room, {said['checkpoint']} checkpoints," in night
    )
    assert f"and {said['update_due']} that the update is due" in night
    assert f"{said['handoff_suggested'] + said['handoff_urged']} of the hand-off" in night


def test_every_option_that_is_named_exists() -> None:
    told = CliRunner().invoke(cli, ["simulate", "--help"], env={"COLUMNS": "200"}).output
    named = re.findall(r"`(--[a-z]+)", section(PAGE, "Your own times"))
    assert len(named) > 5
    assert [option for option in named if option not in told] == []
