"""The JSON document: everything, exactly, and as its schema says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from incident_bot.errors import Refused
from incident_bot.exports.json_document import schema
from incident_bot.exports.record import Record
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Change, Kind, Source, Status
from tests.exports.story import NAMES, START, closed_drill, entry, record_of, rendered, story, with_entries


def test_the_schema_is_a_schema_and_describes_every_field() -> None:
    Draft202012Validator.check_schema(schema())
    assert [place for place, field in fields(schema()) if not described(field)] == []


@pytest.mark.parametrize("name, words", [("kind", Kind), ("source", Source), ("change", Change)])
def test_the_schema_names_every_word_of_the_timeline(name: str, words: type[StrEnum]) -> None:
    assert schema()["$defs"][name]["examples"] == [word.value for word in words]


def test_the_schema_names_every_field_that_is_hashed() -> None:
    assert schema()["$defs"]["fact"]["required"] == [*chain.FIELDS, "hash"]


def test_the_schema_names_every_status() -> None:
    assert schema()["$defs"]["incident"]["properties"]["status"]["examples"] == [
        word.value for word in Status
    ]


def test_the_incident_with_its_moments() -> None:
    incident = exported(record_of(story()))["incident"]
    assert incident["ref"] == "INC-12"
    assert incident["severity"] == {"key": "sev1", "label": "SEV-1"}
    assert incident["declared_by"] == {"id": "U1", "name": "Ann Example"}
    assert incident["declared_at"] == {
        "utc": "2026-01-05T22:30:00.123456Z",
        "local": "2026-01-05T23:30:00.123456+01:00",
    }
    assert incident["duration_seconds"] == 6000
    assert incident["room"]["link"] == "https://example.slack.com/archives/C1"


@pytest.mark.parametrize(
    "wanted, said",
    [
        ({"kinds": ("note",)}, "only entries of the kind note"),
        ({"starred": True}, "only entries with a star"),
        ({"pseudonyms": True}, "people have pseudonyms, and links into Slack are left out"),
    ],
)
def test_what_is_left_out_is_said_and_what_that_means(wanted: dict[str, Any], said: str) -> None:
    document = exported(record_of(story()), **wanted)
    assert document["record"] is None
    assert document["left_out"] == (
        f"This is not the whole record, and it can be neither verified nor imported: {said}."
    )


def test_of_a_whole_record_nothing_is_left_out() -> None:
    document = exported(record_of(story()))
    assert document["left_out"] is None
    assert len(document["record"]) == document["incident"]["chain"]["facts"]


def test_an_open_incident_has_neither_end_nor_room() -> None:
    incident = Incident.declare(workspace="T1", number=3, title="Slow", severity="sev4", act=Act("U1", START))
    made = exported(record_of(incident))["incident"]
    assert (made["resolved_at"], made["duration_seconds"], made["room"]) == (None, None, None)


def test_everything_that_is_known_is_told() -> None:
    made = exported(record_of(closed_drill()))
    incident = made["incident"]
    assert (incident["status"], incident["is_private"], incident["is_drill"]) == ("closed", True, True)
    assert (incident["services"], incident["impact"]) == (["checkout", "mail"], "nobody can pay")
    assert incident["impact_started_at"]["utc"] == "2026-01-05T22:20:00.123456Z"
    assert incident["detected_at"]["utc"] == "2026-01-05T22:25:00.123456Z"
    assert incident["closed_at"]["utc"] == "2026-01-06T00:00:00.123456Z"
    assert incident["duration_seconds"] == 70 * 60
    assert incident["next_update_at"] is None
    checked = {check["item"]: check["by"]["name"] for check in incident["checks"]}
    # What is confirmed with the resolution counts as ticked.
    assert checked == {"Scope is known": "Bo Example", "metrics": "Bo Example"}
    assert {each["about"] for each in made["roles"]} == {"database", None}
    assert incident["room"]["is_adopted"] is incident["room"]["is_archived"] is False


def test_an_incident_without_a_room_has_its_announcement() -> None:
    incident = Incident.declare(
        workspace="T1", number=3, title="Slow", severity="sev4", act=Act("U1", START), room=False
    )
    incident.announcement_channel, incident.announcement_ts = "C9", "1767654300.000200"
    assert exported(record_of(incident))["incident"]["announcement"] == {
        "channel": "C9",
        "message": "1767654300.000200",
        "link": "https://example.slack.com/archives/C9/p1767654300000200",
    }


def test_roles_with_who_and_from_when_until_when() -> None:
    first, second = exported(record_of(story()))["roles"]
    assert (first["person"]["name"], second["person"]["name"]) == ("Bo Example", "Ann Example")
    assert first["until"] == second["since"]
    assert second["until"] is None


def test_a_marked_message_keeps_its_author_and_where_it_is() -> None:
    made = exported(record_of(story()))
    [pinned] = [each for each in made["timeline"] if each["kind"] == "pinned_message"]
    assert pinned["author"] == {"id": "U3", "name": "Chi Example"}
    assert pinned["link"] == "https://example.slack.com/archives/C1/p1767654300000200"
    assert pinned["facts"] == {"marked_by": "U2"}
    assert pinned["backdated"] is True
    assert made["people"] == NAMES


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(Refused, match="there is no time zone"):
        exported(record_of(story()), "Europe/Atlantis")


@pytest.mark.parametrize(
    "facts",
    [
        {"role": 7, "person": ["U1"], "before": {}},
        {"far": float("inf"), "none": float("nan"), "when": START, 5: "five"},
        {"until": "soon", "severity": None, "marked_by": 3},
    ],
)
@pytest.mark.parametrize("kind", [*Kind, "something_new"])
def test_unknown_facts_and_kinds_are_no_obstacle(kind: str, facts: dict[str, Any]) -> None:
    # Such facts cannot be saved, so that no chain can have them.
    record = with_entries(record_of(story()), [entry(kind, facts=facts)])
    exported(record, starred=True)
    assert rendered("markdown", record, "Europe/Berlin")


texts = st.text() | st.text('"\\\n\u2028{}[]', max_size=10)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
moments = st.integers(0, 4_000_000_000_000_000).map(
    lambda n: datetime.fromtimestamp(0, UTC) + timedelta(microseconds=n)
)
zones = st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia"])


@given(
    title=texts,
    text=texts,
    name=texts.filter(bool),
    facts=st.dictionaries(texts, json_values),
    at=moments,
    zone=zones,
)
@example(title="\ud800", text="\ud800 \udfff", name="\x00", facts={"\ud800": "\udc00"}, at=START, zone="UTC")
def test_what_goes_in_comes_out(
    title: str, text: str, name: str, facts: dict[str, Any], at: datetime, zone: str
) -> None:
    said = entry("decision", text, at, facts=facts, recorded_at=at + timedelta(microseconds=1))
    chain.link("", [said])
    record = with_entries(record_of(story(title), people={"U1": name}), [said])
    made = exported(record, zone)
    assert made["incident"]["title"] == title
    assert made["incident"]["declared_by"]["name"] == name
    [out] = made["timeline"]
    [fact] = made["record"]
    # Files have a place of their own.
    files = facts.pop("files", [])
    assert (fact["text"], fact["facts"]) == (text, said.facts)
    assert (out["text"], out["facts"], out["files"]) == (text, facts, files)
    for moment, expected in (("occurred_at", said.occurred_at), ("recorded_at", said.recorded_at)):
        assert datetime.fromisoformat(out[moment]["utc"]) == expected
        assert datetime.fromisoformat(out[moment]["local"]) == expected


def test_local_times_jump_with_the_zone() -> None:
    before = datetime(2026, 3, 8, 6, 59, 59, tzinfo=UTC)
    said = [entry(at=before + timedelta(seconds=n), id=n + 1) for n in range(2)]
    chain.link("", said)
    record = with_entries(record_of(story()), said)
    assert [each["occurred_at"]["local"] for each in exported(record, "America/New_York")["timeline"]] == [
        "2026-03-08T01:59:59.000000-05:00",
        "2026-03-08T03:00:00.000000-04:00",
    ]


def test_the_same_record_is_the_same_document_byte_for_byte() -> None:
    known = dict(reversed(NAMES.items()))
    assert rendered("json", record_of(story())) == rendered("json", record_of(story(), people=known))


def exported(record: Record, zone: str = "Europe/Berlin", **wanted: Any) -> dict[str, Any]:
    """The document as a program reads it from the file, checked against the schema."""
    made: dict[str, Any] = json.loads(rendered("json", record, zone, **wanted))
    Draft202012Validator(schema()).validate(made)
    return made


def fields(part: Any, place: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every field that the schema has, with where it is."""
    if not isinstance(part, dict):
        return (
            [found for n, each in enumerate(part) for found in fields(each, f"{place}/{n}")]
            if isinstance(part, list)
            else []
        )
    own = [(f"{place}/{name}", field) for name, field in part.get("properties", {}).items()]
    return own + [found for key, each in part.items() for found in fields(each, f"{place}/{key}")]


def described(field: dict[str, Any]) -> bool:
    return bool(field.get("description")) or "$ref" in field
