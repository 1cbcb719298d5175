"""The PDF: all of the record is on its pages, in characters that its font has, always in the same bytes."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incident_bot.exports import FORMATS, pdf
from incident_bot.exports.export import whole
from incident_bot.exports.pdf_text import MISSING, Face, in_reading_order
from incident_bot.exports.pseudonyms import hidden
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.vocabulary import Kind, kind_said
from tests.messages.nasty import NASTY, anything

from .pdf_reading import pages, strings
from .scenes import SHAPES, declared, long, nasty, put_right, scene
from .story import entry, minutes, record_of, with_entries


def plain(record: Record) -> bytes:
    return bytes(asyncio.run(pdf.document(record, compress=False)))


def words(record: Record) -> str:
    return " ".join(" ".join(strings(plain(record))).split())


@pytest.mark.parametrize("name", SHAPES)
def test_every_incident_has_its_pages(name: str) -> None:
    document = asyncio.run(whole(FORMATS["pdf"].write(scene(name, "Europe/Berlin"))))
    assert document.startswith(b"%PDF-1.")
    assert document.rstrip().endswith(b"%%EOF")


def test_what_it_says_is_what_the_page_says() -> None:
    said = words(scene("story", "Europe/Berlin"))
    for each in (
        "INC-12 Payments are down SEV-1 · resolved",
        "Duration 1 h 40 min",
        "The incident at a glance",
        "Acknowledged 23:31",
        "Mon 5 Jan 2026 · UTC+01:00",
        "commander Bo Example 2026-01-05 23:31:00 (UTC+01:00) 23:40:00",
        "★ Roll back to 2.1.4",
        "recorded 14 min later",
        "INC-12 has 15 facts on its record.",
    ):
        assert each in said, each
    assert scene("story").head in said


def test_what_was_put_right_says_so() -> None:
    said = words(put_right())
    for each in ("words revised, last changed by Bo Example", "withdrawn by Bo Example", "graph.png", "P1"):
        assert each in said, each
    assert "the message was deleted in Slack" in said
    assert "note of gone" not in said


def test_every_kind_is_on_the_timeline() -> None:
    incident = declared()
    kinds = [*Kind, "of_a_later_version"]
    entries = [entry(kind, "x", minutes(n), id=n + 10) for n, kind in enumerate(kinds)]
    drawn = strings(plain(with_entries(record_of(incident), entries)))
    assert {f"#{n + 10}" for n in range(len(kinds))} <= set(drawn)
    assert {kind_said(kind) for kind in kinds if len(kind) < 15} <= set(drawn)


def test_pages_are_numbered_and_say_whose_they_are() -> None:
    document = plain(long(200))
    drawn = strings(document)
    count = pages(document)
    assert count > 4
    assert drawn.count("INC-12 · Payments are down") == count
    feet = [drawn[n + 1] for n, said in enumerate(drawn) if said == "INC-12 · Payments are down"]
    assert feet == [str(n + 1) for n in range(count)]


def test_of_a_timeline_that_is_too_long_it_has_the_beginning_and_says_so() -> None:
    document = bytes(asyncio.run(pdf.document(long(60), compress=False, most=40)))
    said = strings(document)
    assert "The timeline has 63 entries, of which the first 40 are here" in " ".join(said)
    assert len([each for each in said if re.fullmatch(r"#\d+", each)]) == 40


def test_the_head_of_a_table_comes_again_on_every_page() -> None:
    document = plain(long(200))
    assert strings(document).count("Kind") >= pages(document) - 1


def test_there_is_an_outline_with_the_days() -> None:
    document = plain(scene("three days"))
    titles = re.findall(rb"/Title \(([^)]*)\)", document)
    assert titles[:5] == [b"INC-12", b"The incident at a glance", b"Moments", b"Roles", b"Timeline"]
    assert titles[5:-1] == [b"2026-01-05", b"2026-01-06", b"2026-01-07", b"2026-01-08", b"2026-01-09"]
    assert b"/Outlines" in document


def test_links_lead_to_slack_and_into_the_document() -> None:
    document = plain(scene("story"))
    addresses = re.findall(rb"/URI \(([^)]*)\)", document)
    assert addresses
    assert all(each.startswith(b"https://example.slack.com/") for each in addresses)
    assert document.count(b"/Dest [") > 5
    assert b"/JavaScript" not in document
    assert b"/Launch" not in document


def test_the_same_record_is_the_same_bytes_wherever_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    first = asyncio.run(whole(FORMATS["pdf"].write(scene("story"))))
    monkeypatch.setenv("TZ", "Pacific/Apia")
    time.tzset()
    try:
        assert asyncio.run(whole(FORMATS["pdf"].write(scene("story")))) == first
    finally:
        monkeypatch.undo()
        time.tzset()
    # The latest fact of the record is when it was made.
    assert b"/CreationDate (D:20260106001100Z)" in plain(scene("story"))


def test_without_names_there_are_none() -> None:
    record = hidden(replace(scene("story"), wanted=Wanted("UTC", pseudonyms=True)))
    document = plain(record)
    assert "Person 1" in words(record)
    assert "Example" not in words(record)
    assert b"slack.com" not in document


def test_what_people_type_is_text_on_the_page() -> None:
    said = words(nasty())
    for text in NASTY.values():
        first = re.sub(r"[^\x20-\x7e]", " ", text).split()
        assert not first or first[0][:20] in said


@settings(max_examples=8)
@given(anything)
def test_nothing_that_is_typed_keeps_it_from_being_written(text: str) -> None:
    document = plain(nasty([text]))
    assert pages(document) >= 1
    assert not set("".join(strings(document))) & set("\x00\x08\u202e\u2066\ud800")


FACE = Face({*range(32, 127), 0x2026, 0xFFFD, *range(0x5D0, 0x5EB)}, {})


def test_what_the_font_lacks_is_seen_to_be_missing() -> None:
    assert FACE.plain("\N{FIRE} is 火") == f"[fire] is {MISSING}"
    assert FACE.plain("\N{MAN}\u200d\N{WOMAN}") == "[man][woman]"
    assert FACE.plain("a\u202eb\x00c") == "abc"


def test_hebrew_runs_from_right_to_left() -> None:
    assert in_reading_order("payments: אבג") == "payments: גבא"
    assert in_reading_order("plain") == "plain"


@given(st.text(st.sampled_from("ab \nw"), max_size=80), st.floats(0.5, 30))
def test_lines_are_never_wider_than_their_room_and_lose_nothing(text: str, width: float) -> None:
    face = Face(range(128), {"a": 0.5, "b": 0.6, "w": 1.0, " ": 0.3, "\n": 0})
    lines = list(face.lines(text, 1, width))
    assert all(face.width(line.rstrip(), 1) <= width or len(line.strip()) <= 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
