"""When something is owed if nothing changes: moments in their order, computed and never kept.

Every rhythm answers three questions, each by arithmetic: the latest moment until now, the first one after a
moment, and how many there were until one. Aware moments in UTC throughout.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""Earlier than anything that people are owed."""


class Rhythm(ABC):
    """A row of moments, perhaps without an end."""

    @abstractmethod
    def latest(self, now: datetime) -> datetime | None:
        """The latest moment not after `now`; None when there was none yet, or it no longer counts."""

    @abstractmethod
    def after(self, moment: datetime) -> datetime | None:
        """The first moment after this one; None when there is none any more."""

    @abstractmethod
    def count(self, until: datetime) -> int:
        """How many there are not after `until`: the first one is number 1."""


@dataclass(frozen=True)
class Moments(Rhythm):
    """These moments, in their order, and then each `every` after the last of them.

    `ends`: from then on none of them counts any more, because something else takes over.
    """

    at: tuple[datetime, ...]
    every: timedelta | None = None
    ends: datetime | None = None

    def latest(self, now: datetime) -> datetime | None:
        """The latest moment not after `now`."""
        if not (number := self.count(now)) or (self.ends is not None and now >= self.ends):
            return None
        return self._numbered(number)

    def after(self, moment: datetime) -> datetime | None:
        """The first moment after this one."""
        number = self.count(moment) + 1
        if not self.at or (number > len(self.at) and self.every is None):
            return None
        found = self._numbered(number)
        return None if self.ends is not None and found >= self.ends else found

    def count(self, until: datetime) -> int:
        """How many there are not after `until`."""
        named = bisect_right(self.at, until)
        if not self.at or named < len(self.at) or self.every is None:
            return named
        return named + (until - self.at[-1]) // self.every

    def _numbered(self, number: int) -> datetime:
        if number <= len(self.at):
            return self.at[number - 1]
        assert self.every is not None, "there are no more"
        return self.at[-1] + (number - len(self.at)) * self.every


@dataclass(frozen=True)
class Snoozed(Rhythm):
    """The same, quiet until a moment: what falls into the quiet comes at its end, once; the rest stays.

    `ends`: from then on what was put off no longer counts, because something else takes over.
    """

    rhythm: Rhythm
    until: datetime
    ends: datetime | None = None

    def latest(self, now: datetime) -> datetime | None:
        """The latest moment not after `now`, or the end of the quiet."""
        if now < self.until:
            return None
        found = self.rhythm.latest(now)
        if found is not None and found > self.until:
            return found
        over = self.ends is not None and now >= self.ends
        return self.until if self._puts_off and not over else None

    def after(self, moment: datetime) -> datetime | None:
        """The first moment after this one."""
        if moment < self.until and self._puts_off:
            return self.until
        return self.rhythm.after(max(moment, self.until))

    def count(self, until: datetime) -> int:
        """As many as without the quiet."""
        return self.rhythm.count(until)

    @property
    def _puts_off(self) -> bool:
        first = self.rhythm.after(BEFORE_ALL)
        in_time = self.ends is None or self.until < self.ends
        return in_time and first is not None and first <= self.until


@dataclass(frozen=True)
class Muted(Rhythm):
    """The same without what falls into a quiet time, which something else makes up for."""

    rhythm: Rhythm
    until: datetime

    def latest(self, now: datetime) -> datetime | None:
        """The latest moment after the quiet and not after `now`."""
        found = self.rhythm.latest(now)
        return found if found is not None and found > self.until else None

    def after(self, moment: datetime) -> datetime | None:
        """The first moment after this one."""
        return self.rhythm.after(max(moment, self.until))

    def count(self, until: datetime) -> int:
        """As many as without the quiet."""
        return self.rhythm.count(until)


NEVER = Moments(())
"""Nothing is owed."""
