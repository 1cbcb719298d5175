"""The postmortem, as somebody reads it, and its template, as a team changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from structlog.testing import capture_logs

from incident_bot.exports.postmortem_facts import facts
from incident_bot.exports.postmortem_response import took
from incident_bot.exports.postmortem_template import BUILT_IN, SAMPLE, problems, rendered
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.response import Figure
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


@pytest.mark.parametrize(
    "lasted, took, met",
    [
        (3659, "1 h 59 s", "no"),
        (3600, "1 h", "yes"),
        (3600.4, "just over 1 h", "no"),
        (3660, "1 h 1 min", "no"),
        (3599, "59 min", "yes"),
    ],
)
def test_a_figure_never_reads_like_the_target_that_it_missed(lasted: float, took: str, met: str) -> None:
    incident = Incident.declare(
        workspace="T1", number=12, title="Payments", severity="sev1", act=Act("U1", minutes(0))
    )
    incident.resolve(Act("U1", minutes(lasted / 60)))
    text = document(record_of(incident))
    assert rows(text, "Response")[-1] == ["Time to resolve", "its declaration", took, "1 h", met]
    assert (f"Time to resolve: {took}, more than the 1 h" in text) is (met == "no")


def test_over_days_it_says_by_how_much() -> None:
    figure = Figure("resolve", timedelta(days=2, minutes=30), timedelta(days=2), "declared")
    assert took(figure) == "2 d, and 30 min more"


def test_what_was_over_when_it_was_declared_was_not_noticed_then() -> None:
    past = Incident.declare_past(
        workspace="T1",
        number=12,
        title="Payments",
        severity="sev1",
        act=Act("U1", minutes(620 * 24 * 60)),
        began=minutes(0),
        ended=minutes(50),
    )
    text = document(record_of(past))
    assert rows(text, "Response")[1][2] == "not known"
    assert rows(text, "Response")[2][2] == "not known"
    assert rows(text, "Response")[4][2] == "50 min"
    assert "620 d" not in text
    assert "Nobody commanded" not in text
    past.set_moment("detected", minutes(3), Act("U1", minutes(620 * 24 * 60)))
    assert rows(document(record_of(past)), "Response")[1][2] == "3 min"


@pytest.mark.parametrize(
    "said, shown",
    [("nobody can pay", "nobody can pay. *To"), ("Is it? Yes.", "Is it? Yes. *To"), ("", "not said. *To"),
     ("“no money.”", "“no money.” *To")],
)  # fmt: skip
def test_what_is_to_be_filled_in_follows_a_whole_sentence(said: str, shown: str) -> None:
    incident = story()
    if said:
        incident.set_impact(said, Act("U1", minutes(4)))
    assert f"- **Users:** {shown} fill in" in document(record(incident))


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
        ("{{ zones[1] }}", ":1: list object has no element 1; there are"),
        ("{{ 'x' * 100000000000 }}", ":1: “*” makes more than 1000000 characters"),
        ("{{ [7] * 100000000000 }}", ":1: “*” makes more than 1000000 characters or items"),
        ("{{ 9 ** 999999999 }}", ":1: “**” has an exponent of more than 100"),
        ("{{ '%9999999999d' % 1 }}", ":1: “%” makes too many characters"),
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


def test_what_always_is_there_may_be_taken_without_asking(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("{{ zones[0] }} {{ figures[0].what }} {{ agenda[0].what }}")
    assert problems(own) == []
    assert document(record(story()), own).startswith("UTC Time to detect ")


@pytest.mark.parametrize("template", ["{{ titel }}", "{{ 'x' * 100000000000 }}"])
def test_a_template_that_fails_all_the_same_is_left_aside(tmp_path: Path, template: str) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text(f"x\n{template}")
    with capture_logs() as logged:
        assert document(record(story()), own) == document(record(story()))
    [warning] = logged
    assert warning["why"].startswith(f"{own}:2: ")


def test_a_folder_is_no_template(tmp_path: Path) -> None:
    with capture_logs() as logged:
        assert document(record(story()), tmp_path) == document(record(story()))
    assert logged[0]["why"] == "it is no file"
    assert problems(tmp_path) == [f"{tmp_path}: it is no file; `postmortem_template` names it"]


def test_of_a_severity_that_the_settings_do_not_know_nothing_is_said() -> None:
    incident = story()
    incident.severity, incident.facilitator = "sev9", None
    told = facts(record(incident), [], UTC)
    assert (told["severity"], told["due"], told["draft_by"]) == ("sev9", "", "")
    assert {each["target"] for each in told["figures"]} == {"–"}


def test_a_template_that_is_not_there_is_told_of_unless_it_is_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert problems(Path("config/postmortem.md.j2")) == []
    assert problems(Path("own.md.j2")) == ["own.md.j2: there is no such file; `postmortem_template` names it"]
