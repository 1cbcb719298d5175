"""A drill, as somebody plays it from a terminal: what remains is the record, exactly as it is kept."""

from __future__ import annotations

import json
import math
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rich.console import Console

from incident_bot.exports.json_document import schema
from incident_bot.incidents.vocabulary import kind_said
from incident_bot.replay import run_replay
from incident_bot.replay.apart import apart
from incident_bot.replay.drill import read_drill
from incident_bot.replay.progress import Progress
from incident_bot.replay.stage import Stopped

from .test_drill import DRILLS, GOOD

API_ERRORS = "api-errors-2025-10-27"
DATABASE = "database-deletion-2017-01-31"
GOLDEN = DRILLS.parents[1] / "tests" / "golden"
WITHIN = 120
"""Seconds for one drill."""

SLOTS = {
    API_ERRORS: [
        "checkpoint 14:50:00",
        "checkpoint 15:05:00",
        "update_due 15:10:00",
        "update_overdue 15:15:00",
        "checkpoint 15:20:00",
        "checkpoint 15:35:00",
        "update_due 15:46:00",
        "checkpoint 15:50:00",
    ],
    DATABASE: [
        "role_vacant 16:15:00",
        "no_commander 16:20:00",
        # Snoozed: 16:35 and 16:50 come at its end as one.
        "no_commander 16:52:00",
        "role_vacant 17:04:00",
        "checkpoint 17:24:00",
        # SEV-1 since 17:25, which asks for updates each half hour and for checkpoints each quarter: at once.
        "update_due 17:25:00",
        "update_overdue 17:30:00",
        "checkpoint 17:40:00",
        "checkpoint 17:55:00",
        "checkpoint 18:10:00",
        "checkpoint 18:25:00",
        "update_due 18:31:00",
        "checkpoint 18:40:00",
        # Snoozed.
        "update_due 18:43:00",
        "checkpoint 18:55:00",
    ],
}


@dataclass(frozen=True)
class Replayed:
    """What is left of a replay from a terminal."""

    status: int
    printed: str
    files: Mapping[str, bytes]


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Replayed:
    """One drill, played as fast as the bot goes."""
    out = tmp_path_factory.mktemp("exports")
    drill = DRILLS / f"{API_ERRORS}.toml"
    command = [
        sys.executable,
        "-m",
        "incident_bot",
        "replay",
        str(drill),
        "--speed",
        "inf",
        "--out",
        str(out),
    ]
    ended = subprocess.run(
        command, cwd=DRILLS.parents[1], capture_output=True, text=True, timeout=WITHIN, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return Replayed(ended.returncode, ended.stdout, {path.name: path.read_bytes() for path in out.iterdir()})


def kept(name: str) -> dict[str, Any]:
    """The record of a drill as it is kept; tests/golden plays it and holds it to that."""
    record: dict[str, Any] = json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))
    return record


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_what_remains_is_the_record_to_the_byte(suffix: str, replayed: Replayed) -> None:
    assert replayed.files[f"INC-1.{suffix}"] == (GOLDEN / f"{API_ERRORS}.{suffix}").read_bytes()


@pytest.mark.parametrize("name", SLOTS)
def test_reminders_came_when_they_were_owed(name: str) -> None:
    reminders = [entry["facts"] for entry in kept(name)["timeline"] if entry["kind"] == "reminder"]

    assert [f"{facts['reminder']} {facts['slot'][11:19]}" for facts in reminders] == SLOTS[name]


@pytest.mark.parametrize("name", SLOTS)
def test_the_files_say_the_same(name: str) -> None:
    """The JSON keeps to its schema, and the Markdown has a row for each of its entries."""
    record = kept(name)
    jsonschema.validate(record, schema())
    table = (GOLDEN / f"{name}.md").read_text("utf-8").partition("## Timeline")[2].strip().splitlines()[2:]

    assert [re.findall(r"\d\d:\d\d:\d\d", row)[0] for row in table] == [
        entry["occurred_at"]["utc"][11:19] for entry in record["timeline"]
    ]
    for row, entry in zip(table, record["timeline"], strict=True):
        assert f" | {kind_said(entry['kind'])} | " in row


def test_the_moments_of_an_incident() -> None:
    incident = kept(DATABASE)["incident"]
    moments = ("declared_at", "acknowledged_at", "mitigated_at", "resolved_at")

    assert [incident[moment]["utc"][11:19] for moment in moments] == [
        "16:05:00",
        "16:54:00",
        "18:40:00",
        "18:55:00",
    ]
    assert incident["duration_seconds"] == 10_200


def test_a_person_can_follow_it(replayed: Replayed) -> None:
    printed = replayed.printed

    assert "14:47:00  ann  /incident decision Roll back deploy 2.1.5\n" in printed
    assert "14:43:00  chi  puts :pushpin: on “suspicion”\n" in printed
    assert (
        "15:10:00  bot  → room: @dee, an update on INC-1 has been due since 2025-10-27 15:10 UTC." in printed
    )
    assert "INC-1 lasted 1 h 25 min and was played in " in printed
    assert " s: 31 entries, 8 reminders, " in printed
    assert "Written to " in printed
    assert "INC-1.md\n" in printed


async def test_a_refused_command_ends_the_replay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drill = tmp_path / "drill.toml"
    drill.write_text(
        GOOD.replace('says = "The payment provider times out."', 'types = "/incident status fine"')
    )
    drill.write_text(_without_reaction(drill.read_text()))

    status = await run_replay(drill, math.inf, tmp_path)

    assert status == 1
    assert "At 14:31:00 bo's /incident status fine was refused: " in capsys.readouterr().err
    assert not (tmp_path / "INC-1.md").exists()


async def test_a_bad_file_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drill = tmp_path / "drill.toml"
    drill.write_text("title = 1")

    status = await run_replay(drill, math.inf, tmp_path)

    assert status == 2
    assert f"{drill}: title: has to be text in quotes\n" in capsys.readouterr().err


async def test_a_bot_that_dies_ends_the_replay(tmp_path: Path) -> None:
    drill = read_drill(DRILLS / f"{API_ERRORS}.toml")

    async with apart(drill, tmp_path, math.inf, Progress(Console(quiet=True), drill)) as played:
        await played.trial.stop_bot(signal.SIGKILL)
        with pytest.raises(Stopped, match="The bot does not answer any more"):
            await played.play()


def _without_reaction(drill: str) -> str:
    return re.sub(
        r'\[\[events\]\]\nat = \S+\nwho = "ann"\nreacts.*\non.*\n', "", drill.replace('id = "timeouts"\n', "")
    )
