"""Where a moment lies on the time axis. Long stretches in which nothing happened are cut short.

Pure: moments in, places out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

CUTS = 6
"""At most so many."""

OPEN_GAP = timedelta(hours=6)
"""While people worked on it, silence shorter than this is shown in its full length: it means something."""

IDLE_GAP = timedelta(minutes=15)
"""Before it was declared and after it was over."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Piece:
    """A stretch of the axis; within it time passes evenly."""

    since: datetime
    until: datetime
    x: float
    end: float
    is_cut: bool = False

    def at(self, moment: datetime) -> float:
        """The place of a moment of this stretch."""
        share = (moment - self.since) / (self.until - self.since)
        return self.x + share * (self.end - self.x)


@dataclass(frozen=True)
class Scale:
    """The whole axis: stretches in their order, each beginning where the one before ends."""

    pieces: tuple[Piece, ...]

    @property
    def since(self) -> datetime:
        """The first moment that is on it."""
        return self.pieces[0].since

    @property
    def until(self) -> datetime:
        """The last moment that is on it."""
        return self.pieces[-1].until

    @property
    def shown(self) -> timedelta:
        """How much time it shows, without what is cut."""
        return sum((each.until - each.since for each in self.pieces if not each.is_cut), timedelta())

    def at(self, moment: datetime) -> float:
        """The place of a moment; one before or after everything is at the edge."""
        moment = min(max(moment, self.since), self.until)
        n = bisect_right([each.since for each in self.pieces], moment) - 1
        return self.pieces[n].at(moment)

    def is_cut(self, moment: datetime) -> bool:
        """Whether it lies in a stretch that is not shown in its length."""
        return any(each.is_cut and each.since < moment < each.until for each in self.pieces)


def scale(moments: Iterable[datetime], worked: Sequence[Span], left: float, right: float) -> Scale:
    """An axis on which all of the moments are, from `left` to `right`.

    `worked` is when the incident was open: silence of that time is cut only where it is very long.
    """
    known = sorted(set(moments))
    cuts = _cuts(known, worked)
    cuts |= _outside(known, worked, cuts)
    stretches: list[list[datetime]] = [[known[0], known[0]]]
    for before, after in pairwise(known):
        if (before, after) in cuts:
            stretches.append([after, after])
        else:
            stretches[-1][1] = after
    total = sum((end - begin for begin, end in stretches), timedelta())
    # So that nothing stands on the very edge, and what happened in a single moment has a length.
    pad = max(total / 60, timedelta(seconds=5))
    padded = [(_moved(begin, -pad), _moved(end, pad)) for begin, end in stretches]
    return Scale(tuple(_pieces(padded, left, right)))


def _moved(moment: datetime, by: timedelta) -> datetime:
    """A while earlier or later, as far as the calendar goes."""
    try:
        return moment + by
    except OverflowError:
        return moment


def _pieces(stretches: Sequence[Span], left: float, right: float) -> list[Piece]:
    cut = min(26.0, (right - left) * 0.05)
    room = right - left - cut * (len(stretches) - 1)
    # Something after a cut has to be seen, however short it was.
    least = min(34.0, room / (3 * len(stretches)))
    lengths = [(end - begin).total_seconds() for begin, end in stretches]
    free = room - least * len(stretches)
    pieces: list[Piece] = []
    x = left
    for n, ((begin, end), length) in enumerate(zip(stretches, lengths, strict=True)):
        if pieces:
            pieces.append(Piece(pieces[-1].until, begin, x, x + cut, is_cut=True))
            x += cut
        # The last one ends where the axis does, whatever was rounded on the way.
        to = right if n == len(stretches) - 1 else x + least + free * length / sum(lengths)
        pieces.append(Piece(begin, end, x, to))
        x = to
    return pieces


def _cuts(moments: Sequence[datetime], worked: Sequence[Span]) -> set[Span]:
    """The gaps that would take most of the axis: longer than twice all the shorter ones together."""
    gaps = sorted(pairwise(moments), key=lambda gap: (gap[1] - gap[0], gap[0]))
    shorter = timedelta()
    for n, gap in enumerate(gaps):
        length = gap[1] - gap[0]
        if length > 2 * shorter and length > _least(gap, worked):
            longer = [each for each in gaps[n:] if each[1] - each[0] > _least(each, worked)]
            return set(longer[-CUTS:])
        shorter += length
    return set()


def _outside(moments: Sequence[datetime], worked: Sequence[Span], cuts: set[Span]) -> set[Span]:
    """More of the silence before and after the incident, until what is left is half as long as itself."""
    left = [gap for gap in pairwise(moments) if gap not in cuts]
    outside = sorted((gap for gap in left if not _while_open(gap, worked)), key=lambda gap: gap[0] - gap[1])
    inside = sum((gap[1] - gap[0] for gap in left if _while_open(gap, worked)), timedelta())
    rest = sum((gap[1] - gap[0] for gap in outside), timedelta())
    found: set[Span] = set()
    for gap in outside:
        length = gap[1] - gap[0]
        if 2 * rest <= inside or length <= IDLE_GAP or len(cuts) + len(found) >= CUTS:
            break
        found.add(gap)
        rest -= length
    return found


def _least(gap: Span, worked: Sequence[Span]) -> timedelta:
    return OPEN_GAP if _while_open(gap, worked) else IDLE_GAP


def _while_open(gap: Span, worked: Sequence[Span]) -> bool:
    return any(begin < gap[1] and gap[0] < end for begin, end in worked)
