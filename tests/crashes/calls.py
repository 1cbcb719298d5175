"""Outside calls of a story, and what can go wrong at each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from incident_bot.sandbox.faults import ADDRESSES


class Crash(Enum):
    """What happens at a call."""

    BEFORE = "killed before it"
    AFTER = "killed after it"
    LOST = "its answer lost"
    """It was done, the connection ended without an answer, and the bot lives."""


@dataclass(frozen=True, order=True)
class Call:
    """The nth call of a method since the story began."""

    method: str
    nth: int

    def __str__(self) -> str:
        return f"{self.method} {self.nth}"


def calls_in(journal: Iterable[dict[str, Any]]) -> list[Call]:
    """Every call to Slack, uploads and what was sent to a response_url included, in the order they came."""
    counted: Counter[str] = Counter()
    found = []
    for entry in journal:
        if entry["kind"] in ("call", *ADDRESSES):
            counted[entry["method"]] += 1
            found.append(Call(entry["method"], counted[entry["method"]]))
    return found
