"""What the author of a line in the room is told of its time, whatever became of it on the timeline."""

from __future__ import annotations

from datetime import UTC, datetime

from incident_bot.incidents.line_of_message import Said, Unclear, unclear_words
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.unclear_line import unclear_line
from incident_bot.settings import Settings

NOW = datetime(2026, 1, 5, 14, 30, tzinfo=UTC)
LATER = datetime(2026, 1, 5, 14, 40, tzinfo=UTC)


def unclear(*words: str, zone: str | None = "Europe/Berlin") -> Unclear | None:
    said = [Said(at, each) for at, each in zip((NOW, LATER), words, strict=False)]
    return unclear_words(said, zone, "U1", None)


def told(found: Unclear | None, kind: Kind | None) -> str:
    assert found is not None
    entry = TimelineEntry(number=45, kind=kind.value) if kind else None
    return unclear_line(found, entry, Settings()).text.removesuffix(" Edit the message to correct it.")


def test_what_is_told() -> None:
    to_come = unclear("[23:55] Action: restart")
    assert told(to_come, Kind.ACTION) == "“23:55” is still to come, so I noted it for now, as #45."
    none = unclear("[99:99] Decision: wait")
    assert told(none, None) == (
        "“99:99” is no time, so this is not on the timeline. "
        "Edit the message, or type `/incident note 14:35 …`."
    )
    assert told(none, Kind.MESSAGE) == "“99:99” is no time, so this is on the timeline as a message, #45."
    assert told(none, Kind.DECISION) == "“99:99” is no time, so #45 keeps the time that it had."
    twice = unclear("[2025-10-26 02:30] Note: x")
    assert told(twice, Kind.NOTE).startswith("02:30 came twice on 2025-10-26 in Europe/Berlin;")
    assert told(twice, Kind.NOTE).endswith("It is #45.")


def test_good_lines_and_everything_else_are_not_answered() -> None:
    assert unclear("[15:20] Decision: wait") is None
    assert unclear("[15:20] ERROR: x") is None
    assert unclear("[99:99] Decision: wait", zone=None) is None
    assert unclear("[99:99] Decision: wait", "[15:20] Decision: wait") is None


def test_of_a_time_that_stays_nothing_is_told_twice() -> None:
    assert unclear("[23:55] Action: restart", "[23:55] Action: restart it") is None
    assert unclear("[15:20] Action: restart", "[25:20] Action: restart") is not None
