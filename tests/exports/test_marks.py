"""Every format says what was back-dated, revised, deleted and withdrawn, and where the chain ends."""

from __future__ import annotations

import pytest

from incident_bot.exports import FORMATS
from incident_bot.exports.marks import kept_files, marks, tombstone
from incident_bot.exports.of_entry import who
from incident_bot.exports.postmortem_timeline import turning_points
from incident_bot.incidents.act import Act
from incident_bot.incidents.vocabulary import Change, Source
from incident_bot.messages.happened.words import author
from incident_bot.messages.timeline import head
from tests.exports.amended import WITHDRAWN, amended_record
from tests.exports.story import (
    closed_drill,
    entry,
    minutes,
    parse,
    record_of,
    rendered,
    shown,
    story,
    tables,
    with_entries,
)

OF_TEXT = [name for name in FORMATS if name != "pdf"]


@pytest.mark.parametrize("name", OF_TEXT)
def test_every_format_has_the_number_of_facts_and_the_head(name: str) -> None:
    record = amended_record()
    document = rendered(name, record)
    assert record.head
    assert record.head in document
    assert str(record.facts) in document


@pytest.mark.parametrize("name", [name for name in OF_TEXT if name != "json"])
def test_withdrawn_words_are_gone_and_the_reason_is_there(name: str) -> None:
    """The JSON document has them too: in the facts by which it can be verified."""
    document = rendered(name, amended_record())
    assert WITHDRAWN not in document
    assert "it was a joke" in document


@pytest.mark.parametrize("name", OF_TEXT)
def test_deleted_words_stay(name: str) -> None:
    document = rendered(name, amended_record())
    assert "restarting now" in document
    assert "deleted" in document


@pytest.mark.parametrize("name", OF_TEXT)
def test_what_was_revised_says_so_and_says_why(name: str) -> None:
    document = rendered(name, amended_record())
    assert "errors at 3 %" in document
    assert "revised" in document
    assert "it was less" in document


def test_in_markdown_they_read_like_this() -> None:
    document = rendered("markdown", amended_record())
    *_, timeline = tables(document)
    told = {shown(row[0]): (shown(row[3]), shown(row[4])) for row in timeline[1:]}
    assert told["16"] == (
        "Ann Example",
        "errors at 3 % (recorded 58 min later) (words and kind and time revised, last changed by Bo Example "
        "on 2026-01-06 00:12 UTC: it was less)",
    )
    assert told["18"] == (
        "Chi Example",
        "(withdrawn by Ann Example on 2026-01-06 00:14 UTC: it was a joke)",
    )
    assert told["20"] == (
        "Bo Example",
        f"restarting now\nFile: graph.png (png, 12,345 bytes, SHA-256 {'ab' * 32}) "
        "(recorded 1 h 4 min later) (the message was deleted in Slack)",
    )
    assert list(told).index("16") < list(told).index("9"), (
        "it is where it belongs since its time was corrected"
    )


def test_action_items_have_a_table_in_markdown() -> None:
    document = rendered("markdown", amended_record())
    _, _, items, _ = tables(document)
    assert [[shown(cell) for cell in row] for row in items[1:]] == [
        [
            "1", "Alert on the pool | today\nDone when: It pages at 80 %", "Chi Example", "P0", "2026-01-09",
            "detect", "open",
        ],
        ["2", "Write it down", "nobody yet", "P2", "–", "–", "done by Ann Example on 2026-01-07"],
    ]  # fmt: skip
    headings = [token.content for token in parse(document) if token.type == "inline" and token.level == 1]
    assert "Action items" in headings


def test_an_excerpt_says_that_it_is_one() -> None:
    document = rendered("markdown", record_of(closed_drill()), kinds=("note", "decision"), starred=True)
    assert (
        "- **Not everything:** only entries of the kinds note and decision; only entries with a star"
        in document
    )


def test_whoever_withdrew_it_is_not_guessed() -> None:
    """Something else was heard of it since: an edit that came late."""
    record = record_of(closed_drill())
    edited = {"change": "edited", "at": "2026-01-05T22:40:00+00:00", "by": "U1", "reason": "", "revised": []}
    assert tombstone(record, entry(is_withdrawn=True, amendment=edited)) == "withdrawn"


@pytest.mark.parametrize("name", OF_TEXT)
def test_who_withdrew_it_stays_said_when_its_message_is_deleted(name: str) -> None:
    incident = story()
    incident.note(WITHDRAWN, Act("U3", minutes(103)))
    incident.take_back(incident.happened[-1:], Act("U1", minutes(104)), "it was a joke")
    gone = Act(None, minutes(105), Source.MESSAGE)
    incident.amend(incident.happened[-2:], Change.DELETED, gone, new={"is_deleted": True})
    record = record_of(incident)
    now = incident.happened[-1]
    assert tombstone(record, now) == "withdrawn by Ann Example on 2026-01-06 00:14 UTC: it was a joke"
    assert "it was a joke" in rendered(name, record)


FILES = [
    {"id": "F1", "name": "graph.png", "type": "image/png", "size": 9},
    {"id": "F2", "name": "heap.hprof", "size": 2_000_000_000, "not_copied": "it is larger than 100 MB"},
]


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_of_a_message_that_is_but_files_each_is_named_once(name: str) -> None:
    record = record_of(closed_drill())
    said = entry("message", "(files: graph.png, heap.hprof)", facts={"files": FILES})
    document = rendered(name, with_entries(record, [said]))
    # The picture above the timeline tells of the entry by its words.
    timeline = document.rpartition("Timeline</h2>")[2]
    assert timeline.count("graph.png") == 1
    assert "(image/png, 9 bytes)" in document
    assert "(2,000,000,000 bytes, no copy: it is larger than 100 MB)" in document


@pytest.mark.parametrize("name", ["markdown", "html"])
def test_the_words_beside_files_stay(name: str) -> None:
    record = record_of(closed_drill())
    said = entry("message", "see graph.png", facts={"files": FILES})
    assert "see graph.png" in rendered(name, with_entries(record, [said]))


@pytest.mark.parametrize(
    "source, kind, whose",
    [("import", "note", "unknown"), ("import", "message", "unknown"), ("reaction", "message", "an app"),
     ("bot", "problem", "the bot")],
)  # fmt: skip
def test_whose_an_entry_without_an_author_is(source: str, kind: str, whose: str) -> None:
    told = entry(source=source, kind=kind, author=None, starred=True)
    record = with_entries(record_of(closed_drill()), [told])
    assert who(record, told) == author(told) == whose
    assert head(told, {}).startswith(f"{whose.removeprefix('the ')} · ")
    assert [point["who"] for point in turning_points(record, [told]) if point["kind"] == kind] == [whose]


@pytest.mark.parametrize(
    "files", [None, "graph.png", [1, {}], [{"name": ""}], [{"name": "a", "size": "?", "permalink": "data:x"}]]
)  # fmt: skip
def test_files_of_another_shape_are_no_obstacle(files: object) -> None:
    strange = entry(facts={"files": files})
    assert all(kept.link is None for kept in kept_files(strange))
    assert marks(record_of(closed_drill()), strange) == []
