"""Whatever is changed in an exported record, or in what readers see of it, is found and named."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
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
from incident_bot.incidents.act import Act
from incident_bot.incidents.verifying import Verdict
from incident_bot.messages.verdict import verdict_lines
from incident_bot.settings import Settings
from tests.exports.story import minutes, record_of, rendered, story
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
    assert not found.intact
    first, _, why = verdict_lines(found)
    assert first.startswith(
        "INC-12: 15 facts, intact, but 1 sentence of the timeline is not what the record says. Head "
    )
    assert "another version of the bot or other settings can be the reason" in why


def test_of_many_changed_sentences_the_first_are_shown() -> None:
    document = read(rendered("json", record_of(story())))
    for entry in document["timeline"]:
        entry["summary"] += " (so it was)"
    lines = verdict_lines(verified(document))
    assert "intact, but 15 sentences of the timeline are not what the record says" in lines[0]
    assert [line[:15] for line in lines[1:6]] == ["  The summary of"[:15]] * 5
    assert lines[6] == "  There are 10 more."


Change = Callable[[Document], Any]


def told(of: Document, name: str, at: str | None) -> None:
    of[name] = at and {"utc": at, "local": f"{at.removesuffix('Z')}+00:00"}


IMPOSSIBLE: list[tuple[Change, str]] = [
    (
        lambda it: told(it["incident"], "resolved_at", "2026-13-45T99:00:00.000000Z"),
        "resolved_at.utc: it is no moment",
    ),
    (
        lambda it: told(it["incident"], "declared_at", "0001-01-01T00:00:00.000000Z"),
        "of the years from 1990 to",
    ),
    (
        lambda it: told(it["incident"], "closed_at", "9999-12-31T23:59:59.000000Z"),
        "closed_at.utc: it is no moment",
    ),
    (
        lambda it: it["record"][3].update(occurred_at="2026-02-30T00:00:00.000000Z"),
        "record[3].occurred_at: it is no",
    ),
    (
        lambda it: it["incident"]["postmortem"].update(due_on="2026-02-30"),
        "postmortem.due_on: it is no day of",
    ),
    (lambda it: it["incident"].update(ref=f"INC-{2**31}"), "incident.ref: it is not written"),
    (lambda it: it["incident"].update(number=10**30), "incident.number: it is more than 999999999"),
    (lambda it: it["record"][3]["facts"].update(next_at="soon"), "record[3].facts.next_at: it is no moment"),
    (lambda it: it["record"][3]["facts"].update(until=7), "record[3].facts.until: it is no moment"),
    (lambda it: told(it["incident"], "resolved_at", None), "it is resolved, and there is no resolved_at"),
    (lambda it: it["incident"].update(status="monitoring"), "it is monitoring, and there is a resolved_at"),
    (
        lambda it: told(it["incident"], "resolved_at", "2024-01-01T00:00:00.000000Z"),
        "incident.resolved_at: it was resolved before it was acknowledged",
    ),
    (
        lambda it: told(it["incident"], "impact_started_at", "2026-01-07T00:00:00.000000Z"),
        "incident.acknowledged_at: it was acknowledged before it was started",
    ),
    (
        lambda it: told(it["roles"][0], "until", "2026-01-01T00:00:00.000000Z"),
        "roles[0]: it ends before it begins",
    ),
    (lambda it: it["items"][0].update(priority="zz"), "items[0].priority: “zz” is none of p0, p1, p2, p3"),
    (lambda it: it["items"].append(it["items"][0]), "items: the number “1” is there 2 times"),
]


@pytest.mark.parametrize("change, problem", IMPOSSIBLE)
def test_what_cannot_be_is_refused_with_its_place(change: Change, problem: str) -> None:
    incident = story()
    incident.id = 1
    item = incident.add_item(1, "watch the pool", Act("U1", minutes(102)), priority="p1")
    document = json.loads(rendered("json", replace(record_of(incident), items=[item])))
    read(json.dumps(document))
    change(document)
    with pytest.raises(Refused) as refused:
        read(json.dumps(document))
    assert problem in refused.value.problem


@pytest.mark.parametrize(
    "facts, problem",
    [
        ({"deep": 2000}, "record[7]: it is nested too deeply."),
        ({"until": "0001-01-01T00:00:00+14:00"}, "record[7]: its facts are not those of a snooze"),
    ],
)
def test_facts_that_nothing_can_be_made_of_are_refused(facts: dict[str, Any], problem: str) -> None:
    document = read(rendered("json", record_of(story())))
    nested: Any = []
    for _ in range(facts.pop("deep", 0)):
        nested = [nested]
    document["record"][7]["facts"] = {**facts, "x": nested}
    if not nested:
        forged = ""
        for fact in document["record"]:
            fact["hash"] = forged = chain.digest(forged, {k: v for k, v in fact.items() if k != "hash"})
        document["incident"]["chain"]["head"] = forged
    with pytest.raises(Refused) as refused:
        verified(document)
    assert refused.value.problem.startswith(problem)


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
        ('{"schema_version": 1}', "it is of schema version 1; I read the versions 2 and 3"),
        ('{"schema_version": 3}', "it is not as the schema has it. zone: it is missing"),
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


@pytest.mark.parametrize(
    "field, value",
    [
        ("text", "watch the cat"),
        ("owner", {"id": "U1", "name": "Ann Example"}),
        ("priority", "p3"),
        ("due_on", "2027-01-01"),
        ("type", "prevent"),
        ("criterion", "nobody asks"),
        ("done_at", None),
        ("done_by", {"id": "U2", "name": "Bo Example"}),
    ],
)
def test_a_changed_action_item_is_found(field: str, value: Any) -> None:
    document = document_with_items()
    assert verified(document).broken is None
    document["items"][0][field] = value
    broken = verified(document).broken
    assert broken is not None
    assert broken.problem == (
        f"action item 1 is not what the facts say: {field.removesuffix('_on').replace('_', ' ')}"
    )


def test_an_action_item_that_is_missing_or_made_up_is_found() -> None:
    document = document_with_items()
    gone = document["items"].pop()
    broken = verified(document).broken
    assert broken is not None
    assert broken.problem == "action item 2 is missing among the action items"
    document["items"] += [gone, gone | {"number": 3}]
    made_up = verified(document).broken
    assert made_up is not None
    assert made_up.problem == "action item 3 is on no fact"


def document_with_items() -> Document:
    """Two action items to which everything happened that may."""
    incident = story()
    first = incident.add_item(1, "watch the pool", Act("U1", minutes(102)), priority="p1")
    second = incident.add_item(
        2,
        "write it down",
        Act("U2", minutes(103)),
        owner="U2",
        due_on=date(2026, 1, 20),
        type_="process",
        criterion="it is read",
    )
    incident.give_item(first, "U3", Act("U1", minutes(104)))
    incident.put_off_item(first, date(2026, 1, 30), Act("U1", minutes(105)))
    incident.rank_item(first, "p0", Act("U1", minutes(106)))
    incident.finish_item(first, Act("U1", minutes(107)))
    incident.reopen_item(first, Act("U1", minutes(108)))
    incident.finish_item(first, Act("U3", minutes(109)), "it pages")
    incident.drop_item(second, Act("U1", minutes(110)), "nobody reads")
    return document_in(rendered("json", replace(record_of(incident), items=[first, second])))
