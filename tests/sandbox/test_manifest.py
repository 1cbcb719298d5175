"""Manifests, and what is said of those that are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incident_bot.sandbox import Sandbox, Seed

NAMED = "display_information: {name: Helper}\n"
COMMAND = "{command: /a, description: Does a}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "app.yaml"


def test_what_a_manifest_leaves_out_the_app_does_not_have(file: Path) -> None:
    file.write_text(NAMED + "features:\nsettings:\n", encoding="utf-8")
    seed = Seed.example(file)
    assert (seed.app_name, seed.commands, seed.scopes, seed.events) == (
        "Helper",
        [],
        frozenset(),
        frozenset(),
    )


def test_a_manifest_may_be_json(file: Path) -> None:
    file.write_text(
        '{"display_information": {"name": "Helper"},'
        ' "features": {"slash_commands": [{"command": "/help", "description": "Helps"}]}}',
        encoding="utf-8",
    )
    (command,) = Seed.example(file).commands
    assert (command.command, command.usage_hint, command.should_escape) == ("/help", "", False)


@pytest.mark.parametrize(
    "text,problem",
    [
        ("display_information: 1", "display_information must be a mapping"),
        ("display_information:", "display_information is missing"),
        ("display_information: {name: ''}", "display_information.name needs 1 or more characters"),
        (NAMED + "features: []", "features must be a mapping"),
        (NAMED + "features: {slash_commands: /help}", "features.slash_commands must be a list"),
        (NAMED + "features: {slash_commands: [/help]}", "features.slash_commands[0] must be a mapping"),
        (
            NAMED + "features: {slash_commands: [{description: a}]}",
            "features.slash_commands[0].command is missing",
        ),
        (
            NAMED + "features: {slash_commands: [{command: help, description: a}]}",
            "features.slash_commands[0].command must be a slash and a word, as in /greet",
        ),
        (
            NAMED + "features: {slash_commands: [{command: /a, description: a, should_escape: 'no'}]}",
            "features.slash_commands[0].should_escape must be true or false",
        ),
        (
            NAMED + f"features: {{slash_commands: [{COMMAND}, {COMMAND}]}}",
            "features have command /a 2 times",
        ),
        (
            NAMED + "features: {shortcuts: [{name: a, type: global, callback_id: a, description: ''}]}",
            "features.shortcuts[0].description needs 1 or more characters",
        ),
        (NAMED + "features: {bot_user: {}}", "features.bot_user.display_name is missing"),
        (
            NAMED + "settings: {interactivity: {is_enabled: true, request_url: localhost}}",
            "settings.interactivity.request_url must begin with https:// or http://",
        ),
        (NAMED + "oauth_config: {scopes: {bot: [1]}}", "oauth_config.scopes.bot[0] must be a text"),
        (
            NAMED + "settings: {event_subscriptions: {bot_events: message}}",
            "settings.event_subscriptions.bot_events must be a list",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_file(file: Path, text: str, problem: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=f"^{re.escape(f'{file}: {problem}')}$"):
        Seed.example(file)


@pytest.mark.parametrize(
    "content,problem",
    [
        (b"b: 2\na: [1", "is not YAML in line 2: "),
        (b"\xff\xfe\xfa", "is not YAML: it is not in UTF-8"),
        (b"a: 1\nb: {a: 1}\na: 2", "is not YAML in line 3: a is there twice"),
        (b"a: " + b"[" * 5000, "is nested too deeply"),
        (b"a: \x00", "is not YAML"),
        (b"- a", "display_information is missing"),
    ],
)
def test_a_file_that_is_no_manifest_is_named(file: Path, content: bytes, problem: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ValueError, match=f"^{re.escape(str(file))} .*{problem}.*$"):
        Seed.example(file)


def test_all_problems_are_told_at_once(file: Path) -> None:
    file.write_text(NAMED + "features: {slash_commands: [{command: help}], shortcuts: [{type: user}]}\n")
    with pytest.raises(ValueError, match=re.escape(str(file))) as wrong:
        Seed.example(file)
    assert str(wrong.value).splitlines() == [
        f"{file}: features.slash_commands[0].command must be a slash and a word, as in /greet",
        f"{file}: features.slash_commands[0].description is missing",
        f"{file}: features.shortcuts[0].name is missing",
        f"{file}: features.shortcuts[0].type must be 'message' or 'global'",
        f"{file}: features.shortcuts[0].callback_id is missing",
        f"{file}: features.shortcuts[0].description is missing",
    ]


def test_the_bot_is_called_as_its_manifest_says(file: Path) -> None:
    file.write_text(NAMED + "features: {bot_user: {display_name: The Helper}}\n")
    sandbox = Sandbox(Seed.example(file))
    assert sandbox.workspace.users[sandbox.app.user].name == "thehelper"


def test_shortcuts_and_tabs_are_taken_from_it(file: Path) -> None:
    shortcut = "{name: Declare from this, type: message, callback_id: declare_from, description: Declares}"
    home = "app_home: {home_tab_enabled: true, messages_tab_enabled: false}"
    file.write_text(NAMED + f"features: {{shortcuts: [{shortcut}], {home}}}\n")
    seed = Seed.example(file)
    assert [(one.name, one.type, one.callback_id) for one in seed.shortcuts] == [
        ("Declare from this", "message", "declare_from")
    ]
    assert (seed.home_tab, seed.messages_tab, seed.interactivity) == (True, False, False)


def test_what_the_sandbox_does_not_know_is_named_and_does_no_harm(file: Path) -> None:
    file.write_text(
        NAMED + "functions: {}\nfeatures: {slash_commands: [{command: /a, description: a, colour: red}]}\n"
    )
    assert Seed.example().read_manifest(file).unknown == ["features.slash_commands[0].colour", "functions"]


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read: No such file or directory"):
        Seed.example(file)
