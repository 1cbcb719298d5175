"""A Slack app's manifest, YAML or JSON: https://docs.slack.dev/reference/app-manifest"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .records import JSON, Command


@dataclass(frozen=True)
class Manifest:
    """What a sandbox needs of it; the rest of the file is not looked at."""

    app_name: str
    commands: list[Command]
    scopes: frozenset[str]
    events: frozenset[str]


def read_manifest(path: Path) -> Manifest:
    """Raises ValueError with a sentence that names the file, and the field if one is wrong."""
    top = _Section(path, "", _mapping(path))
    scopes = top.section("oauth_config").section("scopes")
    subscriptions = top.section("settings").section("event_subscriptions")
    return Manifest(
        app_name=top.section("display_information").text("name"),
        commands=[_command(entry) for entry in top.section("features").sections("slash_commands")],
        scopes=frozenset(scopes.texts("bot")),
        events=frozenset(subscriptions.texts("bot_events")),
    )


def _mapping(path: Path) -> JSON:
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as unreadable:
        raise ValueError(f"{path} cannot be read: {unreadable.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        raise ValueError(f"{path} is not YAML: {' '.join(str(broken).split())}") from None
    if not isinstance(loaded, dict) or "display_information" not in loaded:
        raise ValueError(f"{path} is not the manifest of a Slack app: display_information is missing")
    return loaded


def _command(entry: _Section) -> Command:
    command = entry.text("command")
    if not command.startswith("/"):
        raise entry.wrong("command", "must begin with a slash")
    return Command(
        command=command,
        description=entry.text("description", ""),
        usage_hint=entry.text("usage_hint", ""),
        should_escape=entry.flag("should_escape"),
    )


@dataclass(frozen=True)
class _Section:
    """A mapping somewhere in the file, that knows where."""

    file: Path
    path: str
    body: JSON

    def wrong(self, name: str, rule: str) -> ValueError:
        return ValueError(f"{self.file}: {self.path}{name} {rule}")

    def section(self, name: str) -> _Section:
        """One that is not there, or has nothing in it, is as good as empty."""
        value = self.body.get(name)
        return self._section(name, {} if value is None else value)

    def sections(self, name: str) -> list[_Section]:
        return [self._section(f"{name}[{place}]", value) for place, value in enumerate(self._list(name))]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.body.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not (value or default is not None):
            raise self.wrong(name, "must be a text")
        return value

    def texts(self, name: str) -> list[str]:
        values = self._list(name)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(name, "must be a list of texts")
        return values

    def flag(self, name: str) -> bool:
        value = self.body.get(name) or False
        if not isinstance(value, bool):
            raise self.wrong(name, "must be true or false")
        return value

    def _section(self, name: str, value: object) -> _Section:
        if not isinstance(value, dict):
            raise self.wrong(name, "must be a mapping")
        return _Section(self.file, f"{self.path}{name}.", value)

    def _list(self, name: str) -> list[Any]:
        value = self.body.get(name) or []
        if not isinstance(value, list):
            raise self.wrong(name, "must be a list")
        return value
