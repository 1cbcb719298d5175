"""A few names in one column, so that a statement can ask whether one is among them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Dialect, Text
from sqlalchemy.types import TypeDecorator

from incident_bot.database.folding import has_words


class Names(TypeDecorator[tuple[str, ...]]):
    """Names in their order, kept as text: a line each, with a line break around the whole."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: Dialect) -> str:
        return "".join(f"\n{' '.join(name.split())}" for name in value or ()) + "\n"

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        return tuple(name for name in (value or "").split("\n") if name)


def has_name(column: Any, name: str) -> ColumnElement[bool]:
    """Whether `name` is among the names of a column, in whatever case it is written."""
    return has_words(column, f"\n{' '.join(name.split())}\n")
