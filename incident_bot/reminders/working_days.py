"""Something is owed on each working day, when the office opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from incident_bot.incidents.office import DAY, Hours
from incident_bot.reminders.rhythm import Rhythm


@dataclass(frozen=True)
class WorkingDays(Rhythm):
    """The opening of each working day, from the first one on."""

    hours: Hours
    first: date
    """No opening before this day is one of them; it need not be a working day itself."""

    def latest(self, now: datetime) -> datetime | None:
        """The latest opening not after `now`."""
        today = self.hours.day(now)
        day = self.hours.working_day_until(today)
        if self.hours.opens(day) > now:
            day = self.hours.working_day_until(day - DAY)
        return self.hours.opens(day) if day >= self.first else None

    def after(self, moment: datetime) -> datetime:
        """The first opening after this moment."""
        day = self.hours.working_day_from(max(self.first, self.hours.day(moment)))
        if self.hours.opens(day) <= moment:
            day = self.hours.working_day_after(day)
        return self.hours.opens(day)

    def count(self, until: datetime) -> int:
        """How many there are not after `until`."""
        latest = self.latest(until)
        return 0 if latest is None else self.hours.working_days(self.first, self.hours.day(latest))
