"""Action items read the same in every format that people read."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from incident_bot.exports import sheets
from incident_bot.exports.canvas import canvas
from incident_bot.exports.record import Record
from incident_bot.incidents.act import Act
from tests.exports.story import minutes, record_of, rendered, story

DONE = "done by Ann Example on 2026-01-06"
DROPPED = "dropped on 2026-01-06: the pool is going away"


def ended() -> Record:
    """One item is done, one was dropped, one is open."""
    incident = story()
    items = [
        incident.add_item(n, text, Act("U1", minutes(100 + n)), owner="U2")
        for n, text in enumerate(("Bo forgot it", "watch the pool", "write it down"), 1)
    ]
    incident.finish_item(items[0], Act("U1", minutes(110)))
    incident.drop_item(items[1], Act("U1", minutes(111)), "the pool is going away")
    return replace(record_of(incident), items=items)


def test_what_became_of_them_is_said_in_the_same_words_everywhere() -> None:
    record = ended()
    assert [row[-1] for row in sheets.items(record).rows] == [DONE, DROPPED, "open"]
    markdown = [
        line.split(" | ")[-1] for line in rendered("markdown", record).splitlines() if "| P2 |" in line
    ]
    assert markdown == [f"{DONE} |", f"{DROPPED} |", "open |"]


@pytest.mark.parametrize(
    "line",
    [
        f"- [x] Bo forgot it (Bo Example, P2, {DONE})",
        f"- [ ] watch the pool (Bo Example, P2, {DROPPED})",
        "- [ ] write it down (Bo Example, P2, open)",
    ],
)
def test_a_canvas_has_them_as_a_list(line: str) -> None:
    assert line in asyncio.run(canvas(ended(), 100_000)).splitlines()
