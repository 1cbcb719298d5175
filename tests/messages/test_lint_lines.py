"""What is said of an update that was late, however the waiting for it ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incident_bot.incidents.lint import Finding, Rule
from incident_bot.messages.lint_lines import Reader, finding_line
from incident_bot.settings import Settings
from incident_bot.slack import text
from tests.incidents.story import after, ann, declared

NOTE = "If one went out elsewhere, say so: `/incident note INC-12 10:30 …`"


@pytest.mark.parametrize(
    "is_open, until, other, said, command",
    [
        (True, after(40), "", f"it came {text.moment(after(40))}", NOTE),
        (True, None, "", "it is still to come", "`/incident update INC-12 …`"),
        (True, None, "put off", "it was put off", NOTE),
        (False, None, "put off", "it was put off", NOTE),
        (False, None, "", "it never came", NOTE),
    ],
)
def test_a_late_update(is_open: bool, until: datetime | None, other: str, said: str, command: str) -> None:
    incident = declared("sev1")
    if not is_open:
        incident.resolve(ann(50))
    reader = Reader(incident, Settings(), ZoneInfo("UTC"), after(60))
    found = Finding(
        Rule.LATE_UPDATE, 60, at=after(30), until=until, length=timedelta(minutes=10), other=other
    )
    assert finding_line(found, reader) == (
        f"An update was late, 10 min: owed {text.moment(after(30))}, {said}. {command}"
    )
