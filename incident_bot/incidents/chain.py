"""The chain: each fact on the record carries a hash of itself and of the fact before it in its incident.

Whoever has the head (the hash of the latest fact) of some moment can tell whether what was on the record then
is still there, unchanged and whole. Whoever can write to the database can make a new chain; it then ends in
another head than the one that was posted. Nothing here says that what people wrote is true.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from incident_bot.incidents.timeline import TimelineEntry

FIELDS = (
    "seq",
    "number",
    "version",
    "kind",
    "text",
    "author",
    "occurred_at",
    "recorded_at",
    "source",
    "channel",
    "message",
    "starred",
    "is_deleted",
    "is_withdrawn",
    "facts",
    "amendment",
)
"""What is hashed: all that is said, and nothing that depends on where it is kept."""


@dataclass(frozen=True)
class Break:
    """Where a record stops being what was written down: the place of the fact, and what is wrong with it."""

    seq: int
    problem: str
    said: Mapping[str, Any] | None = None
    """The fact as it is now; None when it is missing, or when nothing is wrong with it alone."""


def content(entry: TimelineEntry | Row[Any]) -> dict[str, Any]:
    """What is hashed of an entry, or of a row with its columns, as JSON has it; moments with six digits."""
    return {name: _plain(getattr(entry, name)) for name in FIELDS}


def digest(previous: str, said: Mapping[str, Any]) -> str:
    """The hash of a fact's `content` after the hash `previous`; empty for the first fact. 64 hex digits."""
    # Sorted and in ASCII, so that it is the same text wherever the words come from.
    text = json.dumps([previous, dict(said)], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


class Walk:
    """Goes along a chain, fact by fact in their order, and stops at the first that does not fit.

    Beside the hashes it looks whether numbers and versions can be: whoever makes a whole new chain may still
    have left out a version. `looked_for` is a head that is to be found on the way.
    """

    def __init__(self, looked_for: str = "") -> None:
        self.head = ""
        self.count = 0
        self.broken: Break | None = None
        self.found_at: int | None = None
        """The fact whose hash was looked for."""
        self.versions: dict[int, int] = {}
        """How many versions of each entry there were so far, by its number."""
        self._looked_for = looked_for

    def step(self, said: Mapping[str, Any], recorded: str) -> bool:
        """The next fact and the hash that stands beside it; False once the chain is broken."""
        if self.broken is None and (problem := self._problem(said, recorded)):
            self.broken = problem
        if self.broken is None:
            self.head, self.count = recorded, self.count + 1
            self.versions[said["number"]] = said["version"]
            if recorded == self._looked_for:
                self.found_at = self.count
        return self.broken is None

    def ends_in(self, head: str, count: int | None = None) -> bool:
        """Whether these were all facts, and the last one the one that is said to be."""
        if self.broken is not None:
            return False
        count = self.count if count is None else count
        if self.count < count:
            self.broken = Break(self.count + 1, f"it is missing: there should be {count} facts")
        elif self.count > count:
            self.broken = Break(count + 1, f"it is one too many: there should be {count} facts")
        elif self.head != head:
            self.broken = Break(self.count, "its hash is not the head that is kept with the incident")
        return self.broken is None

    def _problem(self, said: Mapping[str, Any], recorded: str) -> Break | None:
        expected, seq = self.count + 1, said["seq"]
        if seq > expected:
            return Break(expected, f"it is missing: fact {seq} stands in its place")
        if seq < expected:
            return Break(seq, f"it is there a second time, where fact {expected} should be", said)
        if digest(self.head, said) != recorded:
            return Break(seq, "it is not what was written down", said)
        before = self.versions.get(said["number"], 0)
        if said["version"] != before + 1 or (before == 0 and said["number"] != seq):
            return Break(seq, f"it is version {said['version']}, and {before} came before it", said)
        return None


def link(head: str, entries: Iterable[TimelineEntry]) -> str:
    """Give new entries their hashes, the first after `head`; returns the new head."""
    for entry in entries:
        entry.hash = head = digest(head, content(entry))
    return head


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, dict):
        # As it comes back from the database.
        return json.loads(json.dumps(value))
    return value
