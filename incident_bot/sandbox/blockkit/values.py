"""Dates, times and numbers as elements hold them: strings of a certain form."""

from __future__ import annotations

from datetime import date
from typing import Any

from .problem import Problems
from .rules import also, pattern


def _on_the_calendar(value: Any, at: str, problems: Problems) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        problems.failed("input must be a valid: date", at, "format", "date", value)


DATE = also(pattern(r"^\d{4}-\d{2}-\d{2}$"), _on_the_calendar)
TIME = pattern(r"^([01]\d|2[0-3]):[0-5]\d$")
DECIMAL = pattern(r"^-?\d+(\.\d+)?$")


def numbers_fit(element: Any, at: str, problems: Problems) -> None:
    """Not attested in all its words: https://docs.slack.dev/reference/block-kit/block-elements/number-input-element"""
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and most is not None and float(least) > float(most):
        problems.failed("must not be greater than `max_value`", f"{at}/min_value", "maximum", most, least)
    first = element.get("initial_value")
    if first is None:
        return
    if least is not None and float(first) < float(least):
        problems.failed(f"must be greater than {least}", f"{at}/initial_value", "minimum", least, first)
    if most is not None and float(first) > float(most):
        problems.failed(f"must be less than {most}", f"{at}/initial_value", "maximum", most, first)
