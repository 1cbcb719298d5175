"""Whether a document has the shape that our schema describes: as much of JSON Schema as that one uses.

Fields that it does not know are let through: later releases may add some within a schema version.
https://json-schema.org/draft/2020-12/json-schema-validation
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from incident_bot.exports.json_document import schema

Check = Callable[[Any], str | None]
"""None when a value is right; otherwise where it is not, and why: `incident.title: it is no string`."""

YEARS = range(1990, 9001)
"""What is outside was never meant: and whoever adds a little to it must not leave the calendar."""

_TYPES: dict[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def misshapen(document: object) -> str | None:
    """What of a document is not as the schema has it; None when all is."""
    return _compiled("")(document)


@cache
def _compiled(reference: str) -> Check:
    described = schema()
    for step in reference.removeprefix("#/").split("/") if reference else ():
        described = described[step]
    return _check(described)


def _check(described: Mapping[str, Any]) -> Check:
    checks = [make(described[word]) for word, make in _WORDS.items() if word in described]

    def check(value: Any) -> str | None:
        for each in checks:
            if problem := each(value):
                return problem
        return None

    return check


def _ref(reference: str) -> Check:
    return _compiled(reference)


def _type(names: str | list[str]) -> Check:
    wanted = [names] if isinstance(names, str) else names
    fits = [_TYPES[name] for name in wanted]
    problem = f": it is no {' and no '.join(wanted)}"
    return lambda value: None if any(each(value) for each in fits) else problem


def _const(wanted: object) -> Check:
    return lambda value: None if value == wanted else f": it is not {wanted}"


def _one_of(choices: list[dict[str, Any]]) -> Check:
    checks = [_check(each) for each in choices]

    def check(value: Any) -> str | None:
        problems = [each(value) for each in checks]
        # What is there was meant to be the last choice: the first one is always null.
        return None if None in problems else problems[-1]

    return check


def _pattern(pattern: str) -> Check:
    # To Python, `$` is also before a line break at the end; to the schema it is not.
    found = re.compile(f"{pattern.removesuffix('$')}\\Z" if pattern.endswith("$") else pattern)
    return lambda value: (
        None if not isinstance(value, str) or found.search(value) else ": it is not written as it should be"
    )


def _minimum(least: int) -> Check:
    return lambda value: f": it is less than {least}" if isinstance(value, int) and value < least else None


def _maximum(most: int) -> Check:
    return lambda value: f": it is more than {most}" if isinstance(value, int) and value > most else None


def _format(name: str) -> Check:
    read = date.fromisoformat if name == "date" else datetime.fromisoformat
    problem = f": it is no {'day' if name == 'date' else 'moment'} of the years from 1990 to 9000"

    def check(value: Any) -> str | None:
        try:
            known = not isinstance(value, str) or read(value).year in YEARS
        except ValueError:
            known = False
        return None if known else problem

    return check


def _required(names: list[str]) -> Check:
    def check(value: Any) -> str | None:
        return next((f".{name}: it is missing" for name in names if name not in value), None)

    return check


def _properties(parts: dict[str, dict[str, Any]]) -> Check:
    checks = {name: _check(part) for name, part in parts.items()}

    def check(value: Any) -> str | None:
        # Where the schema does not say of which type it is, it says nothing of other types.
        for name, each in value.items() if isinstance(value, dict) else ():
            if name in checks and (problem := checks[name](each)):
                return f".{name}{problem}"
        return None

    return check


def _additional(part: Mapping[str, Any]) -> Check:
    each = _check(part)

    def check(value: Any) -> str | None:
        return next((f".{name}{problem}" for name, one in value.items() if (problem := each(one))), None)

    return check


def _items(part: Mapping[str, Any]) -> Check:
    each = _check(part)

    def check(value: Any) -> str | None:
        found = enumerate(value if isinstance(value, list) else ())
        return next((f"[{n}]{problem}" for n, one in found if (problem := each(one))), None)

    return check


# `type` comes first: what is below it may rely on it.
_WORDS: dict[str, Callable[[Any], Check]] = {
    "$ref": _ref,
    "type": _type,
    "const": _const,
    "oneOf": _one_of,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "format": _format,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
}
