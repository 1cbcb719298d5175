"""The picture of an incident: what it tells, and that all of it can be seen."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.exports.picture import NARROW, WIDE, Picture, Plot, Sheet, draw, legend, plotted
from incident_bot.exports.picture.flags import planted
from incident_bot.exports.picture.scale import CUTS, scale
from incident_bot.exports.picture.shapes import Box, Dot, Line, Words, fitted, measure
from incident_bot.exports.picture.ticks import clock_changes, days, step, times
from incident_bot.exports.record import Record
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Kind

from .scenes import SHAPES, days_before, declared, long, put_right, scene
from .story import START, batches, entry, minutes, record_of, with_entries

SHEETS = [WIDE, NARROW, Sheet(720, 152)]


def plot(record: Record) -> Plot:
    return asyncio.run(plotted(record))


def told(incident: Incident, row: str) -> list[str]:
    """What the picture says of a row, without dates."""
    words = dict(plot(record_of(incident)).in_words())
    return [said.replace("Mon 5 Jan ", "") for said in words.get(row, [])]


@pytest.mark.parametrize("sheet", SHEETS, ids=["wide", "narrow", "paper"])
@pytest.mark.parametrize("name", SHAPES)
def test_everything_is_within_the_picture_and_no_two_labels_cover_each_other(name: str, sheet: Sheet) -> None:
    _check(draw(plot(scene(name, "Europe/Berlin")), sheet))


@pytest.mark.parametrize("name", SHAPES)
def test_stretches_of_a_lane_follow_each_other_and_last_some_time(name: str) -> None:
    for band in plot(scene(name)).bands:
        for lane in band.lanes:
            assert all(each.length > timedelta() for each in lane), band.label
            assert all(before.until <= after.since for before, after in pairwise(lane)), band.label


def test_phases_go_from_one_moment_to_the_next() -> None:
    assert told(SHAPES["closed drill"](), "Phase") == [
        "detection, 22:20 to 22:25, 5 min",
        "response, 22:25 to 22:33, 8 min",
        "mitigation, 22:33 to 23:30, 57 min",
    ]


def test_phases_whose_border_nobody_knows_are_one() -> None:
    assert told(SHAPES["three minutes"](), "Phase") == ["response, mitigation, 22:30:00 to 22:33:00, 3 min"]


def test_a_phase_that_is_not_over_ends_with_the_latest_entry() -> None:
    assert told(SHAPES["still open"](), "Phase") == ["response, 22:30 to Tue 6 Jan 00:05, 1 h 35 min"]


def test_status_and_severity_are_what_they_were_at_the_time() -> None:
    incident = SHAPES["story"]()
    assert told(incident, "Severity")[0] == "SEV-2, 22:30 to 22:33, 3 min"
    assert told(incident, "Status")[0] == "investigating, 22:30 to 23:40, 1 h 10 min"


def test_a_resolution_that_was_corrected_is_where_it_was_corrected_to() -> None:
    incident = declared()
    incident.resolve(Act("U1", minutes(60)))
    incident.set_moment("resolved", minutes(40), Act("U1", minutes(70)))
    assert told(incident, "Status")[0] == "investigating, 22:30 to 23:10, 40 min"


def test_who_held_a_role_and_when_nobody_did() -> None:
    assert told(SHAPES["story"](), "Commander") == [
        "nobody, 22:30 to 22:31, 1 min",
        "Bo Example, 22:31 to 22:40, 9 min",
        "Ann Example, 22:40 to Tue 6 Jan 00:10, 1 h 30 min",
    ]


def test_a_role_that_several_hold_has_a_lane_for_each_and_is_never_vacant() -> None:
    [experts] = [band for band in plot(scene("crowded")).bands if band.label == "Expert"]
    assert len(experts.lanes) == 5
    assert not any(each.look == "vacant" for lane in experts.lanes for each in lane)


def test_nobody_is_missed_while_an_incident_is_over() -> None:
    incident = declared()
    incident.resolve(Act("U1", minutes(10)))
    incident.reopen(Act("U1", minutes(40)))
    incident.resolve(Act("U1", minutes(50)))
    assert told(incident, "Commander") == ["nobody, 22:30 to 22:40, 10 min", "nobody, 23:10 to 23:20, 10 min"]


def test_an_update_is_late_from_the_moment_it_was_owed() -> None:
    incident = declared("sev1")
    incident.update("in time", Act("U1", minutes(20)))
    incident.update("late", Act("U1", minutes(75)))
    incident.resolve(Act("U1", minutes(90)))
    assert told(incident, "Updates")[2:] == ["an update was late, 23:20 to 23:45, 25 min"]
    # At 30 one had come already.
    assert _slots(incident) == [50]


def test_slots_come_again_each_cadence_until_somebody_writes() -> None:
    incident = declared("sev1")
    incident.resolve(Act("U1", minutes(100)))
    assert _slots(incident) == [30, 60, 90]


def test_an_update_within_minutes_of_the_reminder_is_in_time() -> None:
    incident = declared("sev1")
    incident.update("here it is", Act("U1", minutes(34.9)))
    incident.resolve(Act("U1", minutes(40)))
    assert told(incident, "Updates") == ["update, 23:04"]
    assert _slots(incident) == [30]


def test_another_severity_owes_at_once_what_it_had_owed_all_the_time() -> None:
    incident = declared("sev2")
    incident.set_severity("sev1", Act("U1", minutes(40)))
    incident.update("now", Act("U1", minutes(50)))
    incident.resolve(Act("U1", minutes(60)))
    assert told(incident, "Updates")[1:] == ["an update was late, 23:00 to 23:20, 20 min"]
    assert _slots(incident) == [30]


def test_a_promise_counts_instead_of_the_cadence() -> None:
    incident = declared("sev1")
    incident.promise_update(minutes(80), Act("U1", minutes(5)))
    incident.update("as promised", Act("U1", minutes(79)))
    incident.resolve(Act("U1", minutes(85)))
    assert told(incident, "Updates") == ["update, 23:49"]


def test_an_update_may_promise_the_next_one() -> None:
    incident = declared("sev1")
    incident.update("this takes long", Act("U1", minutes(20)), next_at=minutes(120))
    incident.resolve(Act("U1", minutes(100)))
    assert told(incident, "Updates") == ["update, 22:50"]


def test_a_severity_without_a_cadence_owes_nothing() -> None:
    incident = declared("sev4")
    incident.resolve(Act("U1", minutes(500)))
    assert _slots(incident) == []


def test_a_week_in_which_nothing_happened_is_cut_short() -> None:
    axis = scale([START, minutes(30), minutes(60), minutes(10000)], [(START, minutes(60))], 0, 900)
    assert [piece.is_cut for piece in axis.pieces] == [False, True, False]
    assert axis.at(minutes(60)) > 700
    assert axis.is_cut(minutes(5000))


def test_silence_while_people_work_on_it_is_shown_in_its_length() -> None:
    axis = scale([START, minutes(5), minutes(300)], [(START, minutes(300))], 0, 900)
    assert len(axis.pieces) == 1


def test_entries_of_the_days_before_do_not_take_the_axis_from_the_incident() -> None:
    found = plot(days_before())
    axis = scale(found.instants(), found.worked, 0, 900)
    assert axis.at(minutes(60)) - axis.at(START) > 450
    assert axis.shown < timedelta(hours=2.5)


def test_the_year_is_said_again_in_another_one_and_no_date_grows_over_the_edge() -> None:
    incident = declared()
    incident.resolve(Act("U1", minutes(60)))
    old, late = (entry(Kind.NOTE, "x", minutes(n), id=90 + n, number=90 + n) for n in (-9000, 9000))
    record = with_entries(record_of(incident), [old, *incident.happened, late])
    dates = [
        each for each in draw(plot(record), NARROW).shapes if isinstance(each, Words) and each.look == "date"
    ]
    assert [each.text for each in dates] == ["Tue 30 Dec 2025 · UTC", "Mon 5 Jan 2026 · UTC", "Mon 12 Jan"]
    assert dates[-1].anchor == "end"


def test_the_legend_says_what_is_drawn_and_nothing_else() -> None:
    quiet = declared("sev4")
    quiet.resolve(Act("U1", minutes(30)))
    assert legend(plot(record_of(quiet)), "UTC") == "Times are in UTC. Hatched is where nobody held a role."
    in_time = declared("sev1")
    in_time.assign("commander", "U1", Act("U1", START))
    in_time.update("here it is", Act("U1", minutes(20)))
    in_time.resolve(Act("U1", minutes(45)))
    assert legend(plot(record_of(in_time)), "UTC") == (
        "Times are in UTC. A diamond among the updates is one that was sent."
    )
    assert legend(plot(put_right()), "UTC") == (
        "Times are in UTC. An upright stroke among the updates is when one was owed that had not come. "
        "Hatched is where one was late, or where nobody held a role. The other marks are entries of the "
        "timeline below."
    )


def test_of_a_long_timeline_there_are_columns_and_of_a_short_one_there_are_dots() -> None:
    crowd, few = draw(plot(long(5000)), WIDE), draw(plot(put_right()), WIDE)
    columns = [each for each in crowd.shapes if isinstance(each, Box) and each.look == "kind-note"]
    assert 50 < len(columns) < 200
    assert sum(int(each.title.rpartition(" ")[2]) for each in columns) == 4500
    dots = [each for each in few.shapes if isinstance(each, Dot) and each.look == "kind-note"]
    # The one that was withdrawn is not on it.
    assert [each.number for each in dots] == [5, 3, 9]
    assert dots[1].title == "#3 Mon 5 Jan 22:40: note of other words"


def test_every_kind_is_on_the_picture() -> None:
    incident = declared()
    incident.resolve(Act("U1", minutes(60)))
    record = record_of(incident)
    kinds = [*Kind, "of a later version"]
    more = [entry(kind, "x", minutes(n + 1), id=n + 10) for n, kind in enumerate(kinds)]
    found = plot(with_entries(record, [*incident.happened, *more]))
    rows = sum(len(row.when) for row in found.marks.rows)
    bands = {"declared", "status", "resolved", "reopened", "closed", "severity", "role", "update"}
    assert rows == len(kinds) - len(bands)


@pytest.mark.parametrize(
    "zone, since, labels",
    [
        # https://en.wikipedia.org/wiki/Daylight_saving_time_by_country: an hour that comes twice, and one
        # that never comes; half an hour on Lord Howe; a day that Samoa left out.
        ("Europe/Berlin", "2025-10-25T23:30", ["02:00", "02:00", "03:00"]),
        ("America/New_York", "2026-03-08T05:30", ["01:00", "03:00", "04:00"]),
        ("Australia/Lord_Howe", "2026-04-04T13:30", ["01:00", "02:00", "03:00"]),
        ("Asia/Kolkata", "2026-01-05T00:10", ["06:00", "07:00", "08:00"]),
        ("Pacific/Apia", "2011-12-30T09:30", ["00:00", "01:00", "02:00"]),
    ],
)
def test_ticks_are_what_the_clocks_of_the_zone_showed(zone: str, since: str, labels: list[str]) -> None:
    at = datetime.fromisoformat(since).replace(tzinfo=UTC)
    found = times(at, at + timedelta(hours=3), timedelta(hours=1), ZoneInfo(zone))
    assert [tick.label for tick in found][:3] == labels


def test_a_day_that_was_left_out_is_not_on_the_axis() -> None:
    since = datetime(2011, 12, 28, 12, tzinfo=UTC)
    found = days(since, since + timedelta(days=3), timedelta(days=1), ZoneInfo("Pacific/Apia"))
    assert [tick.label for tick in found] == ["Thu 29 Dec", "Sat 31 Dec", "Sun 1 Jan"]


def test_it_says_when_the_clocks_changed() -> None:
    since = datetime(2026, 4, 4, tzinfo=UTC)
    [change] = clock_changes(since, since + timedelta(days=2), ZoneInfo("Australia/Lord_Howe"))
    assert (change.at, change.before, change.after) == (
        datetime(2026, 4, 4, 15, tzinfo=UTC),
        "UTC+11:00",
        "UTC+10:30",
    )
    words = [
        each.text
        for each in draw(plot(scene("clocks go back", "Europe/Berlin")), WIDE).shapes
        if isinstance(each, Words)
    ]
    assert {"Sun 26 Oct 2025 · UTC+02:00", "UTC+01:00"} <= set(words)


def test_the_same_record_is_the_same_picture() -> None:
    for name in SHAPES:
        assert draw(plot(scene(name)), WIDE) == draw(plot(scene(name)), WIDE)


def test_of_an_excerpt_the_bands_are_whole_and_no_mark_leads_nowhere() -> None:
    incident = SHAPES["story"]()
    decisions = [each for each in incident.happened if each.kind == Kind.DECISION]
    record = replace(record_of(incident), shown=lambda: batches(decisions))
    found = plot(record)
    assert [band.label for band in found.bands][:3] == ["Phase", "Status", "Severity"]
    dots = [each for each in draw(found, WIDE).shapes if isinstance(each, Dot)]
    assert [(each.look, each.number) for each in dots] == [("update", None), ("kind-decision", 9)]


moment = st.integers(0, 3 * 365 * 24 * 60).map(minutes)


@given(st.lists(moment, min_size=1, max_size=60), moment, st.sampled_from(SHEETS))
def test_time_goes_on_along_the_axis(moments: list[datetime], until: datetime, sheet: Sheet) -> None:
    axis = scale(moments, [(START, until)], sheet.left, sheet.right)
    places = [axis.at(at) for at in sorted(moments)]
    assert places == sorted(places)
    assert sheet.left <= places[0] <= places[-1] <= sheet.right
    assert all(
        before.end == after.x and before.until == after.since for before, after in pairwise(axis.pieces)
    )
    assert not any(axis.is_cut(at) for at in moments)
    assert sum(piece.is_cut for piece in axis.pieces) <= CUTS
    assert axis.pieces[-1].end == pytest.approx(sheet.right)


@given(st.lists(st.tuples(st.floats(0, 360), st.floats(20, 170)), min_size=1, max_size=8))
def test_flags_never_cover_each_other(poles: list[tuple[float, float]]) -> None:
    flags = planted(poles, 0, 360)
    for n, one in enumerate(flags):
        for other in flags[n + 1 :]:
            assert one.lane != other.lane or one.right <= other.left or other.right <= one.left


@given(st.text(max_size=60), st.floats(1, 200))
def test_a_label_has_room_where_it_is_put(text: str, width: float) -> None:
    assert measure(fitted(text, 11, width), 11) <= width


@given(moment, st.timedeltas(timedelta(seconds=1), timedelta(days=4000)), st.integers(2, 30))
def test_there_are_never_too_many_ticks(since: datetime, length: timedelta, most: int) -> None:
    assert length / step(length, most) <= most or step(length, most) >= timedelta(days=3640)


@given(st.data())
def test_whatever_happens_the_picture_holds_together(data: st.DataObject) -> None:
    incident = declared(data.draw(st.sampled_from(["sev1", "sev3", "sev4"])))
    at = 0.0
    for _ in range(data.draw(st.integers(0, 12))):
        at += data.draw(st.sampled_from([0, 0.01, 1, 20, 300, 20000]))
        person = data.draw(st.sampled_from(["U1", "U2"]))
        _happens(incident, data.draw(st.sampled_from(EVENTS)), Act(person, minutes(at)))
    found = plot(record_of(incident))
    for band in found.bands:
        for lane in band.lanes:
            assert all(before.until <= after.since for before, after in pairwise(lane))
    for sheet in (WIDE, NARROW):
        _check(draw(found, sheet))


EVENTS = ("note", "role", "severity", "update", "over", "free")


def _happens(incident: Incident, what: str, act: Act) -> None:
    match what:
        case "note":
            incident.note("x", act)
        case "role" if incident.holder("commander") != act.by:
            incident.assign("commander", act.by or "", act)
        case "free":
            incident.unassign("commander", act)
        case "severity":
            incident.set_severity("sev2" if incident.severity != "sev2" else "sev1", act)
        case "update" if incident.is_open:
            incident.update("x", act)
        case "over" if incident.is_open:
            incident.resolve(act)
        case "over":
            incident.reopen(act)


def _slots(incident: Incident) -> list[float]:
    return [(slot - START) / timedelta(minutes=1) for slot in plot(record_of(incident)).cadence.slots]


def _check(picture: Picture) -> None:
    """All of it is within the picture, and labels do not cover each other."""
    near = 0.01
    for shape in picture.shapes:
        match shape:
            case Box():
                assert -near <= shape.x <= shape.end <= picture.width + near
                assert -near <= shape.y <= shape.y + shape.height <= picture.height + near
                if shape.look not in ("flag", "plate"):
                    assert picture.left - near <= shape.x <= shape.end <= picture.right + near
            case Line():
                assert all(picture.left - near <= x <= picture.right + near for x in (shape.x, shape.to_x))
                assert all(-near <= y <= picture.height + near for y in (shape.y, shape.to_y))
            case Dot():
                assert picture.left <= shape.x <= picture.right
                assert 0 <= shape.y <= picture.height
            case Words():
                assert -near <= shape.left <= shape.left + shape.width <= picture.width + near
    words = [each for each in picture.shapes if isinstance(each, Words)]
    for n, one in enumerate(words):
        for other in words[n + 1 :]:
            apart = abs(one.y - other.y) >= 10 or one.left + one.width <= other.left + near
            assert apart or other.left + other.width <= one.left + near, (one, other)


def test_the_axis_ends_with_the_calendar() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    axis = scale([first, START, last], [(START, minutes(60))], 0, 900)
    assert (axis.since, axis.until) == (first, last)
