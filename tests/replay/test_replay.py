"""Both drills, as somebody plays them from a terminal: what remains is the timeline, exactly as recorded."""

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
from incident_bot.replay import run_replay
from incident_bot.replay.drill import read_drill
from incident_bot.replay.progress import Progress
from incident_bot.replay.stage import Stopped, stage

from .test_drill import DRILLS, GOOD

API_ERRORS = "api-errors-2025-10-27"
DATABASE = "database-deletion-2017-01-31"
WITHIN = 120
"""Seconds for both drills."""

RECORDED = {
    API_ERRORS: """\
14:35:00 declared ann: API errors after deploy 2.1.5 (SEV-1)
14:35:00 room bot: The room #incident-20251027-api-errors-after-deploy-2-1-5 was opened
14:35:00 role ann: ann is now commander
14:37:00 role ann: bo is now tech lead
14:37:00 role ann: dee is now communications lead
14:38:00 role chi: chi is now scribe
14:40:00 update dee: About 150,000 people get errors from the API or wait long for it. \
We are looking for the cause.
14:42:00 pinned_message bo: It began ten minutes after deploy 2.1.5. I suspect the deploy.
14:45:00 note chi: The pool of database connections is exhausted. \
Errors peak at 35 %, p95 rose from 0.2 s to 2.5 s (5 s at the peak).
14:46:00 status ann: investigating → identified: \
the pool of database connections is exhausted since deploy 2.1.5
14:47:00 decision ann: Roll back deploy 2.1.5
14:55:00 pinned_message bo: The rollback is done on every server.
15:05:00 note chi: Errors are down to 8 %
15:10:00 reminder bot: Reminded: an update was owed
15:10:00 decision ann: Raise the pool of database connections from 20 to 50
15:15:00 note chi: Errors are down to 2 %
15:16:00 update dee: The change is rolled back and errors are down to 2 %. Most people can work again.
15:30:00 note chi: Errors are at 0.5 %, which is normal
15:31:00 status ann: identified → monitoring: errors are back to normal
15:45:00 pinned_message bo: Stable for 15 minutes.
15:46:00 reminder bot: Reminded: an update was owed
15:50:00 update dee: Errors are back to normal. We keep watching.
16:00:00 decision ann: Call it resolved: stable for half an hour
16:00:00 resolved ann: monitoring → resolved: \
Deploy 2.1.5 is rolled back, and the pool of connections is raised to 50
16:06:00 export chi: Asked for the record as markdown, json, with times in Asia/Kolkata
""",
    DATABASE: """\
16:05:00 declared ann: Spam load on the database (SEV-2)
16:05:00 room bot: The room #incident-20170131-spam-load-on-the-database was opened
16:20:00 reminder bot: Reminded: a commander was owed
16:22:00 snooze ann: The reminder that a commander is owed is snoozed until 2017-01-31 16:52 UTC
16:30:00 update ann: Spam makes the site slow. We are blocking it.
16:52:00 reminder bot: Reminded: a commander was owed
16:54:00 role bo: bo is now commander
17:20:00 pinned_message ann: I ran rm -rf on the data directory to start over. That was the wrong host.
17:25:00 severity bo: SEV-2 → SEV-1: 300 GB of data are gone
17:25:00 reminder bot: Reminded: an update was owed
17:27:00 role bo: chi is now communications lead
17:27:00 role bo: ann is now tech lead
17:28:00 role dee: dee is now scribe
17:29:00 status bo: investigating → identified: the data directory of the wrong host was removed
17:30:00 reminder bot: Reminded: an update was owed
17:32:00 update chi: We removed data by mistake. We are looking for a backup to restore.
18:00:00 note dee: None of the five ways to make backups has worked
18:00:00 decision bo: Tell the public all of it, while we work
18:01:00 update chi: 300 GB were removed and our backups do not work. We tell you here all that we find out.
18:20:00 pinned_message ann: There is a copy on a test system, six hours old.
18:22:00 decision bo: Restore the copy that is six hours old
18:31:00 reminder bot: Reminded: an update was owed
18:33:00 snooze chi: The reminder that an update is owed is snoozed until 2017-01-31 18:43 UTC
18:40:00 status bo: identified → monitoring: the copy is restored
18:43:00 reminder bot: Reminded: an update was owed
18:44:00 update chi: The site is back. Six hours of data are lost.
18:55:00 resolved bo: monitoring → resolved: Restored from a copy; six hours of data are lost
19:00:00 export dee: Asked for the record as markdown, json, with times in Australia/Sydney
""",
}

SLOTS = {
    API_ERRORS: ["update_due 15:10:00", "update_due 15:46:00"],
    DATABASE: [
        "no_commander 16:20:00",
        "no_commander 16:52:00",
        # The cadence of SEV-1 is 30 minutes: when the severity was raised at 17:25, 17:00 had passed.
        "update_due 17:00:00",
        "update_due 17:30:00",
        "update_due 18:31:00",
        "update_due 18:43:00",
    ],
}


@dataclass(frozen=True)
class Replayed:
    """What is left of a replay."""

    status: int
    printed: str
    record: dict[str, Any]
    markdown: str

    @property
    def timeline(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.record["timeline"]
        return entries


@pytest.fixture(scope="module")
def replays(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Replayed]:
    """Both drills, played side by side as fast as the bot goes."""
    out = tmp_path_factory.mktemp("exports")
    playing = {name: _play(name, out / name) for name in RECORDED}
    played = {}
    for name, process in playing.items():
        printed, _ = process.communicate(timeout=WITHIN)
        assert process.returncode == 0, printed
        record = json.loads((out / name / "INC-1.json").read_text("utf-8"))
        markdown = (out / name / "INC-1.md").read_text("utf-8")
        played[name] = Replayed(process.returncode, printed, record, markdown)
    return played


@pytest.fixture(params=sorted(RECORDED))
def name(request: pytest.FixtureRequest) -> str:
    """A drill."""
    return str(request.param)


def test_the_timeline_is_as_recorded(name: str, replays: Mapping[str, Replayed]) -> None:
    assert [_line(entry) for entry in replays[name].timeline] == RECORDED[name].splitlines()


def test_reminders_came_when_they_were_owed(name: str, replays: Mapping[str, Replayed]) -> None:
    reminders = [entry["facts"] for entry in replays[name].timeline if entry["kind"] == "reminder"]

    assert [f"{facts['reminder']} {facts['slot'][11:19]}" for facts in reminders] == SLOTS[name]


def test_the_files_say_the_same(name: str, replays: Mapping[str, Replayed]) -> None:
    """The JSON keeps to its schema, and the Markdown has a row for each of its entries."""
    played = replays[name]
    jsonschema.validate(played.record, schema())
    table = played.markdown.partition("## Timeline")[2].strip().splitlines()[2:]

    assert [re.findall(r"\d\d:\d\d:\d\d", row)[0] for row in table] == [
        entry["occurred_at"]["utc"][11:19] for entry in played.timeline
    ]
    assert [row.split(" | ")[2].replace(" ", "_") for row in table] == [
        entry["kind"] for entry in played.timeline
    ]


def test_the_moments_of_an_incident(replays: Mapping[str, Replayed]) -> None:
    incident = replays[DATABASE].record["incident"]
    moments = ("declared_at", "acknowledged_at", "mitigated_at", "resolved_at")

    assert [incident[moment]["utc"][11:19] for moment in moments] == [
        "16:05:00",
        "16:54:00",
        "18:40:00",
        "18:55:00",
    ]
    # To the second: within one, the clock of a replay moves on by millionths.
    assert round(incident["duration_seconds"]) == 10_200


def test_a_person_can_follow_it(replays: Mapping[str, Replayed]) -> None:
    printed = replays[API_ERRORS].printed

    assert "14:47:00  ann  /incident decision Roll back deploy 2.1.5\n" in printed
    assert "14:43:00  chi  puts :pushpin: on “suspicion”\n" in printed
    assert (
        "15:10:00  bot  → room: @dee, an update on INC-1 has been due since 2025-10-27 15:10 UTC." in printed
    )
    assert "INC-1 lasted 1 h 25 min and was played in " in printed
    assert " s: 25 entries, 2 reminders, " in printed
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

    async with stage(drill, tmp_path, math.inf, Progress(Console(quiet=True), drill)) as played:
        await played.trial.stop_bot(signal.SIGKILL)
        with pytest.raises(Stopped, match="The bot does not answer any more"):
            await played.play()


def _play(name: str, out: Path) -> subprocess.Popen[str]:
    drill = DRILLS / f"{name}.toml"
    return subprocess.Popen(
        [sys.executable, "-m", "incident_bot", "replay", str(drill), "--speed", "inf", "--out", str(out)],
        cwd=DRILLS.parents[1],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _line(entry: dict[str, Any]) -> str:
    who = entry["author"]["name"] if entry["author"] else "bot"
    return f"{entry['occurred_at']['utc'][11:19]} {entry['kind']} {who}: {entry['summary']}"


def _without_reaction(drill: str) -> str:
    return re.sub(
        r'\[\[events\]\]\nat = \S+\nwho = "ann"\nreacts.*\non.*\n', "", drill.replace('id = "timeouts"\n', "")
    )
