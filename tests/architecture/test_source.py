"""What the source may not do: ask the time, or the environment, anywhere but in one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "incident_bot"

CLOCKS = {
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
}
ENVIRONMENT = {"os.environ", "os.environb", "os.getenv", "os.putenv"}


def test_only_the_clock_asks_the_system_for_the_time() -> None:
    assert found(CLOCKS, besides=("clock.py", "sandbox/")) == []


def test_only_the_settings_read_the_environment() -> None:
    assert found(ENVIRONMENT, besides=("settings/load.py", "trial.py")) == []


@pytest.mark.parametrize(
    "line",
    [
        "time.time()",
        "datetime.datetime.now(UTC)",
        "x = datetime.utcnow",
        "from time import time",
        "from time import time as t",
    ],
)
def test_whoever_looks_for_clocks_finds_them(line: str) -> None:
    assert list(uses(ast.parse(line), CLOCKS))


def found(names: set[str], besides: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(SOURCE.rglob("*.py"))
        if not str(path.relative_to(SOURCE)).startswith(besides)
        for line in uses(ast.parse(path.read_text()), names)
    ]


def uses(tree: ast.AST, names: set[str]) -> Iterator[int]:
    """The lines on which one of these is named, by its last two words or by an import of it."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=attribute):
                if f"{owner}.{attribute}" in names:
                    yield node.lineno
            case ast.ImportFrom(module=str(module), names=imported):
                if any(f"{module}.{each.name}" in names for each in imported):
                    yield node.lineno
