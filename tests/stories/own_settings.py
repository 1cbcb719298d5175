"""Settings of a story's own: `@with_settings(updates={"leadership_channel": "C0RANDOM0"})`.

They reach the bot wherever the story is told: in the test's process, or by the environment in a crash play.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

_MARK = "settings"


def with_settings(**settings: Any) -> pytest.MarkDecorator:
    """Marks a story. Values are as in the file: texts, numbers, lists, dictionaries."""
    mark: pytest.MarkDecorator = pytest.mark.settings(**settings)
    return mark


def settings_of(story: Callable[..., Any]) -> dict[str, Any]:
    """What a story asks for besides the usual."""
    marks = [mark for mark in getattr(story, "pytestmark", []) if mark.name == _MARK]
    return {name: value for mark in marks for name, value in mark.kwargs.items()}


def environment_of(settings: dict[str, Any]) -> dict[str, str]:
    """The same as variables."""
    return {
        f"INCIDENT_BOT_{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in settings.items()
    }
