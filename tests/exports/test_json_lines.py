"""JSON Lines: the same as the JSON document, line by line."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from incident_bot.exports.json_document import SCHEMA_VERSION, schema
from tests.exports.amended import amended_record
from tests.exports.story import entry, record_of, rendered, story, with_entries


def test_first_the_incident_then_its_entries_then_the_end() -> None:
    record = amended_record()
    first, *entries, end = read(rendered("jsonl", record, "Europe/Berlin"))
    whole = json.loads(rendered("json", record, "Europe/Berlin"))

    for part in ("incident", "roles", "items", "people", "zone", "left_out"):
        assert first[part] == whole[part]
    assert (first["line"], first["schema_version"]) == ("incident", SCHEMA_VERSION)
    assert {each.pop("line") for each in entries} == {"entry"}
    assert entries == whole["timeline"]
    assert end == {"line": "end", "entries": 18, "facts": 21, "head": record.head}


def test_the_schema_describes_each_line() -> None:
    first, *entries, _ = read(rendered("jsonl", amended_record()))
    definitions = {"$defs": schema()["$defs"]}
    for each in entries:
        each.pop("line")
        Draft202012Validator({"$ref": "#/$defs/entry", **definitions}).validate(each)
    Draft202012Validator({"$ref": "#/$defs/incident", **definitions}).validate(first["incident"])


def test_a_line_is_a_line_whatever_is_in_it() -> None:
    record = with_entries(record_of(story("a\nb\u2028c\u0085d")), [entry(text="\ud800\r\n\u2029")])
    first, said, _ = read(rendered("jsonl", record))
    assert first["incident"]["title"] == "a\nb\u2028c\u0085d"
    assert said["text"] == "\ud800\r\n\u2029"


def read(document: str) -> list[dict[str, Any]]:
    assert document.endswith("\n")
    return [json.loads(line) for line in document.removesuffix("\n").split("\n")]
