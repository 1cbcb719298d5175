"""How a story ended, and how that differs from the same story without a crash."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from incident_bot.sandbox import Sandbox

from .snapshot import homes, private, record, workspace

LATE = timedelta(seconds=60)
"""What is tried again after a lost answer is done a little later: by so much at most."""

WIDEST = 200
"""Characters of a line in a diff."""

_TIME = re.compile(r"(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d(?::\d\d)?")


@dataclass(frozen=True)
class Outcome:
    """What is compared: the workspace as people see it, what each was told alone, the record, reminders."""

    workspace: dict[str, Any]
    record: dict[str, Any]
    private: dict[str, list[str]]
    homes: dict[str, str] = field(default_factory=dict)
    """What stands in Home tabs, by person."""

    @classmethod
    def of(cls, sandbox: Sandbox, database: Path) -> Outcome:
        return cls(workspace(sandbox), record(database), private(sandbox), homes(sandbox))

    def without_direct(self, words: str) -> Outcome:
        """The same, less what the bot wrote with these words to somebody alone: it may be more by a crash."""
        kept = {}
        for name, room in self.workspace.items():
            posts = [post for post in room["posts"] if f": {words}" not in post]
            if " and " not in name:
                kept[name] = room
            elif posts or not room["posts"]:
                # A conversation that began with those words would not be there.
                kept[name] = {**room, "posts": posts}
        return replace(self, workspace=kept)


def difference(whole: Outcome, crashed: Outcome, *, lost: list[str], beside: list[str], late: bool) -> str:
    """A readable diff, "" when nobody could tell.

    `lost` are answers that went down with the bot, `beside` what somebody was told because of the crash;
    `late` allows what was tried again to be later.
    """
    compared = {
        "workspace": (whole.workspace, crashed.workspace),
        "Home tabs": (whole.homes, crashed.homes),
        "record": (_in_rows(whole.record), _in_rows(crashed.record)),
        "told privately": _private(whole.private, crashed.private, Counter(lost), Counter(beside)),
    }
    found: list[str] = []
    for name, (before, after) in compared.items():
        one, other = _shown(before), _shown(after)
        other = _on_time(one, other) if late else other
        found += difflib.unified_diff(one, other, f"{name}, no crash", f"{name}, crashed", lineterm="", n=2)
    return "\n".join(line[:WIDEST] for line in found)


def _private(
    whole: dict[str, list[str]], crashed: dict[str, list[str]], lost: Counter[str], beside: Counter[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """What each was told alone, without those lines that a crash may take away or add."""
    expected, told = {}, {}
    for name, lines in whole.items():
        missing, more = Counter(lines) - Counter(crashed[name]), Counter(crashed[name]) - Counter(lines)
        expected[name] = sorted((Counter(lines) - (missing & lost)).elements())
        told[name] = sorted((Counter(crashed[name]) - (more & beside)).elements())
    return expected, told


def _on_time(whole: list[str], crashed: list[str]) -> list[str]:
    if len(whole) != len(crashed):
        return crashed
    return [_earlier(one, other) for one, other in zip(whole, crashed, strict=True)]


def _earlier(whole: str, crashed: str) -> str:
    """The line that crashed, with the times of the other where they are a little earlier."""
    times = _TIME.findall(whole)
    if len(times) != len(_TIME.findall(crashed)):
        return crashed
    kept = iter(times)
    return _TIME.sub(lambda found: _if_little(found[0], next(kept)), crashed)


def _if_little(crashed: str, whole: str) -> str:
    late = _moment(crashed) - _moment(whole)
    return whole if timedelta(0) <= late <= LATE else crashed


def _moment(shown: str) -> datetime:
    # Within a table the date stands only in the first row.
    return datetime.fromisoformat(shown if "-" in shown else f"2026-01-05T{shown}")


def _in_rows(told: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [", ".join(map(str, row)) for row in rows] for name, rows in told.items()}


def _shown(told: Any) -> list[str]:
    return json.dumps(told, indent=1, ensure_ascii=False, default=str).replace("\\n", "\n    ").splitlines()
