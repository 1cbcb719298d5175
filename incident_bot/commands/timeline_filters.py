"""What somebody wants to read of a timeline, as they type it: filters in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from incident_bot.commands.ask import Ask
from incident_bot.commands.times import take_moment, zone_of
from incident_bot.errors import Refused
from incident_bot.incidents import moments_typed
from incident_bot.incidents.timeline_page import EVERYTHING, Sought
from incident_bot.incidents.vocabulary import Kind
from incident_bot.slack import text

KINDS: dict[str, tuple[Kind, ...]] = {
    "note": (Kind.NOTE,),
    "decision": (Kind.DECISION,),
    "action": (Kind.ACTION,),
    "hypothesis": (Kind.HYPOTHESIS,),
    "update": (Kind.UPDATE, Kind.NEXT_UPDATE),
    "message": (Kind.MESSAGE, Kind.PINNED),
    "marked": (Kind.PINNED,),
    "item": (Kind.ITEM,),
    "status": (Kind.DECLARED, Kind.STATUS, Kind.RESOLVED, Kind.REOPENED, Kind.CLOSED),
    "severity": (Kind.SEVERITY,),
    "title": (Kind.TITLE,),
    "impact": (Kind.IMPACT,),
    "service": (Kind.SERVICES,),
    "time": (Kind.MOMENT,),
    "role": (Kind.ROLE, Kind.HANDOFF, Kind.HANDOFF_ANSWER),
    "handoff": (Kind.HANDOFF, Kind.HANDOFF_ANSWER),
    "check": (Kind.CHECK,),
    "room": (Kind.ROOM, Kind.ROOM_WANTED, Kind.ROOM_LOST, Kind.ARCHIVING),
    "postmortem": (Kind.POSTMORTEM,),
    "reminder": (Kind.REMINDER, Kind.SNOOZE),
    "export": (Kind.EXPORT,),
    "problem": (Kind.PROBLEM,),
}
"""The words for what entries are about; each may have an s at its end."""

_ALSO = {
    "hypotheses": "hypothesis",
    "severities": "severity",
    "statuses": "status",
    "moment": "time",
    "pin": "marked",
    "pinned": "marked",
    "marked_message": "marked",
    "checklist": "check",
    "tick": "check",
    **{kind.value: word for word, kinds in KINDS.items() for kind in kinds if kind.value not in KINDS},
}
_MARKS = {
    "starred": "starred",
    "star": "starred",
    "deleted": "deleted",
    "withdrawn": "withdrawn",
}
_ME = ("me", "myself", "mine")
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)
_DAYS = {"today": 0, "yesterday": 1, "tomorrow": -1}
_LENGTH = 4
"""Words of a length of time at most: `1 h 30 min`."""


@dataclass(frozen=True)
class TimelineFilters:
    """What was asked for."""

    sought: Sought = EVERYTHING
    page: int = 1
    words: tuple[str, ...] = ()
    """What types these filters again, but for person and moment."""

    def typed(self, ref: str, page: int) -> str:
        """What types the whole, for a page of it. The moment stays the same however long it is looked at."""
        by = ["by", text.mention(self.sought.author)] if self.sought.author else []
        since = ["since", f"{self.sought.since:%Y-%m-%dT%H:%M:%SZ}"] if self.sought.since else []
        return " ".join(["timeline", ref, *self.words, *by, *since, f"page {page}"])


async def take_filters(ask: Ask) -> TimelineFilters:
    """All that is left of the words. Raises Refused for any that is no filter."""
    found = TimelineFilters()
    while ask.peek():
        found = await _one(ask, found)
    return found


async def _one(ask: Ask, found: TimelineFilters) -> TimelineFilters:
    typed = ask.word()
    word = text.plain(typed).lower().strip(",")
    if kinds := KINDS.get(_kind(word)):
        more = tuple(dict.fromkeys((*found.sought.kinds, *kinds)))
        return _also(found, word, kinds=more)
    if word in _MARKS:
        return _also(found, word, **{_MARKS[word]: True})
    if _NUMBER.fullmatch(word):
        return replace(found, page=_page(word))
    match word:
        case "and" | "all":
            return found
        case "by" | "of":
            return await _by(ask, found, ask.word())
        case "since":
            return replace(found, sought=replace(found.sought, since=await _since(ask)))
        case "page":
            return replace(found, page=_page(text.plain(ask.word())))
    if word in _ME or text.MENTION.match(typed):
        return await _by(ask, found, typed)
    raise Refused(
        f"I do not know how to look for “{text.fit(word, 60)}” on a timeline. You can combine kinds like "
        "`decisions`, `notes`, `actions` or `updates`, and `starred`, `withdrawn`, `deleted`, "
        "`by @somebody`, `since 30m` and `page 2`."
    )


def _also(found: TimelineFilters, word: str, **more: object) -> TimelineFilters:
    words = tuple(dict.fromkeys((*found.words, word)))
    return replace(found, words=words, sought=replace(found.sought, **more))  # type: ignore[arg-type]


def _kind(word: str) -> str:
    for each in (word, word.removesuffix("s")):
        if each in KINDS or each in _ALSO:
            return _ALSO.get(each, each)
    return ""


async def _by(ask: Ask, found: TimelineFilters, typed: str) -> TimelineFilters:
    mentioned = text.MENTION.match(typed)
    if not mentioned and typed.lower() not in _ME:
        shown = text.fit(text.plain(typed), 60)
        problem = f"“{shown}” is nobody I know here" if shown else "it is not said by whom"
        raise Refused(f"{problem}. Type @ and pick the name from Slack's list, or say `me`.")
    person = mentioned[1] if mentioned else ask.request.person
    if found.sought.author not in (None, person):
        raise Refused("I can look for what one person wrote, and there are two.")
    return replace(found, sought=replace(found.sought, author=person))


def _page(word: str) -> int:
    if not _NUMBER.fullmatch(word) or int(word) < 1:
        raise Refused(
            f"“{text.fit(word, 60)}” is no page: write `timeline page 2` for what happened earlier."
        )
    return int(word)


async def _since(ask: Ask) -> datetime:
    """`14:30`, `yesterday 09:00`, `30m`, `yesterday`, `2026-01-05`."""
    words = text.plain(ask.rest).lower().split()
    for count in range(min(len(words), _LENGTH), 0, -1):
        if (length := moments_typed.length(" ".join(words[:count]))) is not None:
            _drop(ask, count + (words[count : count + 1] == ["ago"]))
            return ask.now - length
    zone = await zone_of(ask)
    if words and (day := _day(words[0], ask.now.astimezone(zone).date())) and not _has_clock(words[1:2]):
        _drop(ask, 1)
        begins = datetime.combine(day, time(), zone).astimezone(UTC)
        if begins > ask.now:
            raise Refused(f"“{words[0]}” is still to come.")
        return begins
    return await take_moment(ask)


def _day(word: str, today: date) -> date | None:
    if word in _DAYS:
        return today - timedelta(days=_DAYS[word])
    try:
        return date.fromisoformat(word) if len(word) == len("2026-01-05") else None
    except ValueError:
        return None


def _has_clock(words: list[str]) -> bool:
    return any(":" in word or word == "at" for word in words)


def _drop(ask: Ask, count: int) -> None:
    for _ in range(count):
        ask.word()
