"""When people work, where they live: working days, and the moments at which their office opens. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from incident_bot.settings.hours import Office, WorkingWeek
from incident_bot.settings.zones import fits

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)

FURTHEST = 400
"""Days within which a working day is looked for: settings may leave none, and people hear all the same."""

_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class Hours:
    """Those of somebody: their zone, the week that they work, and what is free besides.

    Moments are aware, in UTC; days are those of the zone.
    """

    zone: tzinfo
    days: frozenset[int]
    """Weekdays; Monday is 0."""
    opening: time
    closing: time
    free: frozenset[date] = frozenset()
    country: str | None = None
    """Its public holidays are free, too."""
    subdivision: str | None = None

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        return day.weekday() in self.days and day not in _free_in(self, day.year)

    def working_day_after(self, day: date) -> date:
        """The next day on which people work."""
        return self._first(day + n * DAY for n in range(1, FURTHEST))

    def working_day_from(self, day: date) -> date:
        """This day, if people work on it; else the next one on which they do."""
        return self._first(day + n * DAY for n in range(FURTHEST))

    def working_day_until(self, day: date) -> date:
        """This day, if people work on it; else the last one before it on which they do."""
        return self._first(day - n * DAY for n in range(FURTHEST))

    def working_days(self, first: date, last: date) -> int:
        """On how many days from the first to the last of these people work, both of them included."""
        if last < first:
            return 0
        weeks, more = divmod((last - first).days + 1, 7)
        rest = sum((first.weekday() + n) % 7 in self.days for n in range(more))
        free = (day for year in range(first.year, last.year + 1) for day in _free_in(self, year))
        return (
            weeks * len(self.days) + rest - sum(first <= d <= last and d.weekday() in self.days for d in free)
        )

    def opens(self, day: date) -> datetime:
        """When the office opens on this day, or would: where clocks skip that time, right after."""
        return _moment(day, self.opening, self.zone)

    def closes(self, day: date) -> datetime:
        """When it closes; of a time that comes twice, the second."""
        return _moment(day, self.closing, self.zone, fold=1)

    def first_opening(self, day: date) -> datetime:
        """The opening on this day, if people work on it; else on the next one on which they do."""
        return self.opens(self.working_day_from(day))

    def next_moment(self, moment: datetime) -> datetime:
        """This moment, if people are at work; else the next opening."""
        day = self.day(moment)
        if self.is_working(day) and moment < self.closes(day):
            return max(moment, self.opens(day))
        return self.opens(self.working_day_after(day))

    def day(self, moment: datetime) -> date:
        """Which day it is there."""
        return moment.astimezone(self.zone).date()

    def _first(self, days: Iterable[date]) -> date:
        weekdays = (day for day in days if day.weekday() in self.days)
        nearest = next(weekdays)
        return next((day for day in chain([nearest], weekdays) if self.is_working(day)), nearest)


@lru_cache(maxsize=1000)
def hours_in(office: Office, zone: tzinfo) -> Hours:
    """The hours of whoever lives in a zone: of the first calendar that it belongs to, else the office's."""
    named = getattr(zone, "key", None) or "UTC"
    calendars = (each for each in office.calendars if any(fits(pattern, named) for pattern in each.zones))
    week: WorkingWeek = next(calendars, office)
    return Hours(
        zone,
        frozenset(_WEEK.index(each) for each in week.days),
        week.from_,
        week.until,
        frozenset(week.holidays),
        week.country,
        week.subdivision,
    )


def home_hours(office: Office) -> Hours:
    """The hours of whoever lives nobody knows where."""
    return hours_in(office, ZoneInfo(office.zone))


@lru_cache(maxsize=5000)
def _free_in(hours: Hours, year: int) -> frozenset[date]:
    """Days of this year on which nobody works, whatever weekday they are."""
    free = {day for day in hours.free if day.year == year}
    if hours.country is not None:
        free |= _public_holidays(hours.country, hours.subdivision, year)
    return frozenset(free | _skipped(hours.zone, year))


def _public_holidays(country: str, subdivision: str | None, year: int) -> set[date]:
    # Imported here: most teams name no country, and need not wait for what is known of all of them.
    from holidays import country_holidays

    return set(country_holidays(country, subdiv=subdivision, years=year))


def _skipped(zone: tzinfo, year: int) -> set[date]:
    """Days that never were: Samoa went over the date line."""
    noons = (date(year, 1, 1) + n * DAY for n in range(366))
    return {day for day in noons if _moment(day, time(12), zone).astimezone(zone).date() != day}


def _moment(day: date, at: time, zone: tzinfo, *, fold: int = 0) -> datetime:
    """When clocks show that time on that day, or right after the clocks skipped it."""
    wall = datetime.combine(day, at, tzinfo=zone)
    moment = wall.replace(fold=fold).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    # In a gap the two ways to read it lie on either side of the moment at which the clocks change.
    # https://peps.python.org/pep-0495/#the-fold-attribute
    before, after = sorted(wall.replace(fold=each).astimezone(UTC) for each in (0, 1))
    offset = after.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
