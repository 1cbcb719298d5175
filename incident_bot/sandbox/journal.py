"""Everything that went in and out, as it was received and sent."""

from __future__ import annotations

from collections.abc import Callable

from .records import JSON

SENT = ("slash_commands", "interactive", "events_api")
# A sandbox that runs for weeks keeps the newest of its history.
MOST, DROPPED_AT_ONCE = 20_000, 5_000


class Journal(list[JSON]):
    """Entries, oldest first: kind, method, args, answer, and time in seconds since 1970."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now

    def enter(self, kind: str, method: str, args: JSON) -> JSON:
        """The new entry; its `answer` is filled in by whoever gives or gets one."""
        if len(self) >= MOST:
            del self[:DROPPED_AT_ONCE]
        entry: JSON = {"kind": kind, "method": method, "args": args, "answer": None, "time": self._now()}
        self.append(entry)
        return entry

    def sent(self, *kinds: str) -> list[JSON]:
        """What went to the app: "slash_commands", "interactive", "events_api", or all three."""
        return [entry for entry in self if entry["kind"] in (kinds or SENT)]

    def calls(self, *methods: str) -> list[JSON]:
        """The calls of these methods, or all, in the order they came in."""
        return [
            entry for entry in self if entry["kind"] == "call" and (not methods or entry["method"] in methods)
        ]
