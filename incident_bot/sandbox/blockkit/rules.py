"""The rules that schemas are made of; each looks at one value and notes what is wrong, in Slack's words.

The words are those of Slack's own validator, which is public: slackhq/hack-json-schema. To it null is of
the wrong type: a property is right, or it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .problem import Problems

Rule = Callable[[Any, str, Problems], None]


def string(most: int, *, least: int = 1) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.is_no("must provide a string", at)
        elif len(value) < least:
            told = f"must be more than {least - 1} characters"
            problems.failed(told, at, "min_length", least, len(value))
        elif len(value) > most:
            told = f"must be less than {most + 1} characters"
            problems.failed(told, at, "max_length", most, len(value))

    return check


def pattern(expression: str) -> Rule:
    """A string of this form, named in the answer as Slack names it."""
    matches = re.compile(expression, re.ASCII).search

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.is_no("must provide a string", at)
        elif not matches(value):
            told = f"input must match regex pattern: {expression}"
            problems.failed(told, at, "pattern", expression, value)

    return check


def one_of(*values: str) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.is_no("must provide a string", at)
        elif value not in values:
            problems.failed("must be a valid enum value", at, "enum", list(values), value)

    return check


def boolean(value: Any, at: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        problems.is_no("must be a boolean", at)


def integer(least: int, most: int | None = None) -> Rule:
    """Both bounds are allowed, though Slack's words sound as if they were not."""

    def check(value: Any, at: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            problems.is_no("must provide an integer", at)
        elif value < least:
            problems.failed(f"must be greater than {least}", at, "minimum", least, value)
        elif most is not None and value > most:
            problems.failed(f"must be less than {most}", at, "maximum", most, value)

    return check


def anything(value: Any, at: str, problems: Problems) -> None:
    """For what was looked at already."""


def listed(rule: Rule, *, most: int | None = None, least: int = 1) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.is_no("must provide an array", at)
            return
        if len(value) < least:
            problems.failed(f"must provide at least {least} items", at, "min_items", least, len(value))
        if most is not None and len(value) > most:
            problems.failed(f"no more than {most} items allowed", at, "max_items", most, len(value))
        for number, item in enumerate(value):
            rule(item, f"{at}/{number}", problems)

    return check


def object_of(
    required: Mapping[str, Rule] | None = None,
    optional: Mapping[str, Rule] | None = None,
    *,
    typed: bool = True,
) -> Rule:
    """An object with exactly these properties; a `type` was looked at by whoever chose this rule."""
    needed = required or {}
    rules = {**({"type": anything} if typed else {}), **(optional or {}), **needed}

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.is_no("must provide an object", at)
            return
        for name in needed:
            if name not in value:
                problems.missing(name, at)
        for name, inner in value.items():
            if name in rules:
                rules[name](inner, f"{at}/{name}", problems)
            else:
                problems.strange(name, at)

    return check


def also(*rules: Rule) -> Rule:
    """All of these, as long as nothing is wrong yet: later ones rely on the shape the first one found."""

    def check(value: Any, at: str, problems: Problems) -> None:
        known = len(problems.found)
        for rule in rules:
            if len(problems.found) == known:
                rule(value, at, problems)

    return check


def by_type(rules: Mapping[str, Rule]) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.is_no("must provide an object", at)
        elif "type" not in value:
            problems.missing("type", at)
        elif not isinstance(value["type"], str) or value["type"] not in rules:
            problems.unsupported(value["type"], tuple(rules), at)
        else:
            rules[value["type"]](value, at, problems)

    return check


def exactly_one_of(*names: str) -> Rule:
    """Not attested in these words, but for `text` and `fields` of a section."""
    told = " or ".join(f"`{name}`" for name in names)

    def check(value: Any, at: str, problems: Problems) -> None:
        given = [name for name in names if name in value]
        if len(given) != 1:
            problems.failed(f"must define either {told}", at, "one_of", list(names), given)

    return check
