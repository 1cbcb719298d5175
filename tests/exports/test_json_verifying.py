"""Whatever is changed in an exported record, or in what readers see of it, is found and named."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.json_reading import Document, document_in
from incident_bot.exports.json_shape import misshapen
from incident_bot.exports.json_verifying import verify_document
from incident_bot.incidents import chain
from incident_bot.incidents.verifying import Verdict
from incident_bot.messages.verdict import verdict_lines
from incident_bot.settings import Settings
from tests.exports.story import record_of, rendered, story
from tests.importing.records import deeds, record_with

places = st.integers(0, 1000)


@given(done=deeds)
def test_what_nobody_touched_is_intact(done: list[tuple[Any, ...]]) -> None:
    found = verified(document_of(done))
    assert (found.broken, found.remarks) == (None, [])


@given(done=deeds, place=places, field=st.sampled_from([*chain.FIELDS, "hash"]))
def test_any_changed_field_of_any_fact_is_found(done: list[tuple[Any, ...]], place: int, field: str) -> None:
    document = document_of(done)
    fact = at(document["record"], place)
    fact[field] = other(fact[field])
    found = verified(document)
    assert found.broken is not None
    assert found.broken.seq <= max(fact["seq"], place % len(document["record"]) + 1)


@given(done=deeds, place=places)
def test_a_missing_fact_is_found(done: list[tuple[Any, ...]], place: int) -> None:
    document = document_of(done)
    gone = at(document["record"], place)
    document["record"].remove(gone)
    found = verified(document)
    assert found.broken is not None
    assert found.broken.seq == gone["seq"]


@given(done=deeds, place=places)
def test_a_doubled_fact_is_found(done: list[tuple[Any, ...]], place: int) -> None:
    document = document_of(done)
    twice = at(document["record"], place)
    document["record"].insert(twice["seq"], copy.deepcopy(twice))
    found = verified(document)
    assert found.broken is not None
    assert found.broken.seq == twice["seq"]


@given(done=deeds, place=places, another=places)
def test_two_swapped_facts_are_found(done: list[tuple[Any, ...]], place: int, another: int) -> None:
    document = document_of(done)
    facts = document["record"]
    one, two = sorted((place % len(facts), another % len(facts)))
    assume(one != two)
    facts[one], facts[two] = facts[two], facts[one]
    found = verified(document)
    assert found.broken is not None
    assert found.broken.seq == one + 1


@given(
    done=deeds, place=places, field=st.sampled_from(["text", "kind", "starred", "is_withdrawn", "version"])
)
def test_a_changed_entry_for_readers_is_found(done: list[tuple[Any, ...]], place: int, field: str) -> None:
    document = document_of(done)
    entry = at(document["timeline"], place)
    entry[field] = other(entry[field])
    found = verified(document)
    assert found.broken is not None
    assert f"the timeline says something else than the record: {field}" in found.broken.problem


@given(done=deeds, place=places)
def test_an_entry_that_readers_do_not_see_is_found(done: list[tuple[Any, ...]], place: int) -> None:
    document = document_of(done)
    document["timeline"].remove(at(document["timeline"], place))
    assert verified(document).broken is not None


def entry_of_nobody(document: Document) -> None:
    document["timeline"].append({**document["timeline"][-1], "number": 99})


def order(document: Document) -> None:
    document["timeline"][2], document["timeline"][3] = document["timeline"][3], document["timeline"][2]


def summary_of_a_note(document: Document) -> None:
    document["timeline"][3]["summary"] = "all was well"


def moment(document: Document) -> None:
    document["timeline"][3]["occurred_at"]["local"] = "2026-01-05T22:00:00.000000+01:00"


def author(document: Document) -> None:
    document["timeline"][3]["author"]["name"] = "Bo Example"


def title(document: Document) -> None:
    document["incident"]["title"] = "Nothing happened"


def severity(document: Document) -> None:
    document["incident"]["severity"]["key"] = "sev4"


def head(document: Document) -> None:
    document["incident"]["chain"]["head"] = "0" * 64


def count(document: Document) -> None:
    document["incident"]["chain"]["facts"] = 14


def more_in_a_fact(document: Document) -> None:
    document["record"][3]["facts"]["more"] = True


def a_field_more(document: Document) -> None:
    document["record"][3]["remark"] = "harmless"


@pytest.mark.parametrize(
    "change, said",
    [
        (entry_of_nobody, "the timeline has #99 besides"),
        (order, "fact 3 of 15 (#3, role, by Bo Example, 2026-01-05 22:31 UTC): the timeline has #4 in its"),
        (summary_of_a_note, "(#4, note, by Ann Example, 2026-01-05 22:32 UTC): the timeline says something"),
        (moment, "the timeline says something else than the record: occurred_at"),
        (author, "the timeline says something else than the record: author"),
        (
            title,
            "fact 1 of 15 (#1, declared, by Ann Example, 2026-01-05 22:30 UTC): the title of the incident",
        ),
        (severity, "fact 5 of 15 (#5, severity, by Bo Example, 2026-01-05 22:33 UTC): the severity of the"),
        (head, "its hash is not the head that is kept with the incident"),
        (count, "it is one too many: there should be 14 facts"),
        (more_in_a_fact, "broken at fact 4 of 15 (#4, note, by Ann Example, 2026-01-05 22:32 UTC)"),
        (a_field_more, "broken at fact 4 of 15 (#4, note, by Ann Example, 2026-01-05 22:32 UTC)"),
    ],
)
def test_what_is_wrong_is_named(change: Callable[[Document], None], said: str) -> None:
    document = read(rendered("json", record_of(story()), "Europe/Berlin"))
    change(document)
    assert said in verdict_lines(verified(document))[0]


def test_words_of_the_bot_may_change_with_its_version() -> None:
    document = read(rendered("json", record_of(story())))
    document["timeline"][2]["summary"] = "Bo Example took command"
    found = verified(document)
    assert found.broken is None
    [remark] = found.remarks
    assert remark.startswith(
        "The summary of #3 reads “Bo Example took command”; I would write “Bo Example is"
    )


def test_an_earlier_head_says_what_was_unchanged_since() -> None:
    document = read(rendered("json", record_of(story())))
    facts = document["record"]
    assert verdict_lines(verified(document, facts[-1]["hash"]), facts[-1]["hash"])[1] == (
        "  That is the head that was asked for: nothing was written since."
    )
    assert verdict_lines(verified(document, facts[6]["hash"]), facts[6]["hash"])[1] == (
        "  The head that was asked for is fact 7 of 15; what was written until then is unchanged."
    )
    assert verified(document, "0" * 64).found_at is None
    facts[9]["text"] = "after it"
    lines = verdict_lines(verified(document, facts[6]["hash"]), facts[6]["hash"])
    assert lines[0].startswith("INC-12 is broken at fact 10 of 15")
    assert "fact 7 of 15; what was written until then is unchanged" in lines[1]


def test_a_chain_that_was_made_anew_ends_elsewhere() -> None:
    """Whoever forges a whole chain cannot forge the head that somebody else has."""
    document = read(rendered("json", record_of(story())))
    posted = document["incident"]["chain"]["head"]
    forged, text = "", "it was fine"
    for fact in document["record"]:
        if fact["seq"] == 4:
            fact["text"] = text
        said = {name: value for name, value in fact.items() if name != "hash"}
        fact["hash"] = forged = chain.digest(forged, said)
    document["incident"]["chain"]["head"] = forged
    document["timeline"][3] |= {"text": text, "summary": text}
    found = verified(document, posted)
    assert (found.broken, found.found_at) == (None, None)
    assert found.head != posted


@pytest.mark.parametrize(
    "text, problem",
    [
        ("{", "is no JSON"),
        ("[]", "it is no export of an incident"),
        ('{"schema_version": 1}', "it is of schema version 1; I read version 2"),
        ('{"schema_version": 2}', "it is not as the schema has it. zone: it is missing"),
        ('{"schema_version": 2, "zone": "UTC", "zone": "UTC"}', "the field “zone” is there twice"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        read(text)
    assert problem in refused.value.problem


def test_what_was_left_out_cannot_be_verified() -> None:
    with pytest.raises(Refused, match="entries were left out, or names hidden"):
        read(rendered("json", record_of(story()), starred=True))


def test_the_shape_is_the_published_one() -> None:
    document = json.loads(rendered("json", record_of(story())))
    assert misshapen(document) is None
    changes: list[tuple[Callable[[Document], Any], str]] = [
        (lambda it: it["timeline"][1].pop("kind"), ".timeline[1].kind: it is missing"),
        (lambda it: it["record"][2].update(seq="3"), ".record[2].seq: it is no integer"),
        (lambda it: it["record"][2].update(seq=0), ".record[2].seq: it is less than 1"),
        (lambda it: it["record"][2].update(hash="x"), ".record[2].hash: it is not written as it should be"),
        (lambda it: it["people"].update(U9=7), ".people.U9: it is no string"),
        (lambda it: it["incident"].update(impact=[]), ".incident.impact: it is no string and no null"),
    ]
    for change, problem in changes:
        made = copy.deepcopy(document)
        change(made)
        assert misshapen(made) == problem


def document_of(done: list[tuple[Any, ...]]) -> Document:
    record = record_with(done)
    return read(asyncio.run(whole(FORMATS["json"].write(record))).decode())


def read(text: str) -> Document:
    return document_in(text)


def verified(document: Document, looked_for: str = "") -> Verdict:
    return verify_document(document, Settings(), looked_for)


def at(things: list[dict[str, Any]], place: int) -> dict[str, Any]:
    return things[place % len(things)]


def other(value: Any) -> Any:
    """Anything else, of the same type where it has one."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value[:-1]}{'0' if value[-1:] != '0' else '1'}"
        case dict():
            return {**value, "more": None}
        case _:
            return "something"
