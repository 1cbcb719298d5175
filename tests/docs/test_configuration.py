"""docs/configuration.md has every setting, and no other."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pydantic import BaseModel

from incident_bot.settings import (
    DEFAULT_FILE,
    Access,
    Calendar,
    Checklist,
    Digest,
    Digests,
    Escalation,
    Office,
    Reminders,
    Role,
    Rung,
    Service,
    Settings,
    Severity,
    Updates,
)
from tests.docs.pages import examples, quoted, read, rows, section

PAGE = read("docs/configuration.md")
PREFIX = str(Settings.model_config["env_prefix"])
# A page may name a variable only to say that it is not for us.
VARIABLE = re.compile(rf"\b(?:SLACK_[A-Z_]+|{PREFIX}[A-Z_]+|DATABASE_URL|PORT)\b")
IN_THE_FILE = {name: field for name, field in Settings.model_fields.items() if not field.validation_alias}


def variables() -> set[str]:
    """Whatever the settings read from the environment."""
    aliases = {str(field.validation_alias) for field in Settings.model_fields.values()} - {"None"}
    return aliases | {f"{PREFIX}{name.upper()}" for name in IN_THE_FILE} | {f"{PREFIX}CONFIG"}


def test_every_variable_is_described_and_every_one_described_is_read() -> None:
    assert set(VARIABLE.findall(PAGE)) == variables()


def test_no_other_page_names_a_variable_that_there_is_not() -> None:
    pages = ("README.md", "docs/operating.md", "docs/slack-setup.md", "docs/sandbox.md", "CHANGELOG.md")
    assert {name for page in pages for name in VARIABLE.findall(read(page))} <= variables()


def test_every_key_has_its_row_with_its_variable() -> None:
    told = {quoted(key)[0]: quoted(variable)[0] for key, variable, *_ in of_the_team()}
    assert told == {name: f"{PREFIX}{name.upper()}" for name in IN_THE_FILE}


def test_the_built_in_values_are_those_that_hold() -> None:
    told = {quoted(key)[0]: quoted(value)[0] for key, *_, value in of_the_team() if value.startswith("`")}
    assert len(told) > 5
    assert told == {name: str(IN_THE_FILE[name].default) for name in told}
    assert str(DEFAULT_FILE) in PAGE


def test_what_is_said_of_the_severities_is_what_holds() -> None:
    told: dict[str, list[str]] = {}
    for name, *rest in rows(section(PAGE, "Severities")):
        told[quoted(name)[0]] = told.get(quoted(name)[0], []) + rest
    assert told == {
        key: [
            minutes(severity.acknowledge_within),
            minutes(severity.detect_within),
            minutes(severity.resolve_within),
            minutes(severity.update_every),
            "yes" if severity.room else "no",
            "–" if severity.postmortem_days is None else f"{severity.postmortem_days} d",
            minutes(severity.respond_within),
            minutes(severity.engage_within),
            str(severity.rungs),
            minutes(severity.checkpoint_every),
            ", ".join(f"`{role}`" for role in severity.needs) or "–",
        ]
        for key, severity in Settings().severities.items()
    }


def test_everything_that_is_built_in_is_named() -> None:
    for heading, built_in in (("Roles", Settings().roles), ("Checklists", Settings().checklists)):
        assert set(built_in) <= set(quoted(section(PAGE, heading))), heading


def test_the_examples_are_whole_and_right() -> None:
    shown: dict[str, Any] = {}
    for code in examples(PAGE, "toml"):
        shown |= tomllib.loads(code)
    of_many: list[tuple[str, type[BaseModel]]] = [
        ("severities", Severity),
        ("roles", Role),
        ("services", Service),
        ("checklists", Checklist),
    ]
    for name, model in of_many:
        assert set(next(iter(shown[name].values()))) == set(model.model_fields), name
    of_one: list[tuple[str, type[BaseModel]]] = [
        ("access", Access),
        ("updates", Updates),
        ("escalation", Escalation),
        ("reminders", Reminders),
        ("office", Office),
        ("digests", Digests),
    ]
    for name, model in of_one:
        assert set(shown[name]) == keys(model), name
    assert {key for rung in shown["escalation"]["ladder"] for key in rung} == keys(Rung)
    assert {key for digest in shown["digests"].values() for key in digest} == keys(Digest)
    [calendar] = shown["office"]["calendars"]
    assert set(calendar) | {"subdivision", "holidays"} == keys(Calendar)
    roles = {**Settings().roles, **shown["roles"]}
    settings = Settings.model_validate({**shown, "roles": roles, "default_severity": "sev1"})
    assert settings.severity("sev1").update_every == 30


def test_the_times_of_reminders_are_those_that_hold() -> None:
    [shown] = [
        tomllib.loads(code)["reminders"] for code in examples(PAGE, "toml") if code.startswith("[reminders]")
    ]
    built_in = Reminders().model_dump()
    assert {key: value for key, value in shown.items() if key != "off"} == {
        key: value for key, value in built_in.items() if key != "off"
    }


def keys(model: type[BaseModel]) -> set[str]:
    """What may stand in a table, as it is written there."""
    return {field.alias or name for name, field in model.model_fields.items()}


def of_the_team() -> list[list[str]]:
    return [row for row in rows(section(PAGE, "How a team works")) if len(row) == 4]


def minutes(amount: int | str | None) -> str:
    if isinstance(amount, str):
        return amount
    return "–" if amount is None else f"{amount} min"
