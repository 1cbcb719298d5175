"""The table for spreadsheets: RFC 4180, and nothing in it is a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from incident_bot.exports.csv_table import COLUMNS, cell
from incident_bot.exports.record import Record
from tests.exports.amended import amended_record
from tests.exports.story import NAMES, entry, minutes, record_of, rendered, story, with_entries


def read(record: Record, zone: str = "UTC") -> list[dict[str, str]]:
    document = rendered("csv", record, zone)
    assert document.startswith("\ufeffnumber,"), "without the mark Excel shows Zoë as ZoÃ«"
    return list(csv.DictReader(io.StringIO(document.removeprefix("\ufeff"), newline=""), strict=True))


def test_a_row_for_each_entry_and_one_for_the_end() -> None:
    record = amended_record()
    *rows, end = read(record, "Asia/Kolkata")
    by_number = {row["number"]: row for row in rows}
    assert len(rows) == 18
    assert by_number["16"] == {
        "number": "16",
        "occurred_at_utc": "2026-01-05 23:14:00.123",
        "occurred_at_local": "2026-01-06 04:44:00+05:30",
        "recorded_at_utc": "2026-01-06 00:12:00.123",
        "backdated": "yes",
        "kind": "decision",
        "who": "Ann Example",
        "text": "errors at 3 %",
        "starred": "yes",
        "state": "",
        "version": "2",
        "revised": "text kind time",
        "changed_at_utc": "2026-01-06 00:12:30.123",
        "changed_by": "Bo Example",
        "reason": "it was less",
        "source": "command",
        "marked_by": "",
        "link": "",
        "files": "",
    }
    assert (by_number["18"]["state"], by_number["18"]["text"]) == ("withdrawn", "")
    assert (by_number["20"]["state"], by_number["20"]["marked_by"]) == ("deleted", "Ann Example")
    assert by_number["20"]["files"].startswith("graph.png https://example.slack.com/files/")
    assert (end["kind"], end["text"]) == ("end", f"21 facts, head of the chain {record.head}")


@pytest.mark.parametrize(
    "wanted, said",
    [
        ({"starred": True}, "Not the whole record: only entries with a star. "),
        ({"kinds": ("note",)}, "Not the whole record: only entries of the kind note. "),
        (
            {"pseudonyms": True},
            "Not the whole record: people have pseudonyms, and links into Slack are left out. ",
        ),
        ({}, ""),
    ],
)
def test_the_last_row_says_what_is_left_out(wanted: dict[str, Any], said: str) -> None:
    document = rendered("csv", amended_record(), **wanted)
    *_, end = csv.DictReader(io.StringIO(document.removeprefix("\ufeff"), newline=""), strict=True)
    assert end["kind"] == "end"
    assert end["text"].startswith(f"{said}21 facts")


def test_lines_end_as_the_standard_has_it_and_breaks_stay_within_quotes() -> None:
    record = with_entries(record_of(story()), [entry(text='one\ntwo, "three"')])
    document = rendered("csv", record)
    assert document.count("\r\n") == 3
    assert ',"one\ntwo, ""three""",' in document


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "\u00a0=1", "\u3000=1", "\u200b=1",
        "\ufeff=1", "\u202e=1", "\x00=1", "＝1", "＋1", "－1", "＠a", "\u22121", "\t", "=cmd|' /C calc'!A0",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(typed: str) -> None:
    assert cell(typed) == f"'{typed}"
    hostile = with_entries(
        record_of(story(), people={**NAMES, "U1": typed}),
        [entry(text=typed, kind=typed, source=typed, facts={"marked_by": "U1", "files": [{"name": typed}]})],
    )
    [row, _] = read(hostile)
    assert {row[name] for name in ("text", "kind", "source", "who", "marked_by", "files")} == {f"'{typed}"}


@pytest.mark.parametrize("typed", ["", "a=1", "1-2", "'=1", "5 > 4", "#1", "é", "(1)"])
def test_what_it_would_not_stays_as_it_is(typed: str) -> None:
    assert cell(typed) == typed


words = st.text() | st.text("=+-@\t\r\n '\",;\u200b\u3000＝a", max_size=8)


@given(text=words, name=words, reason=words)
@example(text="\ud800", name='"', reason="\x00=1")
def test_whatever_people_type_the_table_stays_a_table(text: str, name: str, reason: str) -> None:
    told = {"change": "corrected", "at": minutes(9).isoformat(), "by": "U1", "reason": reason, "revised": []}
    record = with_entries(
        record_of(story(), people={"U1": name}), [entry(text=text, amendment=told, version=2)]
    )
    [row, end] = read(record)
    assert set(row) == set(COLUMNS)
    assert end["kind"] == "end"
    assert row["text"].removeprefix("'") == text.encode("utf-8", "replace").decode().removeprefix("'")
    for value in row.values():
        visible = [each for each in value if not each.isspace() and unicodedata.category(each)[0] != "C"]
        assert not visible or unicodedata.normalize("NFKC", visible[0]) not in tuple("=+-@")
        assert not value.startswith(("\t", "\r", "\n"))
