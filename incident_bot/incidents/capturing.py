"""How messages are put on the record, and how the record follows what becomes of them in Slack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from incident_bot.incidents.act import Act
from incident_bot.incidents.amending import Amending
from incident_bot.incidents.capture import Kept, Later
from incident_bot.incidents.folding import MESSAGE_CHANGES, holding
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind, Source

OF_MESSAGES = (Source.REACTION, Source.MESSAGE)
"""How entries come in that follow their messages in all; of others the words do."""


class Capturing(Amending):
    """The rule: what is on the record of a message is its story, whatever was known of that before."""

    __abstract__ = True

    def keep(self, kept: Kept, versions: Sequence[TimelineEntry], now: datetime) -> None:
        """Write down what is missing on the record of a message; `versions` are what is there of it."""
        known = list(versions) or [self._first(kept, now)]
        for later, instead_of in _missing(kept, known):
            source = Source.REACTION if later.change in _BY_REACTION else Source.MESSAGE
            act = Act(later.by, now, source)
            version = self.amend(known, later.change, act, new=later.new, at=later.at, instead_of=instead_of)
            known.append(version)

    def _first(self, kept: Kept, now: datetime) -> TimelineEntry:
        first = kept.first
        entry = self._record(
            Kind(first["kind"]),
            first["text"],
            Act(kept.by, now, kept.source),
            channel=kept.channel,
            message=kept.message,
            author=kept.author,
            # Slack's clock may be ahead of ours: nothing is written down before it happened.
            at=datetime.fromisoformat(first["occurred_at"]),
            starred=first["starred"],
            **kept.facts,
        )
        entry.is_deleted = first["is_deleted"]
        return entry


_BY_REACTION = (Change.MARKED, Change.UNMARKED)


def _missing(kept: Kept, versions: Sequence[TimelineEntry]) -> Iterator[tuple[Later, int | None]]:
    """Changes that the record lacks, each with the version whose place it takes, if there is one.

    What is on the record and did not happen so, is replaced: by what did, or by no change at all.
    """
    wanted = [*_earlier(kept, versions[0]), *kept.later]
    told = {each.version: _told(each) for each in holding(versions) if each.change in MESSAGE_CHANGES}
    missing = [each for each in wanted if each not in told.values()]
    wrong = [number for number, each in told.items() if each.new and each not in wanted]
    for each, number in zip_longest(missing, wrong):
        if each is not None:
            yield each, number
        elif number is not None:
            yield Later(told[number].at, told[number].change, told[number].by, {}), number


def _earlier(kept: Kept, first: TimelineEntry) -> list[Later]:
    """What it was at first, if the entry was made of what was heard of later."""
    if first.source not in OF_MESSAGES or "captured_at" not in first.facts:
        return []
    is_known = {name: _plain(getattr(first, name)) for name in kept.first}
    new: dict[str, Any] = {name: value for name, value in kept.first.items() if value != is_known[name]}
    new |= {
        name: kept.facts.get(name)
        for name in ("captured_at", "marked_by")
        if kept.facts.get(name) != first.facts.get(name)
    }
    if kept.source.value != first.source:
        new["source"] = kept.source.value
    if not new:
        return []
    change = Change.MARKED if kept.by else Change.EDITED
    return [Later(kept.at, change, kept.by, new | {"captured_at": kept.at.isoformat()})]


def _told(version: TimelineEntry) -> Later:
    told = version.amendment or {}
    return Later(datetime.fromisoformat(told["at"]), Change(told["change"]), told["by"], told["new"])


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
