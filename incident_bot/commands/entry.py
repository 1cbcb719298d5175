"""The entry that somebody means: `#12`, or `last` for their own latest one."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.incidents import on_record
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.timeline_page import version_at
from incident_bot.slack import text

# Where a channel is called 12, Slack makes a link to it of `#12`: its label is what was typed.
# https://docs.slack.dev/interactivity/implementing-slash-commands
_NUMBER = re.compile(r"#?([0-9]{1,9})[:.,]?", re.ASCII)
_SECOND = re.compile(r"#([0-9]{1,9})(?![0-9])", re.ASCII)
_AND = ("and", "&", "+", ",", "or")
_LAST = ("last", "latest")
QUOTED = 80
"""Characters of an entry that the answers repeat."""

Last = Callable[[AsyncSession, int, str], Awaitable[int | None]]
"""From an incident and a person to the entry that `last` means."""


@dataclass(frozen=True)
class Meant:
    """An entry and what there is of it: every version, the first one first."""

    incident: Incident
    versions: Sequence[TimelineEntry]

    @property
    def now(self) -> TimelineEntry:
        """What it says now."""
        return self.versions[-1]

    @property
    def quoted(self) -> str:
        """The first words of it, so that nobody takes one entry for another; empty when it has none."""
        return first_words(self.now.text)

    def act(self, ask: Ask) -> Act:
        """The person's deed, after everything that they can have seen of the entry.

        Slack's clock may be ahead of ours, and changes hold in the order in which they were made.
        """
        known = [datetime.fromisoformat(each.amendment["at"]) for each in self.versions if each.amendment]
        latest = max(known, default=None)
        if latest is None or ask.now > latest:
            return ask.act
        return replace(ask.act, at=latest + timedelta(microseconds=1))


def first_words(said: str) -> str:
    """The beginning of what an entry says, in quotation marks; empty for nothing."""
    words = text.fit(text.one_line(said), QUOTED)
    return f"“{words}”" if words else ""


async def take_entry(ask: Ask, last: Last, *, for_change: bool) -> Meant:
    """Take the entry that the next words name, before or after the name of its incident. Raises Refused."""
    word = _take(ask)
    incident = await ask.incident(for_change=for_change, free_text=True)
    word = word or _take(ask)
    if word and (other := _another(ask)):
        first = f"#{word}" if word.isdigit() else f"`{word}`"
        raise Refused(f"one entry at a time: {first}, or #{other}?")
    if not word:
        shown = text.fit(text.plain(ask.peek()), 60)
        problem = f"“{shown}” is no entry's number" if shown else "it is not said which entry is meant"
        raise Refused(
            f"{problem}. `timeline` shows the number of each, like #12; `last` is your own latest one."
        )
    if word in _LAST:
        found = await last(ask.session, incident.id, ask.request.person)
        if found is None:
            raise Refused(f"there is none of yours in {incident.ref}: name its number, like #12.")
        number = found
    else:
        number = int(word)
    versions = await on_record.versions(ask.session, incident.id, number)
    if not versions:
        raise await _unknown(ask, incident, number)
    return Meant(incident, versions)


def _take(ask: Ask) -> str:
    """The number, or one of the words for the latest entry; empty when the next word is neither."""
    word = text.plain(ask.peek()).lower()
    if word in _LAST:
        return ask.word().lower()
    if match := _NUMBER.fullmatch(word):
        ask.word()
        return match[1]
    return ""


def _another(ask: Ask) -> str:
    """The number of a second entry, if the next words name one: somebody means both of them."""
    words = [each for each in text.plain(ask.rest).lower().split()[:3] if each not in _AND]
    match = _SECOND.match(words[0]) if words else None
    return match[1] if match else ""


async def _unknown(ask: Ask, incident: Incident, number: int) -> Refused:
    # A change is a fact with a number of its own, which the exports show.
    if version := await version_at(ask.session, incident.id, number):
        return Refused(f"#{number} is a change of #{version.number}. Use #{version.number}.")
    return Refused(f"there is no #{number} in {incident.ref}: `timeline` shows the number of each entry.")
