"""Slack's text: what people typed is kept as they see it, and harms nobody when it is shown."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.slack import text
from tests.messages.nasty import anything, typed

HALF_AN_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")


def unescaped(shown: str) -> str:
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@given(typed, st.integers(1, 60))
def test_what_is_cut_fits_and_no_entity_is_cut_in_two(said: str, most: int) -> None:
    shown = text.fit(said, most)
    assert len(shown) <= most
    assert not HALF_AN_ENTITY.search(shown)
    assert "<" not in shown
    assert ">" not in shown


@given(typed, st.integers(1, 60))
def test_what_is_cut_is_the_beginning_and_says_that_there_was_more(said: str, most: int) -> None:
    shown = text.fit(said, most)
    if len(text.escape(said)) <= most:
        assert unescaped(shown) == said
    else:
        assert shown.endswith("…")
        assert said.startswith(unescaped(shown.removesuffix("…")))


def test_as_much_is_kept_as_fits() -> None:
    assert text.fit("a & b", 9) == "a &amp; b"
    assert text.fit("a & bc", 9) == "a &amp;…"
    assert text.fit("a & b", 8) == "a &amp;…"
    assert text.fit("a & b", 7) == "a…"


@given(st.text(st.sampled_from("&<>;ltgamp#!") | st.characters(codec="utf-8", exclude_categories=("C", "Z"))))
def test_what_is_escaped_is_read_as_it_was_typed(said: str) -> None:
    assert text.plain(text.escape(said)) == said


@given(anything)
def test_whatever_is_sent_what_is_kept_can_be_kept_and_seen(sent: str) -> None:
    kept = text.plain(sent)
    kept.encode()
    hidden = [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert hidden == []
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", kept)
    assert kept == kept.strip()


@given(anything)
def test_whatever_is_kept_pings_nobody_when_it_is_shown(sent: str) -> None:
    shown = text.escape(text.plain(sent))
    assert "<" not in shown
    assert ">" not in shown


@pytest.mark.parametrize(
    "sent, read",
    [
        ("&lt;!channel&gt; is down", "<!channel> is down"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<!channel> <!here|here> <!everyone>", "@channel @here @everyone"),
        ("<@U1> and <@U2|bo> and <@U3>", "@Ann and @bo and @U3"),
        ("<#C1|general> <#C2>", "#general #C2"),
        ("<!subteam^S1|@oncall> <!subteam^S2>", "@oncall @S2"),
        ("<https://example.com>", "https://example.com"),
        ("<https://example.com|example.com>", "https://example.com"),
        ("<https://example.com|the graph>", "the graph (https://example.com)"),
        ("<mailto:ann@example.com|ann@example.com>", "mailto:ann@example.com"),
        ("<!date^1^x|y> <unknown> <>", "y <unknown> <>"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("line\r\nline\rline", "line\nline\nline"),
        ("a\x00b\x07c\u202ed\ufeff", "abcd"),
        ("half \ud83d of it", "half ? of it"),
        ("  around  ", "around"),
        ("", ""),
        ("since <!date^1767623400^{time}|2026-01-05 14:30 UTC>", "since 2026-01-05 14:30 UTC"),
    ],
)
def test_what_slack_sends_reads_as_a_person_would_read_it(sent: str, read: str) -> None:
    assert text.plain(sent, {"U1": "Ann"}) == read


def test_people_who_are_mentioned_are_found_and_quoted_ones_are_not() -> None:
    assert text.people_in("<@U1> and <@W2|bo>, not &lt;@U3&gt; or <#C1> or <!here>") == ["U1", "W2"]


@pytest.mark.parametrize(
    "word, found", [("<@U1>", "U1"), ("<@U1|ann>", "U1"), ("@ann", None), ("<@U1>,", None)]
)
def test_a_mention_stands_alone(word: str, found: str | None) -> None:
    match = text.MENTION.match(word)
    assert (match[1] if match else None) == found


def test_lines_become_one() -> None:
    assert text.one_line(" a\n\n b\t c ") == "a b c"


def test_a_moment_is_shown_in_the_readers_zone_and_else_in_utc() -> None:
    at = datetime(2026, 1, 5, 14, 30, 59, tzinfo=UTC)
    assert text.moment(at) == "<!date^1767623459^{date_short_pretty} at {time}|2026-01-05 14:30 UTC>"
