"""Reminders on the record: when each was due, and what came of it, in every format that has room for it."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace

from incident_bot.exports import pdf
from incident_bot.exports.canvas import canvas
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.slot import Outcome
from tests.exports.pdf_reading import strings
from tests.exports.slots import reminded, slot, slots
from tests.exports.story import record_of, rendered, shown, story, tables

IN_SHORT = (
    "10 reminders: 3 said (2 late, at most 7 min), 1 done before, 1 moved to another time, 1 snoozed, 1 said "
    "not to be needed, 1 not sent for want of a place, 1 being sent and 1 missed while the bot was down."
)
RECORD = reminded(record_of(story()))


def test_each_one_is_a_row_of_the_document() -> None:
    document = rendered("markdown", RECORD, "Europe/Berlin")
    assert IN_SHORT in document.replace("\\", "")
    assert "updates that were owed came in time" in document
    [table] = [each for each in tables(document) if shown(each[0][0]) == "Due (UTC)"]
    head, *rows = [[shown(cell) for cell in row] for row in table]
    assert head == ["Due (UTC)", "Due (Europe/Berlin)", "Reminder", "What came of it"]
    assert [row[:2] for row in rows[:4]] == [
        ["2026-01-05 22:35:00", "2026-01-05 23:35:00 (UTC+01:00)"],
        ["22:45:00", "23:45:00"],
        ["23:00:00", "2026-01-06 00:00:00"],
        ["23:00:00", "00:00:00"],
    ]
    assert [": ".join(row[2:]) for row in rows] == [
        "A commander: Not sent: somebody had taken command before, by Bo Example",
        "A checkpoint: Sent on time",
        "A checkpoint: Missed while I was down, then said once, 2026-01-05 23:22 UTC",
        "An update: Snoozed by Bo Example until 2026-01-05 23:10 UTC",
        "An update: Sent 3 min late",
        "A checkpoint: Sent 7 min late",
        "An update: Not sent: another severity asks for it at another time, by Ann Example",
        "Somebody for a vacant role (scribe): Said not to be needed by Chi Example: Ann Example | writes it "
        "<b>down</b>",
        "An overdue action item (#3): Not sent: there is no room to say it in",
        "A look at whether it is over: Being sent",
    ]


def test_the_page_and_the_pdf_have_the_same() -> None:
    page = rendered("html", RECORD)
    assert '<h2 id="h-reminders">Reminders</h2>' in page
    assert f"<p>{IN_SHORT}</p>" in page
    assert "Ann Example | writes it &lt;b&gt;down&lt;/b&gt;" in page
    told = _printed(RECORD)
    for said in (IN_SHORT, "Sent 7 min late", "Somebody for a", "<b>down</b>"):
        assert said in told


def test_a_canvas_has_the_sums_alone() -> None:
    document = asyncio.run(canvas(RECORD, 100_000)).replace("\\", "")
    assert f"## Reminders\n\n- {_updates(document)}\n- {IN_SHORT}\n" in document
    assert "Sent 7 min late" not in document


def test_for_programs_nothing_is_put_into_words() -> None:
    document = json.loads(rendered("json", RECORD))
    first = json.loads(rendered("jsonl", RECORD).partition("\n")[0])
    assert document["reminders"] == first["reminders"]
    late = document["reminders"][5]
    assert late == {
        "reminder": "checkpoint",
        "subject": "",
        "due_at": late["due_at"],
        "outcome": "sent",
        "at": late["at"],
        "late_seconds": 420.0,
        "by": None,
        "until": None,
        "why": None,
    }
    waived = document["reminders"][7]
    assert (waived["by"]["id"], waived["why"]) == ("U3", "Ann Example | writes\nit <b>down</b>")
    assert [each["late_seconds"] for each in document["reminders"]].count(None) == 7


def test_where_none_was_due_nothing_is_said_of_it() -> None:
    record = record_of(story())
    assert "h-reminders" not in rendered("html", record)
    assert "## Reminders" not in rendered("markdown", record)
    assert "## Reminders" not in asyncio.run(canvas(record, 100_000))
    assert _printed(record).count("Reminders") + 1 == _printed(RECORD).count("Reminders")


def test_what_is_only_some_entries_has_no_reminders() -> None:
    record = replace(RECORD, slots=None, wanted=Wanted(starred=True))
    assert json.loads(rendered("json", record, starred=True))["reminders"] is None
    assert json.loads(rendered("jsonl", record, starred=True).partition("\n")[0])["reminders"] is None
    assert "## Reminders" not in rendered("markdown", record, starred=True)


def test_without_names_nobody_is_named_in_it() -> None:
    record = replace(RECORD, slots=[*slots(), slot("quiet", 70, Outcome.SNOOZED, 70, by="U77")])
    document = json.loads(rendered("json", record, pseudonyms=True))
    told = document["reminders"]
    assert [each["by"] and each["by"]["name"] for each in (told[0], told[6], told[7])] == [
        "Person 2",
        "Person 1",
        "Person 3",
    ]
    assert told[7]["why"] == "Person 1 | writes\nit <b>down</b>"
    assert (told[0]["why"], told[6]["why"]) == ("role", "severity")
    for name in ("markdown", "html", "json", "jsonl", "csv"):
        assert not re.search(r"\bU77\b|\bAnn\b|\bChi\b", rendered(name, record, pseudonyms=True)), name


def _printed(record: Record) -> str:
    document = bytes(asyncio.run(pdf.document(record, compress=False)))
    return " ".join(" ".join(strings(document)).split())


def _updates(document: str) -> str:
    [found] = re.findall(r"- (\d of \d updates .+)", document)
    return str(found)
