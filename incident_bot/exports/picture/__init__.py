"""An incident on a time axis, as plain shapes that HTML and PDF draw.

`story`, `roles`, `cadence` and `marks` say what happened when, and `plot` has it all; `scale` and `ticks`
make an axis of that. Here it becomes rows, one below the other. Only `marks` reads: the timeline, once.
"""

from __future__ import annotations

from incident_bot.exports.picture.axis import axis
from incident_bot.exports.picture.layout import NARROW, WIDE, Drawing, Sheet
from incident_bot.exports.picture.legend import legend
from incident_bot.exports.picture.plot import Plot, plotted
from incident_bot.exports.picture.rows import entries, flags, updates
from incident_bot.exports.picture.scale import scale
from incident_bot.exports.picture.shapes import Line, Picture

__all__ = ["NARROW", "WIDE", "Picture", "Plot", "Sheet", "draw", "legend", "plotted"]


def draw(plot: Plot, sheet: Sheet) -> Picture:
    """The picture of an incident on this sheet."""
    drawing = Drawing(sheet, scale(plot.instants(), plot.worked, sheet.left, sheet.right))
    poles = flags(drawing, plot)
    top = drawing.y
    for band in plot.bands:
        told = {stretch: plot.told(stretch) for lane in band.lanes for stretch in lane}
        drawing.band(band, told)
    updates(drawing, plot)
    for row in plot.marks.rows:
        entries(drawing, plot, row)
    drawing.shapes += [Line(x, top, x, drawing.y, "moment") for x in dict.fromkeys(poles)]
    axis(drawing, plot, top)
    shapes = (*drawing.behind, *drawing.shapes, *drawing.words)
    return Picture(sheet.width, drawing.y, shapes, left=sheet.left, right=sheet.right)
