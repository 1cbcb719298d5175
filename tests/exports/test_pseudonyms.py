"""Records without names."""

from __future__ import annotations

import asyncio
import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incident_bot.exports import FORMATS
from incident_bot.exports.canvas import canvas
from incident_bot.exports.masked_text import MaskedText
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.act import Act
from tests.exports.amended import amended
from tests.exports.story import (
    NAMES,
    by_bot,
    closed_drill,
    entry,
    minutes,
    record_of,
    rendered,
    story,
    with_entries,
)

KNOWN = {
    "U1": ("Ann Example", "@ann.e"),
    "U2": ("Bo Example", "@bo"),
    "U3": ("Chi Example", "@chi"),
    "U9": ("Zoë Ångström-Lee", "@zoe"),
}
OTHERS = {
    "U0DEE0000": ("Will Dee", "@will"),
    "U0PARK000": ("Dee Park", "@dee.park"),
    "U0HUB0000": ("GitHub App", "@github"),
}
TEXTUAL = [name for name in FORMATS if name != "pdf"]


def named() -> Record:
    """A record in which people are named wherever they can be."""
    incident = amended()
    incident.note("<@U2> and @bo, BO EXAMPLE, Zoë Ångström-Lee (@zoe) and Ann; U1 told U0STRANGER1", at(120))
    incident.decide("see https://example.slack.com/archives/C1/p1767654300000200, ann.e@example.com", at(121))
    incident.rename("Ann Example's deploy", at(122))
    incident.set_impact("Chi cannot pay", at(123))
    incident.facilitator = "U3"
    return replace(record_of(incident), known=KNOWN)


def at(after: float) -> Act:
    return Act("U1", minutes(after))


@pytest.mark.parametrize("name", TEXTUAL)
def test_no_format_has_a_name_a_handle_an_id_or_a_link(name: str) -> None:
    document = rendered(name, named(), "Europe/Berlin", pseudonyms=True)
    found = re.findall(
        r"Ann\b|Bo\b|\bBO\b|Chi\b|Example|@bo|zoe|Zoë|Ångström|\bU[0-9]\b|U0STR|\bC1\b|slack\.com|ann\.e",
        document,
    )
    assert found == []
    assert "Person 1" in document


def test_a_canvas_has_none_either() -> None:
    hidden = replace(named(), wanted=Wanted(pseudonyms=True))
    document = asyncio.run(canvas(hidden, 100_000))
    assert not re.search(r"\bAnn\b|\bBo\b|Example|slack\.com|\bU\d\b", document)


def test_everybody_is_the_same_person_in_every_format() -> None:
    record = named()
    lines = rendered("jsonl", record, pseudonyms=True).splitlines()
    entries = [json.loads(line) for line in lines[1:-1]]
    document = json.loads(rendered("json", record, pseudonyms=True))
    assert [each["author"] for each in document["timeline"]] == [each["author"] for each in entries]
    assert document["incident"]["declared_by"] == {"id": "Person 1", "name": "Person 1"}
    # Whoever comes first on the record has the first number: Ann, Bo, then Chi.
    first, second = document["roles"]
    assert (first["person"]["name"], second["person"]["name"]) == ("Person 2", "Person 1")
    assert document["record"] is None
    [said] = [each["text"] for each in entries if "(left out)" in each["text"]]
    assert said == (
        "<Person 2> and Person 2, Person 2, Person 4 (Person 4) and Person 1; Person 1 told (left out)"
    )


def test_a_drill_that_is_private_is_hidden_as_well() -> None:
    document = rendered("json", replace(record_of(closed_drill()), known=KNOWN), pseudonyms=True)
    assert not re.search(r"\bAnn\b|\bBo\b|\bChi\b|\"U\d\"", document)


def test_who_is_not_known_has_a_pseudonym_too() -> None:
    record = with_entries(
        record_of(closed_drill()), [entry(author="U7"), entry(author="U8"), entry(author="U7")]
    )
    lines = rendered("jsonl", record, pseudonyms=True).splitlines()[1:-1]
    assert [json.loads(line)["author"]["name"] for line in lines] == ["Person 4", "Person 5", "Person 4"]


@pytest.mark.parametrize(
    "typed, expected",
    [
        ("Annual report by ann example.", "Annual report by Person 1."),
        ("@bo's pool, not @bob's", "Person 2's pool, not @bob's"),
        ("bo is a word, Bo Example is not", "bo is a word, Person 2 is not"),
        ("the Examples of Example", "the Examples of somebody"),
        ("Chi and CHI, chi", "Person 3 and Person 3, Person 3"),
        ("_Ann_ broke it, __Ann Example__ too", "_Person 1_ broke it, __Person 1__ too"),
        ("screenshot_ann_example.png", "screenshot_Person 1.png"),
        ("ann.e and AnnExample", "Person 1 and Person 1"),
        ("Zoe\u0308 A\u030angstro\u0308m-Lee, zoe angstrom lee", "Person 4, Person 4"),
        ("Ann\u00a0Example, Ann\u200bExample", "Person 1, Person 1"),
        ("U0DEE0000_x, u0dee0000.txt", "Person 5_x, Person 5.txt"),
        ("Will and WILL, and it will", "Person 5 and Person 5, and it will"),
        ("@will, @dee.park, dee.park", "Person 5, Person 6, Person 6"),
        ("@github and github", "Person 7 and github"),
        ("W0ABC12345 in C0ABC12345, SERVICES are DOWN", "(left out) in (left out), SERVICES are DOWN"),
        ("mail ann@example.com now", "mail (address left out) now"),
        ("https://git.example.org/ann.example/x", "https://git.example.org/Person 1/x"),
        ("https://grafana.example.com/d/1 stays", "https://grafana.example.com/d/1 stays"),
        ("Zoë Ångström-Lee", "Person 4"),
        ("", ""),
    ],
)
def test_words_that_are_names(typed: str, expected: str) -> None:
    assert masked().without_names(typed) == expected


words = st.sampled_from(
    [
        "Ann",
        "Example",
        "ANN",
        "ann",
        "Bo",
        "bo",
        "zoe",
        "Zoë",
        "Zoe\u0308",
        "U0DEE0000",
        "U1",
        "chi",
        "x",
        "é",
    ]
)
signs = st.sampled_from([*"@_.-*~<># \n", "__", ""])


@given(st.lists(words | signs, max_size=12).map("".join) | st.text())
def test_no_whole_name_is_left_in_any_text(text: str) -> None:
    made = masked().without_names(text)
    plain = unicodedata.normalize("NFC", made).casefold()
    assert not re.search(r"(?<![^\W_])(ann|example|chi|@bo|@zoë|u1|u0dee0000)(?![^\W_])", plain)
    assert masked().without_names(text) == made


def masked() -> MaskedText:
    pseudonyms = {person: f"Person {n}" for n, person in enumerate([*KNOWN, *OTHERS], start=1)}
    return MaskedText(pseudonyms, {**NAMES, "U0DEE0000": "Will Dee"}, {**KNOWN, **OTHERS})


def test_the_room_which_is_called_by_the_title_is_nowhere() -> None:
    incident = story("Ann broke payments")
    incident.room_opened("C1", "incident-20260105-ann-broke-payments", by_bot(minutes(0.2)))
    incident.note("see #incident-20260105-ann-broke-payments", at(110))
    incident.room_lost("archived", by_bot(minutes(120)))
    incident.want_room(at(121))
    for name in TEXTUAL:
        document = rendered(name, record_of(incident), pseudonyms=True)
        assert "broke-payments" not in document.casefold()
        assert not re.search(r"\bann\b", document.casefold())
        assert "(room left out)" in document.replace("\\", "")


@pytest.mark.parametrize(
    "called", ["Monitoring", "sev1", "Commander", "update_due", "markdown", "accepted", "p1", "png"]
)
@pytest.mark.parametrize("name", ["json", "html", "markdown"])
def test_who_is_called_as_the_bot_calls_something_changes_nothing_else(called: str, name: str) -> None:
    """Nobody typed their name here, so it is as if they were not in the workspace."""
    record = record_of(story("Payments are down"))
    theirs = replace(record, known={"U7": (called, "@x")})
    nobodys = replace(record, known={"U7": ("Nobody Else", "@x")})
    assert rendered(name, theirs, pseudonyms=True) == rendered(name, nobodys, pseudonyms=True)


def test_files_are_not_called_by_names_either() -> None:
    file = {"name": "U0DEE0000_ann_example.png", "type": "image/png", "title": "_Ann_"}
    said = entry("message", "look", facts={"files": [file]})
    record = replace(with_entries(record_of(story()), [said]), known={**KNOWN, **OTHERS})
    for name in TEXTUAL:
        document = rendered(name, record, pseudonyms=True).replace("\\", "")
        assert not re.search(r"ann_|_ann|u0dee", document.casefold())
        assert "_Person 1.png" in document


def test_what_a_role_or_a_title_was_before_is_hidden() -> None:
    incident = story("Ann Example's deploy")
    incident.rename("Payments are down", at(5))
    incident.assign("commander", "U0STRANGER1", at(6))
    lines = rendered("jsonl", record_of(incident), pseudonyms=True)
    assert "Person 1's deploy" in lines
    assert "STRANGER" not in lines
