"""Records without names."""

from __future__ import annotations

import asyncio
import json
import re
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
from tests.exports.story import NAMES, closed_drill, entry, minutes, record_of, rendered, with_entries

KNOWN = {
    "U1": ("Ann Example", "@ann.e"),
    "U2": ("Bo Example", "@bo"),
    "U3": ("Chi Example", "@chi"),
    "U9": ("Zoë Ångström-Lee", "@zoe"),
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
        ("Chi and CHI", "Person 3 and CHI"),
        ("W0ABC12345 in C0ABC12345, SERVICES are DOWN", "(left out) in (left out), SERVICES are DOWN"),
        ("mail ann@example.com now", "mail (address left out) now"),
        ("https://grafana.example.com/d/1 stays", "https://grafana.example.com/d/1 stays"),
        ("Zoë Ångström-Lee", "Person 4"),
        ("", ""),
    ],
)
def test_words_that_are_names(typed: str, expected: str) -> None:
    assert masked().without_names(typed) == expected


words = st.sampled_from(["Ann", "Example", "Bo", "@", "bo", " ", ".", "U1", "zoe", "Zoë", "-", "\n", "é"])


@given(st.lists(words, max_size=12).map("".join) | st.text())
def test_no_whole_name_is_left_in_any_text(text: str) -> None:
    made = masked().without_names(text)
    assert not re.search(r"(?<!\w)(Ann Example|@bo|@zoe)(?!\w)", made)
    assert masked().without_names(text) == made


def masked() -> MaskedText:
    pseudonyms = {person: f"Person {n}" for n, person in enumerate(KNOWN, start=1)}
    return MaskedText(pseudonyms, NAMES, KNOWN)
