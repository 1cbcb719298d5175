"""What is wrong with a value of the settings, in words of ours where those of the library explain a type."""

from __future__ import annotations

import difflib
import re
from typing import Any

from pydantic_core import ErrorDetails

SHAPES = {
    r"^[A-Z]{2}$": "two capital letters, such as DE",
    r"^[UWS][A-Z0-9]{2,30}$": "an id of Slack's: of a person (U… or W…) or of a user group (S…)",
    r"^[CG][A-Z0-9]{2,30}$": "the id of a channel, such as C012AB3CD",
    r"^(members|guests|strangers|[UWSCG][A-Z0-9]{2,30})$": (
        "members, guests, strangers, or an id of Slack's: of a person (U… or W…), a user group (S…) or "
        "a channel (C… or G…)"
    ),
    r"^sev[1-9]$": "sev1 to sev9",
    r"^[a-z][a-z0-9_]{0,30}$": "small letters, digits and underscores, 31 at most, with a letter first",
    r"^[a-z][a-z_]{0,30}$": "small letters and underscores, 31 at most, with a letter first",
    r"^[a-z0-9_-]{1,80}$": "the name of a channel, without #: small letters, digits, - and _",
    r"^/[a-z0-9_-]{1,31}$": "a slash and a word in small letters, such as /incident",
    r"^https?://\S+$": "an http:// or https:// address",
}
"""What a pattern asks for."""

MANY = 8
"""Of more words than these only those are named that are like the wrong one."""


def in_words(problem: ErrorDetails) -> str:
    """What is wrong, and what would be right."""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "string_pattern_mismatch" if context["pattern"] in SHAPES:
            return f"must be {SHAPES[context['pattern']]}"
        case "string_too_short" | "too_short" if context["min_length"] == 1:
            return "must not be empty"
        case "time_parsing" | "time_type" | "time_delta_type":
            return "must be a time such as 09:00"
        case "date_from_datetime_parsing" | "date_parsing" | "date_type":
            return "must be a day such as 2026-12-24"
        case "tuple_type":
            return "must be a list, in brackets"
        case "literal_error":
            return _one_of(problem["input"], re.findall(r"'([^']+)'", context["expected"])) or problem["msg"]
    return problem["msg"].removeprefix("Value error, ")


def _one_of(typed: Any, allowed: list[str]) -> str | None:
    """Those of many that are meant by half a word, such as a family of reminders, or by a misspelt one."""
    if len(allowed) <= MANY:
        return None
    word = str(typed)
    meant = [name for name in allowed if word in (name.partition("_")[0], name.rpartition("_")[2])]
    meant = meant or difflib.get_close_matches(word, allowed, cutoff=0.4)
    return f"there is no “{word}”; {'you may mean' if meant else 'there are'} {', '.join(meant or allowed)}"
