"""Finds the stories: every test in tests/stories that asks for a team and for nothing that it lacks here.

A story that is written later is among them by itself.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import itertools
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tests.stories
from tests.stories.own_settings import settings_of
from tests.stories.team import Team

TEAMS = {"team": False, "team_over_http": True}
"""What a story calls its team, and whether that bot is delivered to over HTTP."""

NOT_PLAYED: dict[str, str] = {}
"""Stories that cannot be played with a bot in a process of its own, by name, each with the reason."""


@dataclass(frozen=True)
class Story:
    """A story, and how to tell it to a team."""

    name: str
    tell: Callable[[Team], Awaitable[None]]
    over_http: bool
    settings: dict[str, Any] = field(default_factory=dict, compare=False)
    """What it sets otherwise than usual."""

    def __str__(self) -> str:
        return self.name


def stories() -> list[Story]:
    """All that can be played."""
    return [story for story in found() if story.name not in NOT_PLAYED]


def not_playable() -> list[str]:
    """The names of those that ask for more than a team."""
    return [
        f"{_short(module)}::{name}"
        for module, name, told in _tests()
        if _team_of(told) is None and f"{_short(module)}::{name}" not in NOT_PLAYED
    ]


def found() -> Iterator[Story]:
    """Every story that asks for nothing but a team, in the order of files and lines."""
    for module, name, told in _tests():
        if (team := _team_of(told)) is None:
            continue
        for values in _values(told):
            shown = f"[{'-'.join(str(value) for value in values.values())}]" if values else ""
            tell = functools.partial(_tell, told, team, values)
            yield Story(f"{_short(module)}::{name}{shown}", tell, TEAMS[team], settings_of(told))


async def _tell(told: Callable[..., Awaitable[None]], name: str, values: dict[str, Any], team: Team) -> None:
    await told(**{name: team, **values})


def _tests() -> Iterator[tuple[ModuleType, str, Callable[..., Awaitable[None]]]]:
    for file in sorted(Path(tests.stories.__path__[0]).glob("test_*.py")):
        module = importlib.import_module(f"{tests.stories.__name__}.{file.stem}")
        for name, told in vars(module).items():
            if name.startswith("test_") and inspect.iscoroutinefunction(told):
                yield module, name, told


def _team_of(told: Callable[..., Any]) -> str | None:
    """What it calls its team; None when it asks for anything beyond that and its own values."""
    given = {name for mark in _parametrized(told) for name in _names(mark)}
    asked = set(inspect.signature(told).parameters) - given
    return next(iter(asked)) if len(asked) == 1 and asked <= TEAMS.keys() else None


def _values(told: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """Each combination that pytest would run it with."""
    choices = [
        [dict(zip(_names(mark), _row(mark, row), strict=True)) for row in mark.args[1]]
        for mark in _parametrized(told)
    ]
    for chosen in itertools.product(*choices):
        yield {name: value for each in chosen for name, value in each.items()}


def _parametrized(told: Callable[..., Any]) -> list[pytest.Mark]:
    return [mark for mark in getattr(told, "pytestmark", []) if mark.name == "parametrize"]


def _names(mark: pytest.Mark) -> list[str]:
    names = mark.args[0]
    return [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)


def _row(mark: pytest.Mark, row: Any) -> tuple[Any, ...]:
    values = getattr(row, "values", row) if hasattr(row, "marks") else row
    return (values,) if len(_names(mark)) == 1 and not hasattr(row, "marks") else tuple(values)


def _short(module: ModuleType) -> str:
    return module.__name__.rpartition(".test_")[2]
