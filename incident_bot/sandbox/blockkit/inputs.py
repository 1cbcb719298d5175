"""What Slack's own client does not let through when a form is submitted; the app never hears of it.

https://docs.slack.dev/reference/block-kit/block-elements has the limits; the words are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..records import JSON

REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_URL = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MOST_FILES = 10


def input_errors(blocks: list[JSON], values: dict[str, dict[str, JSON]]) -> dict[str, str]:
    """A sentence by block_id for every input that may not be submitted as it is; `values` as in view.state.

    Files are told by ids or as file objects; only file objects tell their type.
    """
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values.get(block["block_id"], {}).get(element["action_id"], {})
        told = _wrong(element, _entered(state), optional=block.get("optional") is True)
        if told:
            errors[block["block_id"]] = told
    return errors


def _entered(state: JSON) -> Any:
    return next((value for name, value in state.items() if name != "type"), None)


def _wrong(element: JSON, entered: Any, *, optional: bool) -> str | None:
    if entered in (None, "", []):
        return None if optional else REQUIRED
    checks = _CHECKS.get(element["type"], _many if element["type"].startswith("multi_") else None)
    return next(checks(element, entered), None) if checks else None


def _many(element: JSON, entered: list[Any]) -> Iterator[str]:
    most = element.get("max_selected_items")
    if most is not None and len(entered) > most:
        yield f"Please choose {most} at most."


def _text(element: JSON, entered: str) -> Iterator[str]:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(entered) < least:
        yield f"Please enter at least {least} characters."
    if len(entered) > most:
        yield f"Please enter {most} characters at most."


def _email(element: JSON, entered: str) -> Iterator[str]:
    if not _EMAIL.fullmatch(entered):
        yield "Please enter a valid email address."


def _url(element: JSON, entered: str) -> Iterator[str]:
    if not _URL.fullmatch(entered):
        yield "Please enter a valid URL."


def _number(element: JSON, entered: str) -> Iterator[str]:
    if not _NUMBER.fullmatch(entered):
        yield "Please enter a number."
        return
    if "." in entered and not element.get("is_decimal_allowed"):
        yield "Please enter a whole number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(entered) < float(least):
        yield f"Please enter {least} or more."
    if most is not None and float(entered) > float(most):
        yield f"Please enter {most} or less."


def _files(element: JSON, entered: list[JSON | str]) -> Iterator[str]:
    most = element.get("max_files", _MOST_FILES)
    if len(entered) > most:
        yield f"Please add {most} {'file' if most == 1 else 'files'} at most."
    kinds = element.get("filetypes")
    if kinds and not all(_ending(file) in kinds for file in entered):
        yield f"Please add only files of these types: {', '.join(kinds)}."


def _ending(file: JSON | str) -> str:
    """ "txt", for what Slack calls the file type "text": people know files by their endings."""
    name = str(file["name"]) if isinstance(file, dict) else file
    return name.rpartition(".")[2].lower()


_CHECKS: dict[str, Callable[[JSON, Any], Iterator[str]]] = {
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _url,
    "number_input": _number,
    "file_input": _files,
}
