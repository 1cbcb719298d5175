"""docs/sandbox.md names what the sandbox has: settings, methods, paths, faults, options."""

from __future__ import annotations

import re
from typing import Any

import aiohttp
import pytest
from typer.main import get_command

from incident_bot.__main__ import cli
from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.faults import KINDS
from incident_bot.sandbox.reference import reference
from tests.docs.pages import examples, quoted, read, rows, section

PAGE = read("docs/sandbox.md")


def test_the_settings_for_a_bot_are_those_of_the_workspace() -> None:
    [variables] = [code for code in examples(PAGE, "") if "SLACK_API_URL" in code]
    told = dict(line.split("=", 1) for line in variables.split())
    app = Sandbox(Seed.example()).app
    assert told == {
        "SLACK_API_URL": "http://127.0.0.1:4390/api/",
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_SIGNING_SECRET": app.signing_secret,
    }


def test_the_page_of_methods_is_what_the_methods_say() -> None:
    assert read("docs/sandbox-methods.md") == reference()


async def test_every_path_for_programs_is_listed_with_its_fields() -> None:
    sandbox = Sandbox(Seed.example())
    await sandbox.start()
    async with aiohttp.ClientSession() as http, http.get(f"{sandbox.url}/control") as answer:
        overview = (await answer.json())["paths"]
    await sandbox.stop()
    for path, fields in rows(section(PAGE, "From another program")):
        _check(overview, quoted(path)[0].replace("{gate}", "{id}"), fields)
    assert overview == {}, "these are not listed"


def _check(overview: dict[str, Any], path: str, told: str) -> None:
    """Takes what the row tells of away, after a look at the names of its fields."""
    if path == "GET /control":
        return
    paths = [path]
    if path.endswith("/{deed}"):
        paths = [path.replace("{deed}", deed) for deed in ("release", "drop", "swallow")]
    for one in paths:
        named = re.match(r"(?P<needed>[^(:]*)(\((?P<optional>[^)]*)\))?", told)
        assert named is not None
        fields = overview.pop(one)
        optional = {name for name, default in fields.items() if default != "needed"}
        assert set(quoted(named["optional"] or "")) == optional, one
        if fields.keys() - optional:
            assert set(quoted(named["needed"])) == fields.keys() - optional, one


def test_every_fault_is_explained_as_the_sandbox_does() -> None:
    told = {
        quoted(kind)[0]: meaning for kind, meaning in rows(section(PAGE, "Bad weather")) if "--" not in kind
    }
    assert told == KINDS


@pytest.mark.parametrize(
    "option", ["rate-limits", "latency", "fault", "duplicates", "reordered", "seed", "journal"]
)
def test_the_weather_of_the_command_line_is_listed(option: str) -> None:
    listed = {quoted(row[0])[0].split()[0] for row in rows(section(PAGE, "Bad weather")) if "--" in row[0]}
    assert f"--{option}" in listed


def test_no_option_is_forgotten() -> None:
    command = get_command(cli).commands["sandbox"]  # type: ignore[attr-defined] # it is a group
    options = {option.opts[-1] for option in command.params}
    assert {option for option in options if option not in PAGE} == set()
