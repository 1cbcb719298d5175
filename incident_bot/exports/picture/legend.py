"""What stands below a picture: what its marks mean, of those that are on it."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.exports.picture.plot import Plot


def legend(plot: Plot, zone: str) -> str:
    """A few sentences; `zone` is what the zone of its times is called."""
    return " ".join([f"Times are in {zone}.", *_sentences(plot)])


def _sentences(plot: Plot) -> Iterator[str]:
    told = plot.cadence
    if told.updates:
        yield "A diamond among the updates is one that was sent."
    if told.slots:
        yield "An upright stroke among the updates is when one was owed that had not come."
    vacant = any(each.look == "vacant" for band in plot.bands for lane in band.lanes for each in lane)
    where = ["one was late"] if told.late else []
    where += ["nobody held a role"] if vacant else []
    if where:
        yield f"Hatched is where {', or where '.join(where)}."
    if plot.marks.rows:
        yield "The other marks are entries of the timeline below."
