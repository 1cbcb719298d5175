"""The axis below everything: times of day, dates, clocks that were changed, and where time was cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from incident_bot.exports.picture import ticks
from incident_bot.exports.picture.layout import Drawing
from incident_bot.exports.picture.plot import Plot
from incident_bot.exports.picture.scale import Piece
from incident_bot.exports.picture.shapes import Box, Line, Shape, Words, measure
from incident_bot.messages.durations import spoken


def axis(drawing: Drawing, plot: Plot, top: float) -> None:
    """Lines go up from the axis to `top`."""
    sheet, scale, size = drawing.sheet, drawing.scale, drawing.sheet.size
    bottom = drawing.y
    drawing.shapes.append(Line(sheet.left, bottom, sheet.right, bottom, "axis"))
    labels = Labels(drawing, bottom)
    shown = [piece for piece in scale.pieces if not piece.is_cut]
    for piece in scale.pieces:
        if piece.is_cut:
            drawing.shapes += _cut(piece, top, bottom)
            labels.time(spoken(piece.until - piece.since), (piece.x + piece.end) / 2, "cut-label")
    last: tuple[int, str] | None = None
    for piece in shown:
        local = piece.since.astimezone(plot.zone)
        zone = ticks.offset(local)
        date = ticks.date(local)
        labels.date(date if (local.year, zone) == last else f"{date} {local.year} · {zone}", piece.x)
        last = (local.year, zone)
        for change in ticks.clock_changes(piece.since, piece.until, plot.zone):
            last = (local.year, change.after)
            x, title = scale.at(change.at), f"The clocks change from {change.before} to {change.after}"
            drawing.grid(x, top, "clock", title)
            labels.date(change.after, x)
    apart = ticks.step(scale.shown, int((sheet.right - sheet.left) / (measure("00:00", size) * 1.7)))
    for piece in shown:
        for day in ticks.days(piece.since + timedelta(microseconds=1), piece.until, apart, plot.zone):
            drawing.grid(scale.at(day.at), top, "day")
            labels.date(day.label, scale.at(day.at))
        for tick in ticks.times(piece.since, piece.until, apart, plot.zone):
            drawing.grid(scale.at(tick.at), top, "tick")
            labels.time(tick.label, scale.at(tick.at), "time")
    drawing.y = labels.bottom


class Labels:
    """What stands below the axis: a line of times, one of dates, and another for dates without room there."""

    def __init__(self, drawing: Drawing, top: float) -> None:
        self._drawing = drawing
        height = drawing.sheet.size + 5
        self._shelves = [Shelf(top + n * height) for n in (1, 2, 3)]

    @property
    def bottom(self) -> float:
        """Where they end."""
        return max(shelf.y for shelf in self._shelves if shelf.taken) + 4

    def time(self, text: str, x: float, look: str) -> None:
        """In the middle below its place; not at all when there is no room."""
        width = measure(text, self._drawing.sheet.size)
        self._put(text, x - width / 2, width, look, self._shelves[:1])

    def date(self, text: str, x: float) -> None:
        """From its place on."""
        self._put(text, x, measure(text, self._drawing.sheet.size), "date", self._shelves[1:])

    def _put(self, text: str, left: float, width: float, look: str, shelves: list[Shelf]) -> None:
        sheet = self._drawing.sheet
        # Never over the edge: the last one stands before its place rather than not at all.
        left = max(min(left, sheet.right - width), 0.0)
        free = next((shelf for shelf in shelves if shelf.has_room(left, left + width)), None)
        if free is None:
            return
        free.taken.append((left, left + width))
        if look == "date" and left + width >= sheet.right:
            # Fonts differ: what is wider than it was measured grows away from the edge.
            words = Words(left + width, free.y, text, sheet.size, look, "end", width)
        elif look == "date":
            words = Words(left, free.y, text, sheet.size, look, "start", width)
        else:
            words = Words(left + width / 2, free.y, text, sheet.size, look, "middle", width)
        self._drawing.words.append(words)


@dataclass
class Shelf:
    """A line of labels that leave each other room; `y` is its base line."""

    y: float
    taken: list[tuple[float, float]] = field(default_factory=list)

    def has_room(self, left: float, right: float) -> bool:
        """Whether nothing stands there."""
        return all(right + 5 <= begin or end + 5 <= left for begin, end in self.taken)


def _cut(piece: Piece, top: float, bottom: float) -> Iterator[Shape]:
    title = (
        f"Nothing is on the record for {spoken(piece.until - piece.since)}; this is not drawn in its length"
    )
    yield Box(piece.x + 2, top, piece.end - piece.x - 4, bottom - top, "cut", title)
    for x in (piece.x + 2, piece.end - 2):
        yield Line(x, top, x, bottom, "cut-edge")
