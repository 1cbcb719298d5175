"""Timelines as people write them in Markdown, line by line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from incident_bot.errors import Refused
from incident_bot.importing.days import day_in
from incident_bot.importing.outline import Outline, outline
from incident_bot.incidents.vocabulary import Kind
from tests.exports.story import closed_drill, record_of, rendered, story

NOW = datetime(2026, 11, 1, tzinfo=UTC)
NOTES = """# INC-7: Payments are down
Severity: SEV-2
Impact: nobody can pay

Some prose.

## Timeline

### 2026-03-28

- 23:50 first alert
- [23:55] Decision: roll back
  to 2.1.4
- rolled
- **00:10** Bo restarts `db-1`

### Sunday, 29 March 2026

- 02:30 in the gap

| Time | Event | Who |
|---|---|---|
| 03:20 | all **good**<br>really | Ann Example |
| later | what | Bo |

```
03:30 from the log
```

## Lessons

- 04:00 none
"""


def test_lists_paragraphs_tables_and_code_are_read() -> None:
    found = read(NOTES)
    assert found.title == "Payments are down"
    assert found.known == {"severity": "SEV-2", "impact": "nobody can pay"}
    assert told(found) == [
        (11, "2026-03-28 22:50", "note", "first alert"),
        (12, "2026-03-28 22:55", "decision", "roll back\nto 2.1.4"),
        (15, "2026-03-28 23:10", "note", "Bo restarts db-1"),
        (19, "2026-03-29 01:30", "note", "in the gap"),
        (23, "2026-03-29 01:20", "note", "all good\nreally"),
        (27, "2026-03-29 01:30", "note", "from the log"),
    ]
    assert found.entries[4].who == "Ann Example"


def test_what_is_odd_is_said_and_what_is_not_understood_is_listed() -> None:
    found = read(NOTES)
    assert "skipped 02:30" in found.entries[3].line.remark
    assert found.left == [
        (5, "Some prose.", "it is not in the timeline"),
        (14, "rolled", "it begins with no time"),
        (24, "later | what | Bo", "it begins with no time"),
        (32, "04:00 none", "it is not in the timeline"),
    ]


def test_what_is_left_out_is_left_in_nothing() -> None:
    found = read("## Timeline\n- 2025-02-30 14:00 impossible\n- 2025-03-11 14:00 it was")
    assert found.left == [(2, "2025-02-30 14:00 impossible", "“2025-02-30 14:00” is no time")]


@pytest.mark.parametrize(
    "deep, entries, left",
    [(">" * 40, [3, 5], []), ("- " * 40, [3, 5], []), (">" * 150, [5], [3]), ("- " * 150, [], [3, 5])],
)
def test_what_is_nested_too_deeply_to_be_read_is_listed(
    deep: str, entries: list[int], left: list[int]
) -> None:
    found = read(f"## Timeline\n\n{deep} 2025-03-11 14:10 deep\n\n- 2025-03-11 14:20 it was")
    assert [each.number for each in found.entries] == entries
    assert [(number, why) for number, _, why in found.left] == [(n, "it is nested too deeply") for n in left]


def test_a_time_without_any_day_is_refused() -> None:
    with pytest.raises(Refused, match="no line says on which day it was: “14:32 it fails”") as refused:
        read("# Mail\n\n- 14:32 it fails")
    assert refused.value.example == "--date 2026-03-29"
    [entry] = read("# Mail\n\n- 14:32 it fails", day=date(2026, 7, 1)).entries
    assert entry.line.at == datetime(2026, 7, 1, 12, 32, tzinfo=UTC)


def test_what_is_still_to_come_is_left_out() -> None:
    found = read("- 2027-01-01 10:00 later\n- 2026-01-01 10:00 it was")
    assert [(number, why) for number, _, why in found.left] == [(1, "“2027-01-01 10:00” is still to come.")]
    assert [each.number for each in found.entries] == [2]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
def test_our_own_export_is_understood(zone: str) -> None:
    made = story()
    found = read(rendered("markdown", record_of(made), zone))
    assert found.title == "Payments are down"
    assert found.known["severity"] == "SEV-1"
    assert found.moments["resolved"] == datetime(2026, 1, 6, 0, 10, tzinfo=UTC)
    happened = sorted(made.happened, key=lambda each: each.occurred_at)
    assert [each.line.at for each in found.entries] == [
        each.occurred_at.replace(microsecond=0) for each in happened
    ]
    [decision] = [each for each in found.entries if each.line.kind is Kind.DECISION]
    assert (decision.line.text, decision.who, decision.starred) == ("Roll back to 2.1.4", "Ann Example", True)
    assert {number for number, _, why in found.left if why != "it is not in the timeline"} == set()


def test_what_our_own_export_remarks_is_no_part_of_the_text() -> None:
    found = read(rendered("markdown", record_of(closed_drill()), "Asia/Kolkata"))
    assert found.known["drill"] == "this was an exercise"
    assert not [each.line.text for each in found.entries if "recorded" in each.line.text]


@pytest.mark.parametrize(
    "text, day",
    [
        ("2026-03-29", date(2026, 3, 29)),
        ("2026-03-29 (Sunday)", date(2026, 3, 29)),
        ("Sunday, 29 March 2026", date(2026, 3, 29)),
        ("29th of March", None),
        ("3rd Mar 2026", date(2026, 3, 3)),
        ("March 3, 2026", date(2026, 3, 3)),
        ("Sept 1, 2026:", date(2026, 9, 1)),
        ("31 February 2026", None),
        ("Timeline", None),
    ],
)
def test_days_as_headings_have_them(text: str, day: date | None) -> None:
    assert day_in(text) == day


def read(text: str, day: date | None = None) -> Outline:
    return outline(text, ZoneInfo("Europe/Berlin"), NOW, day)


def told(found: Outline) -> list[tuple[int, str, str, str]]:
    return [
        (each.number, f"{each.line.at:%Y-%m-%d %H:%M}", each.line.kind.value, each.line.text)
        for each in found.entries
    ]
