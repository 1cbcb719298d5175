"""Everything that went in and out, as it was received and sent; secrets are left out.

Each entry has `number` (grows by one), `time` (seconds since 1970, the workspace's clock), `kind`, `method`,
`args` and, once it is over, `answer` and `seconds` (real ones, from its coming to its end). By kind:

call            a call of the Web API; `verb`, `status` (None when no answer went out), perhaps `fault`
response_url    a post to a response_url, likewise
upload          bytes that came to an upload_url, likewise
slash_commands, interactive, events_api
                what went to the app: `args` is the payload, `answer` the acknowledgement or why there is none
frame           what else went over a socket: connect, hello, disconnect, close
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, TextIO

from .records import JSON

Kind = Literal["call", "response_url", "upload", "slash_commands", "interactive", "events_api", "frame"]
SENT = ("slash_commands", "interactive", "events_api")
# A sandbox that runs for weeks keeps the newest of its history.
MOST, DROPPED_AT_ONCE = 20_000, 5_000
_JSON = json.JSONEncoder(separators=(",", ":"), default=str)
# Somebody may try a real app here: what opens doors elsewhere is not written down.
_SECRET = frozenset(
    {"access_token", "client_secret", "code_verifier", "id_token", "password", "refresh_token", "token"}
)


class Journal(list[JSON]):
    """Entries, oldest first."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        # Each is told of an entry when it is entered, and once more when it is answered.
        self.watchers: list[Callable[[JSON], None]] = []
        # The number of the newest entry.
        self.entered = 0
        self._now = now
        self._began: dict[int, float] = {}
        self._file: TextIO | None = None

    # -- writing it ---

    def enter(self, kind: str, method: str, args: JSON, **beside: Any) -> JSON:
        """The new entry, unanswered; `answered` is told by whoever gives or gets the answer."""
        if len(self) >= MOST:
            self._forget_the_oldest()
        self.entered += 1
        entry: JSON = {"number": self.entered, "kind": kind, "method": method, "args": without_secrets(args)}
        entry |= {"answer": None, "time": self._now(), **beside}
        self._began[self.entered] = time.monotonic()
        self.append(entry)
        self._tell(entry)
        return entry

    def answered(self, entry: JSON, answer: Any, **beside: Any) -> None:
        """Whatever it was is over: what came back, or a word for why nothing did."""
        seconds = time.monotonic() - self._began.pop(entry["number"], time.monotonic())
        told = without_secrets(answer) if isinstance(answer, dict) else answer
        entry |= {"answer": told, "seconds": round(seconds, 6), **beside}
        if self._file is not None:
            self._file.write(line(entry))
        self._tell(entry)

    def note(self, kind: str, method: str, args: JSON, **beside: Any) -> None:
        """Enters what has no answer of its own, as a frame."""
        self.answered(self.enter(kind, method, args, **beside), "ok")

    # -- reading it ---

    def sent(self, *kinds: str) -> list[JSON]:
        """What went to the app: "slash_commands", "interactive", "events_api", or all three."""
        return [entry for entry in self if entry["kind"] in (kinds or SENT)]

    def calls(self, *methods: str) -> list[JSON]:
        """The calls of these methods, or all, in the order they came in."""
        return [
            entry for entry in self if entry["kind"] == "call" and (not methods or entry["method"] in methods)
        ]

    def found(self, kind: str | None = None, method: str | None = None, since: int = 0) -> Iterable[JSON]:
        """The entries after number `since`, of one kind, of one method; None is any."""
        for entry in self:
            wanted = kind in (None, entry["kind"]) and method in (None, entry["method"])
            if wanted and entry["number"] > since:
                yield entry

    # -- keeping it ---

    def write_to(self, path: Path) -> None:
        """Each entry is one line of JSON in this file, as soon as it is over. Raises OSError."""
        self.close()
        # By the line: a test reads it while the sandbox runs, and nothing is lost when that is killed.
        self._file = path.open("a", encoding="utf-8", buffering=1)

    def close(self) -> None:
        """No more lines are written. Harmless when none were."""
        if self._file is not None:
            self._file.close()
        self._file = None

    def _tell(self, entry: JSON) -> None:
        for watcher in self.watchers:
            watcher(entry)

    def _forget_the_oldest(self) -> None:
        for entry in self[:DROPPED_AT_ONCE]:
            self._began.pop(entry["number"], None)
        del self[:DROPPED_AT_ONCE]


def line(entry: JSON) -> str:
    """The entry as a line of JSON, with its end."""
    return _JSON.encode(entry) + "\n"


def without_secrets(told: JSON) -> JSON:
    """A copy in which no token is left, also not one level down, where answers to a sign-in have theirs."""
    return {
        name: _open(value) if isinstance(value, dict) else value
        for name, value in told.items()
        if name not in _SECRET
    }


def _open(told: JSON) -> JSON:
    if _SECRET.isdisjoint(told):
        return told
    return {name: value for name, value in told.items() if name not in _SECRET}
