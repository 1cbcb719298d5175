"""The raw traffic for a page whose inspector is open: short rows as they happen, the whole on request."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .errors import SlackError
from .journal import Journal
from .records import JSON

# As many rows as somebody can look through.
_MOST = 500
_ABOUT = 160
_ENVELOPE = frozenset(
    {"type", "api_app_id", "team", "team_id", "team_domain", "enterprise", "is_enterprise_install", "token"}
)
_FIRST = ("command", "text", "callback_id", "actions")
_BESIDE = ("seconds", "attempt", "status", "fault", "verb", "retry_after")


class Inspection:
    """What one tab sees of the journal, from when the inspector is opened until it is closed."""

    def __init__(self, journal: Journal, send: Callable[[JSON], None]) -> None:
        self._journal = journal
        self._send = send
        self._watching = False

    def watch(self) -> None:
        """Sends the last rows, and each that comes or is answered from now on."""
        self._send(
            {"type": "journal", "rows": [row(entry) for entry in self._journal[-_MOST:]], "anew": True}
        )
        if not self._watching:
            self._watching = True
            self._journal.watchers.append(self._hear)

    def stop(self) -> None:
        """Harmless when nothing is watched."""
        if self._watching:
            self._watching = False
            self._journal.watchers.remove(self._hear)

    def entry(self, number: int) -> JSON:
        """Everything of one entry. Raises SlackError once it is forgotten."""
        first = self._journal[0]["number"] if self._journal else 0
        if not 0 <= number - first < len(self._journal):
            raise SlackError("entry_not_found")
        found = self._journal[number - first]
        return {"args": found["args"], "answer": found["answer"]}

    def _hear(self, entry: JSON) -> None:
        self._send({"type": "journal", "rows": [row(entry)]})


def row(entry: JSON) -> JSON:
    """One line of the list: what, how it went, and the beginning of what was said."""
    shape = {name: entry[name] for name in ("number", "kind", "method", "time")}
    beside = {name: entry[name] for name in _BESIDE if entry.get(name) is not None}
    about = json.dumps(_telling(entry["args"]), ensure_ascii=False, default=str)[:_ABOUT]
    shape |= {"about": about, "open": "seconds" not in entry, "error": _error(entry["answer"])}
    return {**shape, **beside}


def _telling(args: Any) -> Any:
    """Without what every delivery has in common: the row is short."""
    if not isinstance(args, dict):
        return args
    event = args.get("event")
    told = event if isinstance(event, dict) else args
    first = {name: told[name] for name in _FIRST if name in told}
    return {**first, **{name: value for name, value in told.items() if name not in _ENVELOPE}}


def _error(answer: Any) -> str | None:
    """What Slack, or we, say is wrong; acknowledgements are objects, and reasons for none are words."""
    if isinstance(answer, dict):
        return str(answer["error"]) if answer.get("ok") is False and answer.get("error") else None
    return str(answer) if answer not in (None, "", "ok") else None
