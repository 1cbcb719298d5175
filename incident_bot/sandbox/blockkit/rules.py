"""The rules that schemas are made of; each looks at one value and notes what is wrong, in Slack's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Surface = Literal["message", "modal", "home"]


@dataclass
class Problems:
    """What is wrong, each with the JSON pointer to it."""

    surface: Surface
    found: list[tuple[str, str]] = field(default_factory=list)
    # Everything a person would read, for Slack's limit over all blocks together.
    text_length: int = 0

    def note(self, message: str, pointer: str) -> None:
        self.found.append((message, pointer))

    def lines(self) -> list[str]:
        return [f"{message} [json-pointer:{pointer}]" for message, pointer in self.found]


Rule = Callable[[Any, str, Problems], None]


def string(most: int, *, least: int = 1, starts: tuple[str, ...] = ()) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.note("must be a string", at)
        elif len(value) < least:
            problems.note(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            problems.note(f"must be less than {most + 1} characters", at)
        elif starts and not value.startswith(starts):
            problems.note("must be a valid URL", at)

    return check


def matching(matches: Callable[[str], object], wanted: str) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not matches(value):
            problems.note(f"must be {wanted}", at)

    return check


def one_of(*values: str) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if value not in values:
            problems.note(f"must be one of: {', '.join(values)}", at)

    return check


def boolean(value: Any, at: str, problems: Problems) -> None:
    if not isinstance(value, bool):
        problems.note("must be a boolean", at)


def integer(least: int, most: int) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            problems.note("must be an integer", at)
        elif not least <= value <= most:
            problems.note(f"must be between {least} and {most}", at)

    return check


def anything(value: Any, at: str, problems: Problems) -> None:
    """For what Slack describes and we do not look into."""


def listed(rule: Rule, *, most: int, least: int = 1) -> Rule:
    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.note("must be an array", at)
            return
        if len(value) < least:
            problems.note(f"must provide at least {least} items", at)
        if len(value) > most:
            problems.note(f"no more than {most} items allowed", at)
        for number, item in enumerate(value):
            rule(item, f"{at}/{number}", problems)

    return check


def object_of(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object with exactly these properties; `type` was looked at by whoever chose this rule."""
    rules = {"type": anything, **(optional or {}), **required}

    def check(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.note("must be an object", at)
            return
        for name in required:
            if value.get(name) is None:
                problems.note(f"missing required field: {name}", at)
        for name, inner in value.items():
            if name not in rules:
                problems.note(f"invalid additional property: {name}", at)
            elif inner is not None:
                rules[name](inner, f"{at}/{name}", problems)

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
            problems.note("must be an object", at)
        elif "type" not in value:
            problems.note("missing required field: type", at)
        elif value["type"] not in rules:
            problems.note(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            rules[value["type"]](value, at, problems)

    return check
