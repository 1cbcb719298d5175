"""Manifests, and what is said of those that are none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incident_bot.sandbox import Seed

NAMED = "display_information: {name: Helper}\n"


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
        '{"display_information": {"name": "Helper"}, "features": {"slash_commands": [{"command": "/help"}]}}',
        encoding="utf-8",
    )
    (command,) = Seed.example(file).commands
    assert (command.command, command.usage_hint, command.should_escape) == ("/help", "", False)


@pytest.mark.parametrize(
    "text,problem",
    [
        ("display_information: 1", "display_information must be a mapping"),
        ("display_information:", "display_information.name must be a text"),
        ("display_information: {name: ''}", "display_information.name must be a text"),
        (NAMED + "features: []", "features must be a mapping"),
        (NAMED + "features: {slash_commands: /help}", "features.slash_commands must be a list"),
        (NAMED + "features: {slash_commands: [/help]}", "features.slash_commands[0] must be a mapping"),
        (
            NAMED + "features: {slash_commands: [{command: /a}, {}]}",
            "features.slash_commands[1].command must be a text",
        ),
        (
            NAMED + "features: {slash_commands: [{command: help}]}",
            "features.slash_commands[0].command must begin with a slash",
        ),
        (
            NAMED + "features: {slash_commands: [{command: /a, should_escape: 'no'}]}",
            "features.slash_commands[0].should_escape must be true or false",
        ),
        (NAMED + "oauth_config: {scopes: {bot: [1]}}", "oauth_config.scopes.bot must be a list of texts"),
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
        (b"a: [1", "is not YAML: "),
        (b"\xff\xfe\xfa", "is not YAML: "),
        (b"- a", "display_information is missing"),
    ],
)
def test_a_file_that_is_no_manifest_is_named(file: Path, content: bytes, problem: str) -> None:
    file.write_bytes(content)
    with pytest.raises(ValueError, match=f"^{re.escape(str(file))} .*{problem}.*$"):
        Seed.example(file)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read: No such file or directory"):
        Seed.example(file)
