"""Times as in cron, in a zone: which was the latest, which comes next. Pure; nothing is scheduled.

APScheduler's cron trigger counts, on a calendar without daylight saving; here its local times become
moments. One that a clock skips in spring comes as much later, and one that comes twice in autumn counts the
first time, so each local day has just its own. (In a zone with daylight saving the trigger leaves days out.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

EXAMPLE = "0 9 * * mon-fri"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS = re.compile(r"({0})(-({0}))?".format("|".join((*"01234567", *WEEKDAYS))))
_DAY = timedelta(days=1)
_SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_BACK = (timedelta(hours=2), 2 * _DAY, 9 * _DAY, 63 * _DAY, 400 * _DAY, 3000 * _DAY)
"""How far back the latest is looked for, further and further: the 29th of February may be eight years ago."""


class Cron:
    """The times of a line as in cron. Raises ValueError, with a sentence, when it is none."""

    def __init__(self, at: str, zone: ZoneInfo) -> None:
        self._zone = zone
        self._trigger = _trigger(at)

    def latest(self, now: datetime) -> datetime | None:
        """The last one not after `now`; None when there was none in eight years."""
        for back in _BACK:
            times = takewhile(lambda local: local <= self._local(now) + _DAY, self._times(now - back))
            if there := [at for at in map(self._moment, times) if at <= now]:
                return max(there)
        return None

    def after(self, moment: datetime) -> datetime | None:
        """The next one after `moment`."""
        # Where a day was skipped altogether, its times came a day later.
        times = map(self._moment, self._times(moment - _DAY))
        return next((at for at in times if at > moment), None)

    def _times(self, since: datetime) -> Iterator[datetime]:
        """Local times from then on, as if they were UTC."""
        local = self._local(since)
        while (found := self._trigger.get_next_fire_time(None, local)) is not None:
            yield found
            local = found + timedelta(seconds=1)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self._zone).replace(tzinfo=UTC, fold=0)

    def _moment(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self._zone, fold=0).astimezone(UTC)


def must_come(at: str) -> str:
    """The same. Raises ValueError when it is no line as in cron, or none of its times ever comes."""
    if Cron(at, ZoneInfo("UTC")).after(_SOME_DAY) is None:
        raise ValueError("never comes: there is no such day")
    return at


@lru_cache
def _trigger(at: str) -> CronTrigger:
    # Imported here because settings are read by every command line, and most of them need none of it.
    from apscheduler.triggers.cron import CronTrigger

    words = at.split()
    if len(words) != 5:
        raise ValueError(f"must be five fields, such as `{EXAMPLE}`, or empty; these are {len(words)}")
    *others, weekdays = words
    if words[2] != "*" and weekdays != "*":
        # Cron would take either, APScheduler both: whoever reads it may mean one or the other.
        raise ValueError("names days of the month and weekdays: one of the two must be `*`")
    try:
        return CronTrigger.from_crontab(" ".join([*others, _weekdays(weekdays)]), timezone=UTC)
    except (ValueError, KeyError) as wrong:
        raise ValueError(
            f"is not minute, hour, day, month and weekday as in cron, such as `{EXAMPLE}`: {wrong}"
        ) from None


def _weekdays(field: str) -> str:
    """Weekdays by name: cron counts from Sunday, APScheduler from Monday; and a week may end in its middle.

    https://github.com/agronholm/apscheduler/issues/286
    """
    return ",".join(_range(part) for part in field.lower().split(","))


def _range(part: str) -> str:
    if part == "*":
        return part
    if not _DAYS.fullmatch(part):
        raise ValueError(f"`{part}` is no weekday and no range of them, such as `mon-fri` or `1-5`")
    first, is_range, last = re.sub("[0-7]", lambda found: WEEKDAYS[int(found[0]) - 1], part).partition("-")
    if not is_range:
        return first
    begins, ends = WEEKDAYS.index(first), WEEKDAYS.index(last)
    if part in ("0-7", "sun-7"):
        return "*"
    days = WEEKDAYS[begins : ends + 1] if begins <= ends else (*WEEKDAYS[begins:], *WEEKDAYS[: ends + 1])
    return ",".join(days)
