"""A workspace from a TOML file, and what is said of a file that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.workspace_file import read_workspace

TEAM = """
name = "Example"
domain = "example"

[[people]]
name = "ann"
real_name = "Ann Example"
zone = "Europe/Berlin"
admin = true

[[people]]
name = "bo"
zone = "America/New_York"

[[people]]
name = "gus"
guest = "single-channel"

[[groups]]
handle = "oncall"
people = ["ann", "bo"]

[[channels]]
name = "general"

[[channels]]
name = "war-room"
private = true
people = ["bo", "gus"]
app = true
topic = "Quiet, please"

[[channels]]
name = "old"
archived = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "workspace.toml"


def test_people_groups_and_channels_are_as_the_file_says(file: Path) -> None:
    file.write_text(TEAM, encoding="utf-8")
    sandbox = Sandbox(read_workspace(file))

    ann, bo, gus = (sandbox.person(name).user for name in ("ann", "bo", "gus"))
    assert (ann.id, ann.real_name, ann.tz, ann.is_admin) == (
        "U0ANN0000",
        "Ann Example",
        "Europe/Berlin",
        True,
    )
    assert (bo.real_name, bo.email, bo.is_admin) == ("Bo", "bo@example.com", False)
    assert (gus.is_restricted, gus.is_ultra_restricted, gus.tz) == (True, True, "UTC")
    assert [(group.handle, group.users) for group in sandbox.workspace.groups.values()] == [
        ("oncall", [ann.id, bo.id])
    ]
    assert sandbox.channel("general").members == ["ann", "bo"]
    room = sandbox.channel("war-room")
    assert (room.is_private, room.members, room.topic) == (
        True,
        ["bo", "gus", "incidentbot"],
        "Quiet, please",
    )
    assert sandbox.channel("old").is_archived


@pytest.mark.parametrize(
    "text,problems",
    [
        ("", ["people is missing"]),
        ("people = []", ["people needs 1 or more entries"]),
        ('[[people]]\nname = "Ann"', ["people[0].name must be small letters and digits, with . _ -"]),
        ('[[people]]\nname = "ann"\ntimezone = "UTC"', ["people[0].timezone is not known here"]),
        (
            '[[people]]\nname = "ann"\nzone = "Berlin"\nadmin = "yes"',
            ["people[0].admin must be true or false"],
        ),
        (
            '[[people]]\nname = "ann"\nzone = "Berlin"',
            ["people[0].zone must be a time zone as in Europe/Berlin, not 'Berlin'"],
        ),
        ('[[people]]\nname = "ann"\n[[people]]\nname = "ann"', ["people: name 'ann' is there 2 times"]),
        (
            '[[people]]\nname = "ann"\n[[groups]]\nhandle = "all"\npeople = ["ann", "zoe"]',
            ["groups[0].people[1]: nobody among people is called 'zoe'"],
        ),
        (
            '[[people]]\nname = "ann"\n[[channels]]\nname = "x"\nprivate = true',
            ["channels[0] is private, so it needs people"],
        ),
        (
            '[[people]]\nname = "ann"\nguest = "yes"\n[[channels]]\nname = "X"',
            [
                "people[0].guest must be 'multi-channel' or 'single-channel'",
                "channels[0].name must be small letters, digits, _ and -",
            ],
        ),
        ('[[people]]\nname = "ann"\nadmin = true\nguest = "single-channel"', ["people[0] is a guest"]),
        ('[[people]]\nname = "slackbot"', ["people[0].name is Slack's own name"]),
        (
            '[[people]]\nname = "ann"\n[[groups]]\nhandle = "ann"',
            ["people and groups: name 'ann' is there 2 times"],
        ),
        (
            '[[people]]\nname = "ann"\n[[channels]]\nname = "x"\npeople = ["ann", "ann"]',
            ["channels[0].people: name 'ann' is there 2 times"],
        ),
        ('[[people]]\nname = "ann"\nemail = "ann"', ["people[0].email must be an address, as in ann@"]),
        ("name = ", ["is not TOML"]),
        ("name = " + "[" * 5000, ["is nested too deeply"]),
    ],
)
def test_what_is_wrong_is_named_with_its_field(file: Path, text: str, problems: list[str]) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(str(file))) as wrong:
        read_workspace(file)
    lines = str(wrong.value).splitlines()
    assert len(lines) == len(problems)
    for line, problem in zip(lines, problems, strict=True):
        assert re.match(rf"{re.escape(str(file))}:? {re.escape(problem)}", line)


def test_somebody_called_as_the_app_is_not_taken_for_it(file: Path) -> None:
    file.write_text('[[people]]\nname = "bot"\n[[people]]\nname = "incidentbot"\n', encoding="utf-8")
    sandbox = Sandbox(read_workspace(file))
    assert sandbox.person("bot").id == "U0BOT00002"
    assert sandbox.person("incidentbot").id == "U0INCIDENTBOT"
    assert sandbox.workspace.users[sandbox.app.user].name == "incidentbot2"
    assert sandbox.channel("general").members == ["bot", "incidentbot"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"none\.toml cannot be read: No such file"):
        read_workspace(tmp_path / "none.toml")
