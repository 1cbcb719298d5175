"""The postmortem, as somebody reads it, and its template, as a team changes it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from incident_bot.exports.postmortem_facts import facts
from incident_bot.exports.postmortem_template import BUILT_IN, SAMPLE, problems, rendered
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Kind
from tests.docs.pages import ROOT, SOURCE
from tests.exports.story import closed_drill, minutes, parse, record_of, shown, story, tables
from tests.messages.nasty import NASTY, anything

UTC = ZoneInfo("UTC")
NOWHERE = Path("nowhere.md.j2")


def record(incident: Incident, zone: str = "UTC") -> Record:
    """With three action items."""
    incident.id = 1
    act = Act("U1", minutes(102))
    items = [
        incident.add_item(1, "watch the pool", act, owner="U2", priority="p1", type_="detect"),
        incident.add_item(2, "limit the queries", act, type_="prevent", criterion="no query takes 10 s"),
        incident.add_item(3, "write it down", act, channel="C1", message="1767654300.000200"),
    ]
    incident.finish_item(items[2], Act("U1", minutes(103)))
    return replace(record_of(incident), items=items, wanted=Wanted(zone, starred=True))


def document(found: Record, template: Path = NOWHERE) -> str:
    starred = [each for each in found.incident.happened if each.starred]
    return rendered(facts(found, starred, UTC), template)


def rows(text: str, heading: str) -> list[list[str]]:
    """The first table under a heading, as it reads."""
    return [[shown(cell) for cell in row] for row in tables(text.split(f"## {heading}\n", 1)[1])[0]]


def test_the_turning_points_with_decisions_in_bold() -> None:
    text = document(record(story(), "Europe/Berlin"))

    told = [row[2:] for row in rows(text, "Timeline")]
    assert told == [
        ["Kind", "Who", "What"],
        ["declared", "Ann Example", "Payments are down (SEV-2)"],
        ["role", "Bo Example", "Bo Example is now commander"],
        ["severity", "Bo Example", "SEV-2 → SEV-1: checkout fails too"],
        ["role", "Bo Example", "Ann Example is now commander, in place of Bo Example"],
        ["decision", "Ann Example", "Roll back to 2.1.4"],
        ["update", "Ann Example", "Rolled back.\nErrors fall."],
        ["status", "Ann Example", "investigating → monitoring"],
        ["resolved", "Bo Example", "monitoring → resolved: errors at 0.1 % since 23:50"],
    ]
    assert rows(text, "Timeline")[1][:2] == ["2026-01-05 22:30", "2026-01-05 23:30"]
    assert "| **Roll back to 2.1.4** |" in text


def test_a_starred_note_is_a_turning_point_and_another_is_none() -> None:
    incident = story()
    assert "p95" not in document(record(incident))
    [note] = [each for each in incident.happened if each.what is Kind.NOTE]
    note.starred = True
    assert "| **p95 is 4 s** |" in document(record(incident))
    note.is_withdrawn = True
    assert "p95" not in document(record(incident))


def test_everybody_who_commanded_is_named_and_what_came_of_the_response() -> None:
    text = document(record(story()))

    assert "| **Commander** | Bo Example, Ann Example |" in text
    assert rows(text, "Response")[1:] == [
        ["Time to detect", "its beginning for users", "not known", "5 min", "–"],
        ["Time to acknowledge", "its declaration", "1 min", "5 min", "yes"],
        ["Time to mitigate", "its declaration", "1 h 10 min", "–", "–"],
        ["Time to resolve", "its declaration", "1 h 40 min", "1 h", "no"],
    ]
    # After 62 minutes, where 60 and then 30 were the cadence; and nothing in the 38 minutes after it.
    assert "0 of 2 updates that were owed came in time; the longest time without one was 1 h 2 min." in text
    well, poorly = (
        text.split("## What went well\n")[1].split("## Action items")[0].split("## What went poorly")
    )
    assert "Time to acknowledge: 1 min, within the 5 min that were aimed at." in well
    assert "Time to resolve: 1 h 40 min, more than the 1 h that were aimed at." in poorly
    assert "Nobody commanded for 1 min." in poorly


def test_action_items_stand_under_what_they_are_for() -> None:
    text = document(record(story()))
    titles = [line[4:] for line in text.splitlines() if line.startswith("### ")]

    assert titles == ["Prevent", "Detect", "Respond", "Process", "Other"]
    assert rows(text, "Detect")[1] == [
        "1",
        "watch the pool",
        "Bo Example",
        "P1",
        "when possible",
        "open",
        "–",
    ]
    assert rows(text, "Prevent")[1][-1] == "no query takes 10 s"
    assert (
        "| 3 | write it down ([message](<https://example.slack.com/archives/C1/p1767654300000200>)) |" in text
    )


def test_what_is_not_known_is_left_to_people() -> None:
    text = document(record(story()))
    for words in (
        "**Authors** | *to fill in*",
        "**Business:** *to fill in",
        "1. Why were users affected?",
        "Latent",
    ):
        assert words in text
    assert "nobody said since when users were affected" in text


def test_a_private_drill_says_what_it_is() -> None:
    text = document(record(closed_drill()))
    assert "> **This was a drill.**" in text
    assert "| **Private** | for those only who are in its room |" in text
    assert "- **Users:** nobody can pay" in text
    assert "| 2026-01-05 22:20 | moment |  | It began for users |" in text
    assert "To be held by" not in text


def test_the_same_record_is_the_same_document() -> None:
    assert document(record(story(), "Asia/Kolkata")) == document(record(story(), "Asia/Kolkata"))


@pytest.mark.parametrize("said", NASTY.values(), ids=NASTY)
def test_nothing_that_was_typed_means_anything(said: str) -> None:
    assert structure(typed(said)) == PLAIN


@settings(max_examples=30)
@given(anything)
def test_nor_does_anything_else(said: str) -> None:
    assert structure(typed(said)) == PLAIN


def typed(said: str) -> str:
    """A document in which that was typed wherever something can be."""
    incident = story(said)
    incident.set_impact(f"x{said}", Act("U1", minutes(3)))
    incident.decide(said, Act("U1", minutes(4)))
    incident.publish_postmortem(f"https://example.com/{said}", Act("U1", minutes(200)))
    found = record(incident)
    for item in found.items:
        item.text, item.criterion, item.type = said, said, "process"
    return document(found)


def structure(text: str) -> list[str]:
    """What its parts are, without what they say; links and breaks are what words may become."""
    return [token.type for token in parse(text)]


PLAIN = structure(typed("plain"))


def test_the_template_to_begin_from_is_the_built_in_one() -> None:
    ours = (SOURCE / "exports" / BUILT_IN).read_text("utf-8")
    assert (ROOT / "config" / BUILT_IN).read_text("utf-8") == ours
    assert document(record(story()), ROOT / "config" / BUILT_IN) == document(record(story()))


def test_everything_that_a_template_may_use_is_tried() -> None:
    told = facts(record(story()), [], UTC)
    assert set(told) == set(SAMPLE)
    for name, value in told.items():
        if isinstance(value, list) and value:
            assert type(value[0]) is type(SAMPLE[name][0]), name
            if isinstance(value[0], dict):
                assert set(value[0]) == set(SAMPLE[name][0]), name
        else:
            assert isinstance(value, type(SAMPLE[name])), name


def test_a_teams_template_is_escaped_too(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("{% for each in timeline %}* {{ each.what ~ '' }}\n{% endfor %}{{ title }}")
    assert problems(own) == []
    assert "\\*bold\\*" in document(record(story("*bold*")), own)


@pytest.mark.parametrize(
    "template, problem",
    [
        ("x\n{{ titel }}", ":2: 'titel' is undefined; there are acknowledged, agenda,"),
        ("{% for each in timeline %}", ":1: Unexpected end of template."),
        ("x\n\n{{ timeline[0].what }}", ":3: list object has no element 0; there are"),
        ("{{ title.__class__ }}", ":1: access to attribute '__class__'"),
        ("{{ 1 // facts }}", ":1: integer division or modulo by zero"),
    ],
)
def test_what_is_wrong_with_a_template_is_told_with_file_and_line(
    tmp_path: Path, template: str, problem: str
) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text(template)

    [told] = problems(own)

    assert told.startswith(f"{own}{problem}")


def test_a_template_that_fails_all_the_same_is_left_aside(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("{{ titel }}")
    assert document(record(story()), own) == document(record(story()))


def test_a_template_that_is_not_there_is_told_of_unless_it_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert problems(Path("config/postmortem.md.j2")) == []
    assert problems(Path("own.md.j2")) == ["own.md.j2: there is no such file; `postmortem_template` names it"]
