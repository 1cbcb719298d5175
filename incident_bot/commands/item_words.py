"""An action item as people type it: the text, and in any order whose it is, how urgent, until when, what for.

`@bo P1 add an alert on the pool due friday prevent criterion: it fires in staging`. What belongs to the text
stays in it: a flag stands at one of its ends or beside another one, unless its own word announces it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from incident_bot.errors import Refused
from incident_bot.incidents.days import is_named, leading_day
from incident_bot.incidents.items import PRIORITIES, TYPES
from incident_bot.slack import text

_CRITERION = re.compile(r"(?:criteri(?:on|a)|done-when):", re.IGNORECASE)
_ANNOUNCED = ("owner", "priority", "type", "due")
_BE = ("is", "are", "be", "was", "were", "when", "what")
_NAME = re.compile(r"@\w[\w.-]*")
"""Somebody as typed by hand, whom Slack did not make a mention of."""
_PICK = "Type @ and pick the name from Slack's list, or say `@me`."
_NO_PRIORITY = re.compile("p[4-9]")
"""Whoever types these has other priorities in mind; `p95` is a percentile."""
_VERB_FOLLOWS = re.compile(
    "to|can(not)?|could|will|would|should|must|may|might|we|they|you|i|it|that|and|or|not", re.IGNORECASE
)
"""As in "reduce the time to detect P1": what stands behind these belongs to the text."""


@dataclass(frozen=True)
class ItemWords:
    """What was typed of an item; what is empty was not said."""

    text: str
    """As Slack sent it."""
    criterion: str = ""
    owner: str = ""
    """A mention, or `me`."""
    priority: str = ""
    type_: str = ""
    due: date | None = None
    never: bool = False
    """They said that it is due on no day."""


@dataclass(frozen=True)
class _Flag:
    """Words from `start` to `end` (not included) that say something besides the text."""

    name: str
    value: str | date | None
    start: int
    end: int
    announced: bool
    apart: bool = False
    """It has to stand apart from the text: alone it is too common a word."""
    noun: bool = False
    """Texts end in it: beside them it is one of their words."""


def read_item(words: str, today: date) -> ItemWords:
    """The item in these words; `today` is the day where whoever types it lives. Raises Refused."""
    said, criterion = _parted(words.split())
    told: dict[str, str | date | None] = {}
    texts = []
    for part in (said, criterion):
        flags = list(_accepted(list(_flags(part, today)), len(part)))
        _refuse_unknown_day(part, flags)
        for flag in flags:
            if _is_name(flag):
                raise Refused(f"“{text.fit(str(flag.value), 60)}” is nobody I know here. {_PICK}")
            if flag.name == "priority" and flag.value not in PRIORITIES:
                raise no_priority(str(flag.value))
            if told.get(flag.name, flag.value) != flag.value:
                raise Refused(f"there are two for its {flag.name}, and it has one.")
            told[flag.name] = flag.value
        gone = {n for flag in flags for n in range(flag.start, flag.end)}
        texts.append(" ".join(word for n, word in enumerate(part) if n not in gone))
    due = told.get("due")
    return ItemWords(
        text=texts[0],
        criterion=texts[1].strip('"“”'),
        owner=str(told.get("owner") or ""),
        priority=str(told.get("priority") or ""),
        type_=str(told.get("type") or ""),
        due=due if isinstance(due, date) else None,
        never="due" in told and due is None,
    )


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """The item, and what says that it is done."""
    for n, word in enumerate(words):
        if match := _CRITERION.match(word):
            rest = word[match.end() :]
            return words[:n], [*([rest] if rest else []), *words[n + 1 :]]
        if word.lower() == "done" and words[n + 1 : n + 2] and words[n + 1].lower() == "when:":
            return words[:n], words[n + 2 :]
    return words, []


def _flags(words: Sequence[str], today: date) -> Iterator[_Flag]:
    for n, word in enumerate(words):
        said = word.lower()
        name, colon, value = said.partition(":")
        if colon and value and name in _ANNOUNCED:
            yield from _announced(name, [word.partition(":")[2], *words[n + 1 :]], n, 0, today)
        elif name in _ANNOUNCED and not value and words[n + 1 :]:
            yield from _announced(name, words[n + 1 :], n, 1, today)
        if _is_owner(word):
            yield _Flag("owner", _owner(word), n, n + 1, announced=False)
        elif said in PRIORITIES or _NO_PRIORITY.fullmatch(said):
            yield _Flag("priority", said, n, n + 1, announced=False)
        elif said in TYPES:
            noun = said == "process" or bool(_VERB_FOLLOWS.fullmatch(words[n - 1]))
            yield _Flag("type", said, n, n + 1, announced=False, apart=True, noun=noun)
        elif said == "by" and words[n + 1 :] and is_named(words[n + 1]):
            day = leading_day(words[n + 1 : n + 2], today)
            yield _Flag("due", day and day[0], n, n + 2, announced=False)


def _announced(name: str, rest: Sequence[str], at: int, offset: int, today: date) -> Iterator[_Flag]:
    """`due friday`, `type: prevent`: the word says what follows; `offset` is 0 where both are one word."""
    first, end = rest[0], at + offset + 1
    match name:
        case "due" if first.lower() in ("never", "none"):
            yield _Flag("due", None, at, end, announced=True)
        case "due" if found := leading_day(rest, today):
            yield _Flag("due", found[0], at, at + offset + found[1], announced=True)
        case "owner" if _is_owner(first) or first.lower() == "me":
            yield _Flag("owner", _owner(first), at, end, announced=True)
        case "priority" if first.lower() in PRIORITIES or _NO_PRIORITY.fullmatch(first.lower()):
            yield _Flag("priority", first.lower(), at, end, announced=True)
        case "type" if first.lower() in TYPES:
            yield _Flag("type", first.lower(), at, end, announced=True)


def _accepted(flags: list[_Flag], length: int) -> Iterator[_Flag]:
    """Those that are no part of the text: announced ones, and runs of others that reach one or an end."""
    announced = [flag for flag in flags if flag.announced]
    ends = {-1, length, *(n for flag in announced for n in range(flag.start, flag.end))}
    yield from announced
    others = [flag for flag in flags if not flag.announced and ends.isdisjoint(range(flag.start, flag.end))]
    for run in _runs(others):
        at_start, at_end = run[0].start - 1 in ends, run[-1].end in ends
        if (at_start or at_end) and not all(_is_name(flag) for flag in run):
            yield from _apart(run, at_start=at_start, at_end=at_end)


def _apart(run: list[_Flag], *, at_start: bool, at_end: bool) -> list[_Flag]:
    """Without words that belong to the text beside them: "document the release process P1".

    At the end of a line `detect P1 @bo` says what it is for; a text seldom ends in a bare verb.
    """
    first, last = 0, len(run)
    while first < last and not at_start and run[first].apart and (run[first].noun or first == last - 1):
        first += 1
    while first < last and not at_end and run[last - 1].apart:
        last -= 1
    return run[first:last]


def _runs(flags: list[_Flag]) -> Iterator[list[_Flag]]:
    """Flags that stand side by side, together."""
    run: list[_Flag] = []
    for flag in flags:
        if run and flag.start < run[-1].end:
            continue
        if run and flag.start != run[-1].end:
            yield run
            run = []
        run = [*run, flag]
    if run:
        yield run


def _refuse_unknown_day(words: Sequence[str], flags: Sequence[_Flag]) -> None:
    """`due someday` at the end is a mistake; "what is due" is not."""
    if any(flag.name == "due" for flag in flags):
        return
    for n, word in enumerate(words[:-1]):
        if word.lower() in ("due", "due:") and n >= len(words) - 3 and words[n - 1].lower() not in _BE:
            raise no_day(" ".join(words[n + 1 :]))


def no_day(words: str) -> Refused:
    """These words are no day."""
    shown = text.fit(text.one_line(text.plain(words)), 60)
    what = f"“{shown}” is no day that I understand" if shown else "the day is missing"
    return Refused(f"{what}. Write it like `friday`, `2w`, `2026-12-01` or `never`.", field="due")


def no_priority(word: str) -> Refused:
    """This word is no priority."""
    what = (
        f"“{text.fit(text.one_line(word), 60).upper()}” is no priority" if word else "the priority is missing"
    )
    return Refused(f"{what}: P0 to P3.", field="priority")


def _is_owner(word: str) -> bool:
    return bool(text.MENTION.match(word) or _NAME.fullmatch(word))


def _owner(word: str) -> str:
    return "me" if word.lower() in ("me", "@me") else word


def _is_name(flag: _Flag) -> bool:
    """Somebody typed it by hand: with nothing beside it, it may as well be the name of a thing."""
    return isinstance(flag.value, str) and bool(_NAME.fullmatch(flag.value))
