"""How the next version of an entry is made: every change that holds is folded into the first version.

Changes hold in the order in which they were made, in whatever order they were heard of.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind

MESSAGE_CHANGES = (Change.EDITED, Change.DELETED, Change.MARKED, Change.UNMARKED)
"""What happens to a message in Slack, as far as an entry that is made of it follows it."""

_COLUMNS = ("text", "kind", "occurred_at", "starred", "is_deleted", "is_withdrawn")
_REVISIONS = ("text", "kind", "occurred_at")
_MARKED_OR_NOT = {Kind.MESSAGE.value, Kind.PINNED.value}
"""Of a message of a room: to put the mark on it revises nothing that it says."""
_FACTS = ("files", "captured_at", "marked_by")
"""What may change of `facts`."""


class Folding(Facts):
    """Whatever changes an entry, a person or a message in Slack, does it by `amend`."""

    __abstract__ = True

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
        tomb: dict[str, Any] | None = None
        for each in told:
            new_now = _effective(each, state, tomb)
            if "is_withdrawn" in new_now:
                tomb = each if new_now["is_withdrawn"] else None
            state |= new_now
        if tomb is not None and tomb is not amendment:
            # The tombstone says who took it back, and why, whatever is heard of it afterwards.
            amendment["taken_back"] = {name: tomb[name] for name in ("change", "by", "at", "reason")}
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


def holding(versions: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """Of an entry's versions the later ones whose change holds: no other has taken its place."""
    later = [each for each in versions if each.amendment is not None]
    replaced = {each.amendment.get("instead_of") for each in later if each.amendment}
    return [each for each in later if each.version not in replaced]


def difference(now: TimelineEntry, wanted: TimelineEntry) -> dict[str, Any]:
    """What has to change, by column, for `now` to say again what `wanted` does; empty if it does."""
    is_now, was = _state(now), _state(wanted)
    return {name: was[name] for name in _COLUMNS if was[name] != is_now[name]}


def _state(entry: TimelineEntry) -> dict[str, Any]:
    """The columns that can change, as JSON has them."""
    state = {name: getattr(entry, name) for name in _COLUMNS}
    return state | {"occurred_at": entry.occurred_at.isoformat()}


def _effective(
    amendment: dict[str, Any], state: dict[str, Any], tomb: dict[str, Any] | None
) -> dict[str, Any]:
    """What of a change holds: a reaction does not take back what somebody said an entry is.

    Nor does anything in Slack bring back what somebody withdrew (`tomb` is the change that did): only
    somebody who restores it does.
    """
    new: dict[str, Any] = amendment["new"]
    void = set()
    by_reaction = amendment["change"] in (Change.MARKED, Change.UNMARKED) and "captured_at" not in new
    if by_reaction and state["kind"] not in _MARKED_OR_NOT:
        void.add("kind")
    if tomb is not None and tomb["change"] not in MESSAGE_CHANGES and amendment["change"] in MESSAGE_CHANGES:
        void.add("is_withdrawn")
    return {name: value for name, value in new.items() if name not in void}


def _order(amendment: dict[str, Any]) -> tuple[datetime, bool, str, str]:
    # What Slack told of one moment comes in the same order wherever it was heard of; what people put right
    # at one moment stays in the order in which they did it, for sorting is stable.
    at = datetime.fromisoformat(amendment["at"])
    if amendment["change"] not in MESSAGE_CHANGES:
        return at, True, "", ""
    return at, False, amendment["change"], json.dumps(amendment["new"], sort_keys=True)
