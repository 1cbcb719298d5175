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

MESSAGE_CHANGES = (Change.EDITED, Change.DELETED, Change.MARKED, Change.UNMARKED)
"""What happens to a message in Slack, as far as an entry that is made of it follows it."""

_COLUMNS = ("text", "kind", "occurred_at", "starred", "is_deleted", "is_withdrawn")
_REVISIONS = ("text", "kind", "occurred_at")
_MARKED_OR_NOT = {Kind.MESSAGE.value, Kind.PINNED.value}
"""Of a message of a room: to put the mark on it revises nothing that it says."""
_FACTS = ("files", "captured_at", "marked_by")
"""What may change of `facts`."""


def is_told(entry: TimelineEntry) -> bool:
    """Whether people put it on the timeline in their own words: it may be corrected and withdrawn."""
    return entry.kind in TOLD


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
            raise self._not_so(now, f"#{now.number} says so already.")
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
            raise Refused(problem, example=f"restore {self.ref} #{now.number} 1")
        is_now = _state(now)
        others = (
            each for each in reversed(versions[:-1]) if not each.is_withdrawn and _state(each) != is_now
        )
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
        was, is_now = _state(wanted), _state(now)
        new = {name: was[name] for name in _COLUMNS if was[name] != is_now[name]}
        if not new:
            raise self._not_so(now, f"#{now.number} is now what version {to} was.")
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
        instead_of: int | None = None,
    ) -> TimelineEntry:
        """Add a version. `new` is what changed, by column, moments in ISO, and of `_FACTS`, as JSON has it.

        `at` is when that was, if it was not now: changes hold in the order in which they were made, in
        whatever order they were heard of. `instead_of` is the version whose change holds no longer: what was
        heard of later showed that it was another one.
        """
        first, before = versions[0], versions[-1]
        amendment: dict[str, Any] = {
            "change": change.value,
            "at": (at or act.at).isoformat(),
            "recorded_at": act.at.isoformat(),
            "by": act.by,
            "source": act.source.value,
            "reason": reason,
            "new": new,
        }
        if instead_of is not None:
            amendment["instead_of"] = instead_of
        told = [each.amendment or {} for each in holding(versions) if each.version != instead_of]
        told = sorted([*told, amendment], key=_order)
        # The earliest may say that it was put on the record before, and with which words.
        origin = _state(first) | (told[0]["new"] if "captured_at" in told[0]["new"] else {})
        facts = first.facts or {}
        state = _state(first) | {"source": first.source} | {name: facts.get(name) for name in _FACTS}
        for each in told:
            state |= _effective(each, state)
        revised = [
            name
            for name in _REVISIONS
            if state[name] != origin[name] and {state[name], origin[name]} != _MARKED_OR_NOT
        ]
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
            source=state["source"],
            channel=first.channel,
            message=first.message,
            starred=state["starred"],
            is_deleted=state["is_deleted"],
            is_withdrawn=state["is_withdrawn"],
            facts={
                **{name: value for name, value in facts.items() if name not in _FACTS},
                **{name: state[name] for name in _FACTS if state[name]},
            },
            amendment={**amendment, "revised": revised},
        )
        before.is_current = False
        self.happened.append(version)
        return version

    def _must_be_told(self, entry: TimelineEntry) -> None:
        if is_told(entry):
            return
        if entry.kind == Kind.UPDATE:
            raise Refused(
                f"#{entry.number} is an update that people have read: another one puts it right.",
                example=f"update {self.ref} it was 12 %, not 20 %",
            )
        raise Refused(
            f"#{entry.number} says what happened to {self.ref} itself, which cannot be taken back or "
            "rewritten; it can be starred. The moments of the incident are corrected with `time`.",
            example=f"time {self.ref} detected 10m ago",
        )

    def _not_so(
        self, entry: TimelineEntry, problem: str, field: str | None = None, *, do: str = "history"
    ) -> Refused:
        return Refused(problem, example=f"{do} {self.ref} #{entry.number}", field=field)


def _state(entry: TimelineEntry) -> dict[str, Any]:
    """The columns that can change, as JSON has them."""
    state = {name: getattr(entry, name) for name in _COLUMNS}
    return state | {"occurred_at": entry.occurred_at.isoformat()}


def holding(versions: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """Of an entry's versions the later ones whose change holds: no other has taken its place."""
    later = [each for each in versions if each.amendment is not None]
    replaced = {each.amendment.get("instead_of") for each in later if each.amendment}
    return [each for each in later if each.version not in replaced]


def _effective(amendment: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """What of a change holds: a reaction does not take back what somebody said an entry is."""
    new: dict[str, Any] = amendment["new"]
    by_reaction = amendment["change"] in (Change.MARKED, Change.UNMARKED) and "captured_at" not in new
    if by_reaction and state["kind"] not in _MARKED_OR_NOT:
        return {name: value for name, value in new.items() if name != "kind"}
    return new


def _order(amendment: dict[str, Any]) -> tuple[datetime, bool, str, str]:
    # What Slack told of one moment comes in the same order wherever it was heard of; what people put right
    # at one moment stays in the order in which they did it, for sorting is stable.
    at = datetime.fromisoformat(amendment["at"])
    if amendment["change"] not in MESSAGE_CHANGES:
        return at, True, "", ""
    return at, False, amendment["change"], json.dumps(amendment["new"], sort_keys=True)
