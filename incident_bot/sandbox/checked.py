"""Files that people write, checked: each problem is a sentence with the file and the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import AfterValidator, BaseModel, ValidationError
from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

# What comes behind the field, by pydantic's name for the problem.
_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "must be a text",
    "string_unicode": "must be a text of whole characters",
    "string_too_short": "needs {min_length} or more characters",
    "string_too_long": "may have {max_length} characters at most",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a finite number",
    "list_type": "must be a list",
    "too_short": "needs {min_length} or more entries",
    "too_long": "may have {max_length} entries at most",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping",
    "model_attributes_type": "must be a mapping",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "value_error": "{error}",
}


def checked(model: type[Model], content: object, file: Path) -> Model:
    """Raises ValueError with one line for each problem that was found, not only for the first."""
    try:
        return model.model_validate(content)
    except ValidationError as invalid:
        raise ValueError("\n".join(f"{file}: {problem(error)}" for error in invalid.errors())) from None


def problem(error: ErrorDetails) -> str:
    """As in `people[2].zone must be a text`."""
    words = _WORDS.get(error["type"])
    told = error["msg"] if words is None else words.format(**_plain(error.get("ctx", {})))
    return f"{place(error['loc'])}{':' if words is None else ''} {told[0].lower()}{told[1:]}"


def written(pattern: str, told: str) -> AfterValidator:
    """For a text that matches the whole pattern; `told` comes behind the field when it does not."""
    return AfterValidator(_matching(re.compile(pattern), told))


def _matching(pattern: re.Pattern[str], told: str) -> Callable[[str], str]:
    def match(text: str) -> str:
        if pattern.fullmatch(text) is None:
            raise ValueError(told)
        return text

    return match


def _plain(limits: Mapping[str, object]) -> dict[str, object]:
    """1 and not 1.0, as somebody would write it."""
    return {
        name: int(limit) if isinstance(limit, float) and limit.is_integer() else limit
        for name, limit in limits.items()
    }


def place(path: Sequence[int | str]) -> str:
    """As in people[2].zone; "the file" for its whole."""
    named = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return named.removeprefix(".") or "the file"
