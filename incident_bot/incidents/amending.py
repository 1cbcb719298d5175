"""How what is on the record is put right: another version of an entry, never another entry in its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD, Change, Kind

CORRECTABLE = (Kind.NOTE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS)
"""The kinds that somebody may say an entry is of."""

_COLUMNS = ("text", "kind", "occurred_at", "starred", "is_deleted", "is_withdrawn")
_REVISIONS = ("text", "kind", "occurred_at")


class Amending(Facts):
    """The rules of corrections. `versions` are all those of one entry, the first one first."""

    __abstract__ = True

    def correct(
        self,
        versions: Sequence[TimelineEntry],
        act: Act,
        reason: str,
        *,
        text: str | None = None,
        kind: Kind | None = None,
        at: datetime | None = None,
        starred: bool | None = None,
    ) -> None:
        """Say what is right: words, kind, time or star. Raises Refused when there is nothing to put right.

        What the bot wrote of itself can be starred only; `time` corrects the moments of an incident.
        """
        now = versions[-1]
        if now.is_withdrawn:
            raise self._refused(f"#{now.number} is withdrawn: restore it first.")
        new: dict[str, Any] = {}
        if text is not None and text != now.text:
            new["text"] = text
        if kind is not None and kind.value != now.kind:
            new["kind"] = kind.value
        if at is not None and at != now.occurred_at:
            new["occurred_at"] = at.isoformat()
        if kind is Kind.DECISION and starred is None:
            starred = True
        if starred is not None and starred is not now.starred:
            new["starred"] = starred
        if not new:
            raise self._refused(f"#{now.number} says so already.")
        if new.keys() != {"starred"}:
            self._must_be_told(now)
        if kind is not None and kind not in CORRECTABLE:
            raise self._refused(f"#{now.number} cannot become one of the kind {kind}.")
        if at is not None and at > act.at:
            raise self._refused("that moment is still to come.")
        self.amend(versions, Change.CORRECTED, act, reason=reason, new=new)

    def take_back(self, versions: Sequence[TimelineEntry], act: Act, reason: str) -> None:
        """Withdraw an entry: a tombstone says that there was one, who took it back and why."""
        now = versions[-1]
        if now.is_withdrawn:
            raise self._refused(f"#{now.number} is withdrawn already.")
        self._must_be_told(now)
        self.amend(versions, Change.WITHDRAWN, act, reason=reason, new={"is_withdrawn": True})

    def restore(self, versions: Sequence[TimelineEntry], act: Act, to: int, reason: str = "") -> None:
        """Make an entry again what its version `to` was, withdrawn or deleted or not."""
        now = versions[-1]
        wanted = next((each for each in versions if each.version == to), None)
        if wanted is None:
            raise self._refused(f"#{now.number} has no version {to}: they go from 1 to {now.version}.")
        was, is_now = _state(wanted), _state(now)
        new = {name: was[name] for name in _COLUMNS if was[name] != is_now[name]}
        if not new:
            raise self._refused(f"#{now.number} is what version {to} was.")
        self.amend(versions, Change.RESTORED, act, reason=reason, new=new)

    def amend(
        self,
        versions: Sequence[TimelineEntry],
        change: Change,
        act: Act,
        *,
        new: dict[str, Any],
        reason: str = "",
        at: datetime | None = None,
    ) -> TimelineEntry:
        """Add a version. `new` is what changed, by column, moments in ISO, and `files`, as JSON has it.

        `at` is when that was, if it was not now: changes hold in the order in which they were made, in
        whatever order they were heard of.
        """
        first, before = versions[0], versions[-1]
        amendment = {
            "change": change.value,
            "at": (at or act.at).isoformat(),
            "recorded_at": act.at.isoformat(),
            "by": act.by,
            "source": act.source.value,
            "reason": reason,
            "new": new,
        }
        told = [each.amendment for each in versions if each.amendment is not None]
        state = {**_state(first), "files": (first.facts or {}).get("files", [])}
        for each in sorted([*told, amendment], key=_order):
            state |= each["new"]
        revised = [name for name in _REVISIONS if state[name] != _state(first)[name]]
        self.revision = (self.revision or 0) + 1
        version = TimelineEntry(
            incident=self,
            seq=self.revision,
            number=first.number,
            version=before.version + 1,
            is_current=True,
            kind=state["kind"],
            text=state["text"],
            author=first.author,
            occurred_at=datetime.fromisoformat(state["occurred_at"]),
            recorded_at=first.recorded_at,
            source=first.source,
            channel=first.channel,
            message=first.message,
            starred=state["starred"],
            is_deleted=state["is_deleted"],
            is_withdrawn=state["is_withdrawn"],
            facts={**first.facts, **({"files": state["files"]} if state["files"] else {})},
            amendment={**amendment, "revised": revised},
        )
        before.is_current = False
        self.happened.append(version)
        return version

    def _must_be_told(self, entry: TimelineEntry) -> None:
        if entry.kind in TOLD:
            return
        raise Refused(
            f"#{entry.number} says what happened to {self.ref} itself, which cannot be taken back or "
            "rewritten; it can be starred. The moments of the incident are corrected with `time`.",
            example=f"time {self.ref} detected 14:32",
        )


def _state(entry: TimelineEntry) -> dict[str, Any]:
    """The columns that can change, as JSON has them."""
    state = {name: getattr(entry, name) for name in _COLUMNS}
    return state | {"occurred_at": entry.occurred_at.isoformat()}


def _order(amendment: dict[str, Any]) -> tuple[datetime, str, str]:
    # Of changes of one moment the same one comes last wherever they were heard of.
    at = datetime.fromisoformat(amendment["at"])
    return at, amendment["change"], json.dumps(amendment["new"], sort_keys=True)
