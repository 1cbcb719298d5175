"""docs/access.md says what the settings and the commands say."""

from __future__ import annotations

import tomllib

from incident_bot.commands import CATALOGUE
from incident_bot.settings import Access
from tests.docs.pages import examples, quoted, read, rows, section

PAGE = read("docs/access.md")


def test_every_list_of_the_settings_is_explained() -> None:
    explained = [key for keys, _ in rows(PAGE.split("\n## ")[0]) for key in quoted(keys)]
    assert [key for key in explained if key in Access.model_fields] == list(Access.model_fields)


def test_the_example_is_right() -> None:
    [example] = (tomllib.loads(code) for code in examples(PAGE, "toml"))
    assert set(example["access"]) == set(Access.model_fields)
    Access(**example["access"])


def test_every_command_stands_under_the_right_that_it_needs() -> None:
    told = {
        name: right.strip("`")
        for right, names in rows(section(PAGE, "What each command needs"))
        for name in quoted(names)
    }
    assert told == {name: command.permission or "none" for name, command in CATALOGUE.items()}
