"""Moments that people type or pick: in their own zone, and said back when there was more than one way."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.exports.zone import known_zone
from incident_bot.incidents import moments_typed, queries
from incident_bot.slack import text


async def take_moment(ask: Ask, *, future: bool = False, field: str | None = None) -> datetime:
    """Take the moment that the next words say, and no others; aware, in UTC.

    Without `future` the past is meant: `14:32` at noon was yesterday. How a time was understood that the
    clocks skipped or showed twice is added to the reply (`Ask.remarks`). Raises Refused, about `field`, when
    the words are no moment or one on the wrong side of now.
    """
    at, count = await _leading(ask, ask.rest, future=future, field=field)
    for _ in range(count):
        ask.word()
    return at


async def typed_moment(ask: Ask, words: str, *, future: bool = False, field: str | None = None) -> datetime:
    """The moment that `words` say, all of them, as `take_moment` understands them: for fields of forms."""
    at, count = await _leading(ask, words, future=future, field=field)
    if count < len(words.split()):
        raise _no_moment(words, field, future=future)
    return at


def picked_moment(ask: Ask, block: str) -> datetime | None:
    """The moment chosen in a form's picker, in UTC; None when none was."""
    return moments_typed.picked(ask.filled.text(block))


async def zone_of(ask: Ask) -> ZoneInfo:
    """The zone in the profile of whoever asks; UTC when it is not known."""
    person = await queries.person(ask.session, ask.request.workspace, ask.request.person)
    return ZoneInfo(known_zone(person.zone) if person else "UTC")


async def _leading(ask: Ask, words: str, *, future: bool, field: str | None) -> tuple[datetime, int]:
    zone = await zone_of(ask)
    try:
        found, count = moments_typed.leading(text.plain(words).split(), zone, ask.now, future=future)
    except ValueError:
        raise _no_moment(words, field, future=future) from None
    if future and found.at <= ask.now:
        raise Refused("that moment is over already.", field=field)
    if not future and found.at > ask.now:
        raise Refused("that moment is still to come.", field=field)
    if found.remark:
        ask.remarks.append(found.remark)
    return found.at, count


def _no_moment(words: str, field: str | None, *, future: bool) -> Refused:
    ways = (
        "`17:30`, `in 30m`, `tomorrow 09:00`" if future else "`14:32`, `10m ago`, `yesterday 23:50`"
    ) + " or `2026-03-29 02:30`"
    shown = text.fit(text.one_line(text.plain(words)), 60)
    what = f"“{shown}” is no time that I understand" if shown else "the time is missing"
    return Refused(f"{what}. Write it like {ways}.", field=field)
