"""Lines as people write them: what of them is a time, what a kind, and that nothing of them is lost."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.incidents.convention import Line, line, marked_line
from incident_bot.incidents.line_grammar import KINDS, maybe, nearly
from incident_bot.incidents.pasted import block, heading, is_block, left_out, placed
from incident_bot.incidents.vocabulary import Kind

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
"""Half past three in the afternoon in Berlin."""


def read(said: str, after: datetime | None = None) -> Line:
    found = line(said, BERLIN, NOW, after=after)
    assert found is not None, said
    return found


def utc(found: Line | None) -> str:
    assert found is not None
    return "-" if found.at is None else f"{found.at:%d %H:%M:%S}"


@pytest.mark.parametrize(
    "said, at, kind, text",
    [
        ("[14:35] Decision: roll back to 2.1.4", "05 13:35:00", Kind.DECISION, "roll back to 2.1.4"),
        ("14:35 decision: roll back", "05 13:35:00", Kind.DECISION, "roll back"),
        ("- 14:35 heap at 95 %", "05 13:35:00", Kind.NOTE, "heap at 95 %"),
        ("14:22:15 UTC – node gone", "05 14:22:15", Kind.NOTE, "node gone"),
        ("14:32:15.250 node gone", "05 13:32:15", Kind.NOTE, "node gone"),
        ("**14:35** – **Decision:** go", "05 13:35:00", Kind.DECISION, "go"),
        ("`14:35` | done: restarted it", "05 13:35:00", Kind.ACTION, "restarted it"),
        ("(14:35) theory: the cache", "05 13:35:00", Kind.HYPOTHESIS, "the cache"),
        ("Hypothesis (14:35): the cache", "-", Kind.NOTE, "Hypothesis (14:35): the cache"),
        ("Decision: 14:47 roll back", "05 13:47:00", Kind.DECISION, "roll back"),
        ("[14:35] [Action] restarted", "05 13:35:00", Kind.ACTION, "restarted"),
        ("2:35 pm heap", "05 13:35:00", Kind.NOTE, "heap"),
        ("1. 14:35 first", "05 13:35:00", Kind.NOTE, "first"),
        ("> 14:35 quoted", "05 13:35:00", Kind.NOTE, "quoted"),
        ("-10m restarted", "05 14:20:00", Kind.NOTE, "restarted"),
        ("10 m ago restarted", "05 14:20:00", Kind.NOTE, "restarted"),
        ("1h 30m ago restarted", "05 13:00:00", Kind.NOTE, "restarted"),
        ("yesterday 23:50 it began", "04 22:50:00", Kind.NOTE, "it began"),
        ("2026-01-02 02:30 it began", "02 01:30:00", Kind.NOTE, "it began"),
        ("2026-01-02T02:30:00Z it began", "02 02:30:00", Kind.NOTE, "it began"),
        ("2026-01-02T02:30-05:00 it began", "02 07:30:00", Kind.NOTE, "it began"),
        ("14:50–14:55 rolled back", "05 13:50:00", Kind.NOTE, "14:50–14:55 rolled back"),
        ("- 14:50-14:55 UTC Action: rolled back", "04 14:50:00", Kind.ACTION, "14:50-14:55 UTC rolled back"),
        ("2 PM heap", "05 13:00:00", Kind.NOTE, "heap"),
        ("9am errors", "05 08:00:00", Kind.NOTE, "errors"),
        ("at 14:32 it was slow", "05 13:32:00", Kind.NOTE, "it was slow"),
        ("02:12 ann: Decision: fail over", "05 01:12:00", Kind.DECISION, "ann: fail over"),
        ("02:12 ann: we fail over", "05 01:12:00", Kind.NOTE, "ann: we fail over"),
        ("| 14:35 | Decision | roll back |", "05 13:35:00", Kind.DECISION, "roll back"),
        ("|14:35|bo|errors fall|", "05 13:35:00", Kind.NOTE, "bo | errors fall"),
        # What only looks like a time is text.
        ("2 pm2 processes died", "-", Kind.NOTE, "2 pm2 processes died"),
        ("14h32 x", "-", Kind.NOTE, "14h32 x"),
        ("3 servers are down", "-", Kind.NOTE, "3 servers are down"),
        ("10 m of cable", "-", Kind.NOTE, "10 m of cable"),
        ("2.14 is out", "-", Kind.NOTE, "2.14 is out"),
        ("now it works", "-", Kind.NOTE, "now it works"),
        ("in 30m we restart", "-", Kind.NOTE, "in 30m we restart"),
        ("-10 degrees in the room", "-", Kind.NOTE, "-10 degrees in the room"),
        ("1. first", "-", Kind.NOTE, "1. first"),
        ("16:9 is the picture", "-", Kind.NOTE, "16:9 is the picture"),
        ("10:1.5 is the ratio", "-", Kind.NOTE, "10:1.5 is the ratio"),
        ("Action item: more memory", "-", Kind.NOTE, "Action item: more memory"),
        ("Decision:", "-", Kind.NOTE, "Decision:"),
        ("decision roll back", "-", Kind.NOTE, "decision roll back"),
    ],
)
def test_what_a_line_says(said: str, at: str, kind: Kind, text: str) -> None:
    found = read(said)
    assert (utc(found), found.kind, found.text) == (at, kind, text)
    assert found.problem == ""


@pytest.mark.parametrize(
    "said, remark",
    [
        ("25:61 it began", "“25:61” is no time: I left it in the text."),
        ("2026-02-30 10:00 it began", "“2026-02-30 10:00” is no time: I left it in the text."),
        ("14:35:heap", "“14:35:heap” is no time that I understand."),
        ("09:37 PST it began", "I do not know “PST” and read the time in Europe/Berlin."),
        ("23:59 x", "Taken as yesterday: today's 23:59 is still to come."),
        ("9pm errors", "Taken as yesterday: today's 9pm is still to come."),
        ("15:33 soon", "“15:33” is still to come: I took it as now."),
        ("2025-10-26 02:30 x", "02:30 came twice on 2025-10-26 in Europe/Berlin; I took the first."),
    ],
)
def test_what_is_odd_is_said(said: str, remark: str) -> None:
    assert read(said).remark.startswith(remark)


@pytest.mark.parametrize("said", ['"14:32" quoted', "“14:32” quoted", "'14:32:99' quoted"])
def test_what_is_quoted_is_not_odd(said: str) -> None:
    assert (read(said).text, read(said).remark) == (said, "")


@pytest.mark.parametrize(
    "said, problem",
    [
        ("2031-01-01 10:00 it ends", "“2031-01-01 10:00” is still to come."),
        ("tomorrow 09:00 they call", "“tomorrow 09:00” is still to come."),
        ("+10m they call", "“+10m” is still to come."),
        ("[14:35]", "There is nothing after “14:35”."),
    ],
)
def test_what_cannot_be_put_on_the_timeline(said: str, problem: str) -> None:
    assert read(said).problem == problem


def test_an_empty_line_says_nothing() -> None:
    assert [line(said, BERLIN, NOW) for said in ("", "  ", "---", "* ", "****", "```")] == [None] * 6


def test_a_line_is_near_the_one_before() -> None:
    after = datetime(2026, 1, 2, 22, 50, tzinfo=UTC)
    assert utc(read("23:55 a", after=after)) == "02 22:55:00"
    assert utc(read("00:10 b", after=after)) == "02 23:10:00"
    assert utc(read("23:40 c", after=after)) == "02 22:40:00"
    assert utc(read("14:00 d", after=after)) == "03 13:00:00"


def test_the_convention_wants_brackets_and_a_kind() -> None:
    found = marked_line("[14:35] Decision: roll back\nbecause of the pool", BERLIN, NOW)
    assert (utc(found), found and found.kind) == ("05 13:35:00", Kind.DECISION)
    assert found is not None
    assert found.text == "roll back\nbecause of the pool"
    for said in (
        "14:35 Decision: x",
        "[14:35] roll back",
        "[14:35] ERROR: x",
        "see [14:35] Decision: x",
        "[x] Note: y",
    ):
        assert marked_line(said, BERLIN, NOW) is None, said


def test_what_looks_like_a_time_may_have_been_meant_as_one() -> None:
    said = (
        "1432 x",
        "14.32 x",
        "14h32 x",
        "0m x",
        "10m x",
        "2.14 is out",
        "3 servers",
        "1499 x",
        "10 m of cable",
    )
    assert [(maybe(each) or ("", None))[1] for each in said] == [
        *["14:32"] * 3,
        *("now", "10m ago"),
        *[None] * 4,
    ]


def test_what_stands_in_brackets_before_a_kind_is_nearly_a_line() -> None:
    said = ("[99:99] Decision: x", "[-10m] *Note*: x", "[JIRA-12] Note: x", "[x] Note: y", "[99:99] ERROR: x")
    assert [nearly(each) for each in said] == ["99:99", "-10m", "", "", ""]


def test_the_convention_takes_what_is_still_to_come_as_now() -> None:
    found = marked_line("[16:10] *Action*: restarted", BERLIN, NOW)
    assert found is not None
    assert found.at == NOW
    assert "still to come in Europe/Berlin when it was written" in found.remark
    before_midnight = marked_line("[23:50] note: x", BERLIN, datetime(2026, 1, 5, 23, 10, tzinfo=UTC))
    assert utc(before_midnight) == "05 22:50:00"


def test_a_block_is_of_one_night() -> None:
    read = block("22:00 a\n23:50 b\n00:10 c\n09:00 d", BERLIN, datetime(2026, 1, 6, 7, 30, tzinfo=UTC))
    # At half past eight in the morning nine o'clock was yesterday, and so all of it was a night earlier.
    assert [utc(each.line) for each in read] == ["04 21:00:00", "04 22:50:00", "04 23:10:00", "05 08:00:00"]


def test_a_line_that_is_a_day_gives_it_to_the_lines_below() -> None:
    read = block("## 2025-12-30 (Tuesday)\n08:00 a\n\n21:00 b\n00:10 c\n2026-01-02\n09:00 d", BERLIN, NOW)
    assert [utc(each.line) for each in read] == ["30 07:00:00", "30 20:00:00", "30 23:10:00", "02 08:00:00"]
    assert heading("2025-12-30") == date(2025, 12, 30)
    assert heading("2025-13-30") is None
    assert heading("2025-12-30 was bad") is None


def test_lines_without_a_time_have_that_of_the_line_before() -> None:
    read = block("what happened\n14:00 a\nand b\nDecision: c", BERLIN, NOW, Kind.ACTION)
    lines = placed(read, NOW)
    assert [utc(each) for each in lines] == ["05 14:30:00", "05 13:00:00", "05 13:00:00", "05 13:00:00"]
    assert [each.kind for each in lines] == [Kind.ACTION, Kind.ACTION, Kind.ACTION, Kind.DECISION]
    assert [each.remark for each in lines][:3] == ["no time: now", "", "no time: as above"]
    assert placed(read, NOW, BERLIN)[2].remark == "no time: 14:00, as above"
    assert left_out("a\n\n====\n- \n14:00") == ["====", "-"]
    assert is_block("a\nb")
    assert not is_block("a\n\n---\n")


# -- whatever people write --

PIECES = st.sampled_from(
    [
        *(
            "14:35",
            "[14:35]",
            "**14:35**",
            "25:99",
            "2026-03-29",
            "2026-03-29T02:30",
            "+05:30",
            "-05:00",
            "UTC",
        ),
        *(
            "-10m",
            "10m ago",
            "yesterday",
            "tomorrow",
            "Decision:",
            "[Action]",
            "hypothesis",
            "-",
            "–",
            "•",
            "1.",
        ),
        *(
            "14:50-14:55",
            "(PST)",
            ":",
            "|",
            "#",
            "> ",
            "0:00:60",
            "99999d ago",
            "9999-12-31 23:59",
            "\u0663:\u0660\u0660",
        ),
    ]
)
WORDS = st.one_of(st.text(max_size=20), PIECES)
LINES = st.lists(WORDS, max_size=6).map(" ".join)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia"]).map(ZoneInfo)
NOWS = st.datetimes(datetime(2011, 12, 28), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(LINES, ZONES, NOWS, st.booleans())
def test_no_line_is_too_odd_and_nothing_is_later_than_now(
    said: str, zone: ZoneInfo, now: datetime, follows: bool
) -> None:
    after = now - timedelta(hours=3) if follows else None
    found = line(said, zone, now, after=after)
    assert found is None or found.at is None or found.at <= now
    assert found is None or not (found.at is None and found.text == "" and not found.problem)
    marked = marked_line(said, zone, now)
    assert marked is None or (marked.at is not None and marked.at <= now and marked.text)


@given(LINES, ZONES, NOWS)
def test_nothing_that_somebody_wrote_is_lost(said: str, zone: ZoneInfo, now: datetime) -> None:
    """Every word stands in the text, but those of the time and of the kind."""
    found = line(said, zone, now)
    text = "" if found is None else found.text
    for word in re.findall(r"[^\W\d_]{2,}", said):
        assert word in text or word.lower() in _TIMES_AND_KINDS, (word, said)


@given(st.lists(LINES, max_size=12).map("\n".join), ZONES, NOWS)
def test_every_line_of_a_block_is_there_or_pointed_out(said: str, zone: ZoneInfo, now: datetime) -> None:
    read = block(said, zone, now)
    lines = placed(read, now)
    assert len(lines) + sum(bool(each.line.problem) for each in read) == len(read)
    assert all(each.at is not None and each.at <= now for each in lines)
    written = [each for each in said.splitlines() if re.search(r"[^\W_]", each) and heading(each) is None]
    assert len(read) >= len(written)


_TIMES_AND_KINDS = {
    *(word for kind in KINDS for word in kind.split()),
    *("utc", "gmt", "am", "pm", "ago", "at", "yesterday", "today", "tomorrow"),
    *("sec", "secs", "second", "seconds", "min", "mins", "minute", "minutes"),
    *("hr", "hrs", "hour", "hours", "day", "days"),
}
