"""Everything that a picture of an incident tells, before anybody has said how large it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from incident_bot.exports.picture import story, ticks
from incident_bot.exports.picture.cadence import Cadence, cadence
from incident_bot.exports.picture.marks import Marks, collect
from incident_bot.exports.picture.roles import roles
from incident_bot.exports.picture.story import Band, Moment, Span, Stretch
from incident_bot.exports.record import Record
from incident_bot.incidents.vacancy import open_spans
from incident_bot.messages.durations import spoken


@dataclass(frozen=True)
class Plot:
    """An incident as bands, marks and moments."""

    zone: ZoneInfo
    worked: list[Span]
    moments: list[Moment]
    bands: list[Band]
    cadence: Cadence
    marks: Marks

    def instants(self) -> Iterator[datetime]:
        """Every moment that has to be on the axis."""
        yield from (each.at for each in self.moments)
        yield from (
            at for band in self.bands for lane in band.lanes for s in lane for at in (s.since, s.until)
        )
        yield from (each.occurred_at for each in self.cadence.updates)
        for row in self.marks.rows:
            yield from row.moments

    def when(self, at: datetime) -> str:
        """A moment as the picture says it: with the date, and with seconds where minutes are too coarse."""
        local = at.astimezone(self.zone)
        return (
            f"{ticks.date(local)} {local:%H:%M:%S}" if self.is_short else f"{ticks.date(local)} {local:%H:%M}"
        )

    @property
    def is_short(self) -> bool:
        """So short that its seconds matter."""
        since, until = self.worked[0][0], self.worked[-1][1]
        return until - since < timedelta(minutes=10)

    def told(self, stretch: Stretch) -> str:
        """What a reader hears of a stretch."""
        since, until = self.when(stretch.since), self.when(stretch.until)
        if since.rpartition(" ")[0] == until.rpartition(" ")[0]:
            until = until.rpartition(" ")[2]
        return f"{stretch.label}, {since} to {until}, {spoken(stretch.length)}"

    def in_words(self) -> Iterator[tuple[str, list[str]]]:
        """The picture for those who cannot see it: each of its rows, and what is on it."""
        yield "Moments", [f"{each.label}, {self.when(each.at)}" for each in self.moments]
        for band in self.bands:
            stretches = sorted((s for lane in band.lanes for s in lane), key=lambda s: s.since)
            if stretches:
                yield band.label, [self.told(each) for each in stretches]
        yield "Updates", self._updates()
        for row in self.marks.rows:
            moments = row.moments
            since, until = self.when(moments[0]), self.when(moments[-1])
            yield (
                row.label,
                [f"one, {since}" if len(row.when) == 1 else f"{len(row.when)}, {since} to {until}"],
            )

    def _updates(self) -> list[str]:
        came = [f"update, {self.when(each.occurred_at)}" for each in self.cadence.updates]
        return (came or ["none"]) + [self.told(each) for each in self.cadence.late]


async def plotted(record: Record) -> Plot:
    """Read from the record, the timeline once. Raises Refused when there is no such zone as is wanted."""
    zone = record.wanted.local
    incident, marks = record.incident, await collect(record)
    latest = max(
        each
        for each in (incident.declared_at, marks.latest, *(turn.occurred_at for turn in record.turns))
        if each is not None
    )
    end = story.end_of(record, latest)
    spans = open_spans(incident, record.turns, end)
    return Plot(
        zone=zone,
        worked=story.worked(record, end),
        moments=story.moments(incident),
        bands=[
            story.phases(incident, end),
            story.statuses(record, end),
            story.severities(record, end),
            *roles(record, spans if record.roles_are_known else [], story.held_until(record, end)),
        ],
        cadence=cadence(record, spans, end),
        marks=marks,
    )
