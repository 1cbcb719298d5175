"""Settings of a story's own: `@with_settings(updates={"leadership_channel": "C0RANDOM0"})`.

They reach the bot wherever the story is told: in the test's process, or by the environment in a crash play.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_args

import pytest

from incident_bot.settings.team import ReminderKey

_MARK = "settings"
NO_DIGESTS: dict[str, Any] = {name: {"at": ""} for name in ("open", "week", "items")}
"""Digests come to the stories that ask for them: in the others, days pass that nobody wants summed up."""


def with_settings(**settings: Any) -> pytest.MarkDecorator:
    """Marks a story. Values are as in the file: texts, numbers, lists, dictionaries."""
    mark: pytest.MarkDecorator = pytest.mark.settings(**settings)
    return mark


def reminded_only_of(*names: str, **settings: Any) -> pytest.MarkDecorator:
    """Marks a story that is about these reminders: the others are switched off."""
    others = [name for name in get_args(ReminderKey) if name not in names]
    return with_settings(**{**settings, "reminders": {**settings.get("reminders", {}), "off": others}})


def settings_of(story: Callable[..., Any]) -> dict[str, Any]:
    """What a story asks for besides the usual, and no digests unless it asks for them."""
    marks = [mark for mark in getattr(story, "pytestmark", []) if mark.name == _MARK]
    asked = {name: value for mark in marks for name, value in mark.kwargs.items()}
    return {"digests": NO_DIGESTS, **asked}


def environment_of(settings: dict[str, Any]) -> dict[str, str]:
    """The same as variables."""
    return {
        f"INCIDENT_BOT_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in settings.items()
    }
