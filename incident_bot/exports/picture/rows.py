"""The rows of a picture that are more than bands: flags, updates, entries, and the axis below them."""

from __future__ import annotations

from collections import Counter

from incident_bot.exports.picture.flags import planted
from incident_bot.exports.picture.layout import BAR, Drawing, sized
from incident_bot.exports.picture.marks import Row
from incident_bot.exports.picture.plot import Plot
from incident_bot.exports.picture.shapes import Box, Dot, Line, Words, fitted, hatch, measure

BIN = 6.0
"""How wide the columns are that stand for many entries."""

DOTS = 12.0
"""Entries are dots as long as each has so much of the axis on average; else they are columns."""


def flags(drawing: Drawing, plot: Plot) -> list[float]:
    """The moments, above everything; returns where their poles stand."""
    sheet, size = drawing.sheet, drawing.sheet.size
    left, right = (0.0 if sheet.gutter else sheet.left), sheet.right
    labels, poles = [], []
    for moment in plot.moments:
        local = moment.at.astimezone(plot.zone)
        time = f"{local:%H:%M:%S}" if plot.is_short else f"{local:%H:%M}"
        label = f"{fitted(moment.label, size, (right - left) * 0.6)} {time}"
        labels.append(label)
        poles.append((drawing.scale.at(moment.at), measure(label, size) + 8))
    placed = planted(poles, left, right)
    lanes = max((each.lane for each in placed), default=0) + 1
    height = size + 7
    drawing.y += lanes * height + 4
    for moment, label, flag in zip(plot.moments, labels, placed, strict=True):
        top = drawing.y - 4 - (flag.lane + 1) * height
        title = f"{moment.label}, {plot.when(moment.at)}"
        drawing.shapes.append(Line(flag.x, top, flag.x, drawing.y, "moment", title))
        drawing.words.append(Box(flag.left, top, flag.width, height - 3, "flag", title))
        drawing.words.append(sized(Words(flag.left + 4, top + size + 0.5, label, size, "on-flag")))
    return [flag.x for flag in placed]


def updates(drawing: Drawing, plot: Plot) -> None:
    """Each update, each moment at which one was owed, and how long people waited beyond it."""
    told = plot.cadence
    if not (told.updates or told.slots or told.late):
        return
    top = drawing.row("Updates")
    middle = top + BAR / 2
    for stretch in plot.cadence.late:
        x, end = drawing.scale.at(stretch.since), drawing.scale.at(stretch.until)
        box = Box(x, top + 3, end - x, BAR - 6, "late", plot.told(stretch))
        drawing.shapes += [box, *hatch(box, "late-hatch", 4.0)]
    reached = -10.0
    for slot in plot.cadence.slots:
        x = drawing.scale.at(slot)
        if x - reached >= 3 and slot <= drawing.scale.until and not drawing.scale.is_cut(slot):
            drawing.shapes.append(
                Line(x, top, x, top + BAR, "slot", f"An update was owed, {plot.when(slot)}")
            )
            reached = x
    for each in plot.cadence.updates:
        x = drawing.scale.at(each.occurred_at)
        title = f"Update, {plot.when(each.occurred_at)}"
        number = each.number if each.number in plot.marks.updates else None
        drawing.shapes.append(Dot(x, middle, 6, "update", title, number))


def entries(drawing: Drawing, plot: Plot, row: Row) -> None:
    """A row of dots, or of columns where there are too many to be told apart."""
    top = drawing.row(row.label)
    length = drawing.sheet.right - drawing.sheet.left
    if row.told and len(row.told) * DOTS <= length:
        for mark in row.told:
            x, said = drawing.scale.at(mark.at), f"#{mark.number} {plot.when(mark.at)}: {mark.words}"
            drawing.shapes.append(Dot(x, top + BAR / 2, 4.5, row.look, said, mark.number))
        return
    left = drawing.sheet.left
    # Moments of one column share its place: a long timeline is a few hundred columns.
    counted = Counter(int((drawing.scale.at(at) - left) // BIN) for at in row.moments)
    most = max(counted.values())
    for place, count in sorted(counted.items()):
        height = 3 + (BAR - 3) * count / most
        x = left + place * BIN
        width = min(BIN - 1, drawing.sheet.right - x)
        title = f"{row.label}: {count}"
        drawing.shapes.append(Box(x, top + BAR - height, width, height, row.look, title))
