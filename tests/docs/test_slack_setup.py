"""docs/slack-setup.md explains what the manifest asks for."""

from __future__ import annotations

import re
from typing import Any

import yaml

from tests.docs.pages import examples, quoted, read, rows, section

PAGE = read("docs/slack-setup.md")
MANIFEST: dict[str, Any] = yaml.safe_load(read("config/slack-manifest.yaml"))


def test_every_scope_has_its_reason() -> None:
    explained = [
        scope for scopes, _ in rows(section(PAGE, "What the scopes are for")) for scope in quoted(scopes)
    ]
    assert sorted(explained) == sorted(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_every_event_is_named() -> None:
    told = re.search(r"the bot uses (.+?);", section(PAGE, "What the scopes are for"), re.DOTALL)
    assert told is not None
    assert sorted(quoted(told[1])) == sorted(MANIFEST["settings"]["event_subscriptions"]["bot_events"])


def test_what_changes_for_http_belongs_to_the_manifest() -> None:
    [changes] = (yaml.safe_load(code) for code in examples(PAGE, "yaml"))
    assert paths(changes) - paths(MANIFEST) == {
        ("features", "slash_commands", "url"),
        ("settings", "event_subscriptions", "request_url"),
        ("settings", "interactivity", "request_url"),
    }


def paths(told: Any) -> set[tuple[str, ...]]:
    """The place of every value; the items of a list share theirs."""
    if isinstance(told, list):
        return {path for each in told for path in paths(each)}
    if not isinstance(told, dict):
        return {()}
    return {(name, *rest) for name, value in told.items() for rest in paths(value)}
