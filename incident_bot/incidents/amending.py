"""How what is on the record is put right: another version of an entry, never another entry in its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.folding import Folding, difference
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import TOLD, Change, Kind

CORRECTABLE = (Kind.NOTE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS)
"""The kinds that somebody may say an entry is of."""


def is_told(entry: TimelineEntry) -> bool:
    """Whether people put it on the timeline in their own words: it may be corrected and withdrawn."""
    return entry.kind in TOLD


def _so_already(starred: bool | None) -> str:
    if starred is None:
        return "says so already"
    return "is starred already" if starred else "has no star"


class Amending(Folding):
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
        new = self.correction(versions, act, text=text, kind=kind, at=at, starred=starred)
        self.amend(versions, Change.CORRECTED, act, reason=reason, new=new)

    def correction(
        self,
        versions: Sequence[TimelineEntry],
        act: Act,
        *,
        text: str | None = None,
        kind: Kind | None = None,
        at: datetime | None = None,
        starred: bool | None = None,
    ) -> dict[str, Any]:
        """What `correct` would change, by column; raises Refused when it may not."""
        now = versions[-1]
        if now.is_withdrawn:
            raise self._not_so(now, f"#{now.number} is withdrawn: restore it first.", do="restore")
        new: dict[str, Any] = {}
        if text is not None and text != now.text:
            new["text"] = text
        if kind is not None and kind.value != now.kind:
            new["kind"] = kind.value
            # Decisions are starred, also those that are recognised later, unless somebody says otherwise.
            starred = True if kind is Kind.DECISION and starred is None else starred
        if at is not None and at != now.occurred_at:
            new["occurred_at"] = at.isoformat()
        if starred is not None and starred is not now.starred:
            new["starred"] = starred
        if not new:
            star_only = starred is not None and text is None and kind is None and at is None
            raise self._not_so(now, f"#{now.number} {_so_already(starred if star_only else None)}.")
        if new.keys() != {"starred"}:
            self._must_be_told(now)
        if kind is not None and "kind" in new and kind not in CORRECTABLE:
            words = ", ".join(each.value for each in CORRECTABLE)
            raise self._not_so(now, f"an entry can become one of {words}, and nothing else.", "kind")
        if text is not None and not text.strip():
            problem = f"nothing would be left of #{now.number}: `withdraw` takes it off the timeline."
            raise self._not_so(now, problem, "text", do="withdraw")
        if at is not None and at > act.at:
            raise self._not_so(now, "that moment is still to come.", "at")
        return new

    def take_back(self, versions: Sequence[TimelineEntry], act: Act, reason: str) -> None:
        """Withdraw an entry: a tombstone says that there was one, who took it back and why."""
        now = versions[-1]
        if now.is_withdrawn:
            raise self._not_so(now, f"#{now.number} is withdrawn already.")
        self._must_be_told(now)
        self.amend(versions, Change.WITHDRAWN, act, reason=reason, new={"is_withdrawn": True})

    def bring_back(self, versions: Sequence[TimelineEntry], act: Act, reason: str = "") -> None:
        """Undo the last change: what was withdrawn stands again, what was corrected is what it was before.

        It never withdraws, and what was restored last is not changed again: two may ask for it at once.
        """
        now = versions[-1]
        if now.is_withdrawn:
            self.amend(versions, Change.RESTORED, act, reason=reason, new={"is_withdrawn": False})
            return
        if now.change is Change.RESTORED:
            problem = f"#{now.number} was restored last. Say which of its versions is to hold now."
            raise self._not_so(now, problem)
        others = (each for each in reversed(versions[:-1]) if not each.is_withdrawn and difference(now, each))
        if (before := next(others, None)) is None:
            raise self._not_so(now, f"#{now.number} says what it said at first: there is nothing to undo.")
        self.restore(versions, act, before.version, reason)

    def restore(self, versions: Sequence[TimelineEntry], act: Act, to: int, reason: str = "") -> None:
        """Make an entry again what its version `to` was, withdrawn or deleted or not."""
        now = versions[-1]
        wanted = next((each for each in versions if each.version == to), None)
        if wanted is None:
            many = f"they go from 1 to {now.version}" if now.version > 1 else "it has the first one only"
            raise self._not_so(now, f"#{now.number} has no version {to}: {many}.")
        new = difference(now, wanted)
        if not new:
            raise self._not_so(now, f"#{now.number} is now what version {to} was.")
        self.amend(versions, Change.RESTORED, act, reason=reason, new=new)

    def _must_be_told(self, entry: TimelineEntry) -> None:
        if is_told(entry):
            return
        if entry.kind == Kind.UPDATE:
            raise Refused(
                f"#{entry.number} is an update that people have read: another one puts it right.",
                example=f"update {self.ref}",
            )
        raise Refused(
            f"#{entry.number} says what happened to {self.ref} itself, which cannot be taken back or "
            "rewritten; it can be starred. The moments of the incident are corrected with `time`.",
            example=f"time {self.ref} detected <time>",
        )

    def _not_so(
        self, entry: TimelineEntry, problem: str, field: str | None = None, *, do: str = "history"
    ) -> Refused:
        return Refused(problem, example=f"{do} {self.ref} #{entry.number}", field=field)
