"""What somebody wants listed, as they type it: filters in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from incident_bot.commands.severities import severity_key
from incident_bot.errors import Refused
from incident_bot.incidents.search import OPEN, Wanted
from incident_bot.incidents.vocabulary import Status
from incident_bot.settings import Settings
from incident_bot.slack import text

NAME = 60
"""Characters of a service's name; also of a configured one."""

_STATES: dict[str, tuple[Status, ...]] = {
    "open": OPEN,
    "all": tuple(Status),
    **{status.value: (status,) for status in Status},
}
_MARKS = {"private": "private", "drill": "drill", "drills": "drill"}
_ME = ("mine", "me", "my")
_AGO = re.compile(r"([0-9]{1,4})(h|d|w)", re.IGNORECASE | re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}
_EARLIEST = 1990
_QUOTES = '"“”„«»'
_SEVERITY = re.compile(r"sev[-_]?[0-9]", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True)
class Filters:
    """What was asked for, one value for each filter. `since` is as it was typed."""

    states: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    person: str = ""
    """A person's id, or `mine`."""
    since: str = ""
    service: str = ""
    service_typed: str = ""
    """What names the service again: its key, or its name in quotes."""
    page: int = 1

    def wanted(self, asker: str, zone: ZoneInfo, now: datetime) -> Wanted:
        """The same for the search: `mine` is the asker's, and days begin in their zone."""
        statuses = [status for state in self.states or ("open",) for status in _STATES[state]]
        return Wanted(
            statuses=tuple(dict.fromkeys(statuses)),
            severities=self.severities,
            service=self.service,
            private="private" in self.marks,
            drill="drill" in self.marks,
            person=asker if self.person == "mine" else self.person or None,
            since=_begins(self.since, zone, now) if self.since else None,
        )

    @property
    def words(self) -> str:
        """What types these filters again, without the page."""
        person = [self.person if self.person == "mine" else text.mention(self.person)] if self.person else []
        since = ["since", self.since] if self.since else []
        service = ["service", self.service_typed] if self.service else []
        return " ".join([*self.states, *self.severities, *self.marks, *person, *since, *service])

    def typed(self, page: int) -> str:
        """What types the whole, for a page of it."""
        return " ".join(filter(None, ["list", self.words, f"page {page}"]))


def read_filters(words: str, settings: Settings) -> Filters:
    """The filters in words as Slack sent them. Raises Refused for any that is not one."""
    left = words.split()
    found = Filters()
    while left:
        found = _one(left, found, settings)
    return found


def _one(left: list[str], found: Filters, settings: Settings) -> Filters:
    """Take the next filter from the words that are left."""
    typed = left.pop(0)
    word = text.plain(typed).lower()
    if word in _STATES:
        return replace(found, states=_with(found.states, word))
    if word in _MARKS:
        return replace(found, marks=_with(found.marks, _MARKS[word]))
    if word == "sev" and left:
        word += text.plain(left.pop(0))
    if key := severity_key(word, settings):
        return replace(found, severities=_with(found.severities, key))
    if word in _ME or text.MENTION.match(typed):
        return replace(found, person=_once("person", found.person, _person(typed)))
    match word:
        case "since":
            return replace(found, since=_once("since", found.since, _since(left)))
        case "service":
            name, again = _service(left, settings)
            return replace(found, service=_once("service", found.service, name), service_typed=again)
        case "page":
            return replace(found, page=_page(left))
    raise _unknown(typed)


def _with(before: tuple[str, ...], word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*before, word]))


def _once(what: str, before: str, now: str) -> str:
    if before and before != now:
        raise Refused(f"I can look for one {what} at a time, and there are two.")
    return now


def _person(typed: str) -> str:
    mentioned = text.MENTION.match(typed)
    return mentioned[1] if mentioned else "mine"


def _since(left: list[str]) -> str:
    word = text.plain(left.pop(0)).lower() if left else ""
    if word in ("today", "yesterday") or _AGO.fullmatch(word) or _is_day(word):
        return word
    raise Refused(
        f"“{text.fit(word, 60)}” is no time that I can look back to. "
        "Write `since 12h`, `since 7d`, `since 2w`, `since yesterday` or `since 2026-01-05`."
    )


def _is_day(word: str) -> bool:
    try:
        return bool(_DAY.fullmatch(word)) and date.fromisoformat(word).year >= _EARLIEST
    except ValueError:
        return False


def _begins(since: str, zone: ZoneInfo, now: datetime) -> datetime:
    if ago := _AGO.fullmatch(since):
        return now - timedelta(hours=int(ago[1]) * _HOURS[ago[2].lower()])
    today = now.astimezone(zone).date()
    days = {"today": today, "yesterday": today - timedelta(days=1)}
    day = days[since] if since in days else date.fromisoformat(since)
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _service(left: list[str], settings: Settings) -> tuple[str, str]:
    """The name of the service that the next words mean, and what names it again."""
    for count in range(min(len(left), NAME), 0, -1):
        said = text.one_line(text.plain(" ".join(left[:count]))).strip(_QUOTES).casefold()
        for key, service in settings.services.items():
            if said in (key.casefold(), text.one_line(service.label).casefold()):
                del left[:count]
                return service.label, key
    name = _other_service(left)
    if not name:
        raise Refused("the name of the service is missing.")
    if len(name) > NAME:
        raise Refused(f"a service's name has at most {NAME} characters.")
    return name, f'"{text.escape(name)}"'


def _other_service(left: list[str]) -> str:
    """A name that no setting has: in quotes, or the words up to the next filter."""
    name = left.pop(0) if left else ""
    quoted = name[:1] in (*_QUOTES,)
    while left and not (_is_quoted(name) if quoted else _is_filter(left[0])):
        name += f" {left.pop(0)}"
    return text.one_line(text.plain(name)).strip(_QUOTES + " ")


def _is_quoted(name: str) -> bool:
    return len(name) > 1 and name[-1] in _QUOTES


def _is_filter(typed: str) -> bool:
    word = text.plain(typed).lower()
    known = (*_STATES, *_MARKS, *_ME, "since", "service", "page", "sev")
    return word in known or bool(_SEVERITY.fullmatch(word) or text.MENTION.match(typed))


def _page(left: list[str]) -> int:
    word = text.plain(left.pop(0)) if left else ""
    if not _NUMBER.fullmatch(word) or int(word) < 1:
        raise Refused(f"“{text.fit(word, 60)}” is no page: they are numbered from 1.")
    return int(word)


def _unknown(typed: str) -> Refused:
    shown = text.fit(text.plain(typed), 60)
    return Refused(
        f"I do not know how to filter by “{shown}”. You can combine `open`, `resolved`, `closed` or `all`, "
        "severities, `service` and its name, `private`, `drill`, `mine`, @somebody, `since 7d` and `page 2`."
    )
