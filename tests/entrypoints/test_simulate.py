"""`incident-bot simulate`: operators look at their times before an incident does."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from incident_bot.__main__ import cli

from .programs import run

WHEN = ("--declared", "2026-01-05T14:30", "--zone", "Europe/Berlin")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Without a file of settings."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def simulated(*words: str) -> str:
    result = CliRunner().invoke(cli, ["simulate", *words], env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: str) -> str:
    result = CliRunner().invoke(cli, ["simulate", *words])
    assert result.exit_code == 2
    return result.output


async def test_a_calendar_in_a_pipe_is_plain_text(tmp_path: Path) -> None:
    ended = await run("simulate", "--severity", "sev1", "--hours", "1", *WHEN, folder=tmp_path)

    assert (ended.status, ended.err) == (0, "")
    assert "\x1b" not in ended.out
    head, file, nobody, _, day, *lines = ended.out.splitlines()
    assert head == "SEV-1, critical: 1 h from its declaration on, in Europe/Berlin."
    assert file == "By the settings that are built in: there is no file."
    assert nobody == "Nobody is called: [escalation] has no ladder."
    assert day == "Monday, 5 January 2026"
    assert lines[:2] == ["14:30      0  Ann declares it.", "14:33      3  Bo takes command."]
    [update] = [line for line in lines if " update_due " in line]
    assert update.split()[:5] == ["15:00", "30", "update_due", "room:", "Bo"]
    assert lines[-1].endswith("until 2026-01-05 15:30.")


async def test_whoever_reads_may_have_had_enough(tmp_path: Path) -> None:
    """As `head` does: that is no failure."""
    reads, writes = os.pipe()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "incident_bot", "simulate"),
        cwd=tmp_path,
        stdout=writes,
        stderr=asyncio.subprocess.PIPE,
    )
    os.close(writes)
    os.close(reads)

    _, err = await process.communicate()

    assert (process.returncode, err) == (0, b"")


def test_who_is_called_is_told(folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config/settings.toml").write_text(
        '[[escalation.ladder]]\nlabel = "on-call"\nwho = ["S0614TZR7"]\n'
    )

    shown = simulated("--severity", "sev1", "--hours", "0.2", "--commander", "never", *WHEN)

    assert "room: @here;" in shown
    assert " on-call S0614TZR7 " in shown
    assert "Nobody is called" not in shown
    assert "Behind a semicolon: who hears of it directly, too.\n" in shown


def test_targets_are_told_at_the_end() -> None:
    shown = simulated("--severity", "sev1", "--hours", "1", "--commander", "7m", *WHEN)
    late = simulated("--severity", "sev2", "--hours", "0.2", "--commander", "never", *WHEN)

    assert (
        "\nTargets:\n  acknowledged after 7 min (missed)\n  first response in 9 min (met)\n"
        "  commander engaged after 7 min (missed)\n"
    ) in shown
    assert "acknowledge by 2026-01-05 14:45 (at risk)" in late


def test_it_fits_on_eighty_columns() -> None:
    shown = simulated("--severity", "sev1", "--hours", "24", "--updates", "never", "--commander", "never")

    assert max(map(len, shown.splitlines())) <= 80


def test_cadences_are_tried_before_they_hold(folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config/settings.toml").write_text("[reminders]\noverdue_after = 2\noverdue_every = 3\n")

    shown = simulated("--severity", "sev1", "--hours", "1", "--updates", "never", *WHEN)

    assert "By the settings in config/settings.toml." in shown
    overdue = [line.split()[1] for line in shown.splitlines() if "update_overdue" in line]
    assert overdue == ["32", "35", "38", "41", "44", "47", "50", "53", "56", "59"]


def test_a_day_of_its_own_for_each_day() -> None:
    shown = simulated("--severity", "sev1", "--hours", "12", *WHEN)

    assert "\nMonday, 5 January 2026\n" in shown
    assert "\nTuesday, 6 January 2026\n" in shown


def test_the_clocks_change() -> None:
    """Minutes go on as they are; only what the clocks show jumps."""
    shown = simulated(
        *("--severity", "sev1", "--hours", "2", "--updates", "never"),
        *("--declared", "2026-03-29T01:29", "--zone", "Europe/Berlin"),
    )

    assert "01:59     30  update_due " in shown
    assert "03:04     35  update_overdue " in shown


def test_nothing_is_due() -> None:
    shown = simulated("--severity", "sev4", "--hours", "1", "--commander", "0")

    assert shown.endswith("Nothing is due in this time.\n")


def test_it_ends_somewhere(folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config/settings.toml").write_text("[reminders]\noverdue_every = 1\n")

    shown = simulated("--severity", "sev1", "--hours", "2000", "--updates", "never", *WHEN)

    assert "\nHere 1000 lines end, on 2026-01-0" in shown
    assert len(shown.splitlines()) < 3100


@pytest.mark.parametrize(
    "words, said",
    [
        (("--severity", "sev9"), "There is no severity “sev9”. There are sev1, sev2, sev3, sev4.\n"),
        (
            ("--zone", "Berlin"),
            "There is no time zone “Berlin”. Zones have names like Europe/Berlin or UTC.\n",
        ),
        (("--declared", "soon"), "“soon” is no moment. Write it like 2026-01-05T14:30.\n"),
        (
            ("--commander", "late"),
            "--commander late: that is no length of time. Write it like 3m, 2h or never.\n",
        ),
        (
            ("--resolved", "-2h"),
            "--resolved -2h: that is no length of time. Write it like 3m, 2h or never.\n",
        ),
        (
            ("--item", "5"),
            "--item 5: action items come with the resolution. Add when that is: --resolved 2h.\n",
        ),
        (
            ("--monitoring", "2h", "--resolved", "90m"),
            "--monitoring has to be earlier than --resolved: what is resolved is not monitored any more.\n",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    assert refused(*words) == said


@pytest.mark.parametrize("words", [("--hours", "0"), ("--hours", "99999"), ("--updates", "sometimes")])
def test_what_cannot_be_is_refused(words: tuple[str, ...]) -> None:
    assert words[0] in refused(*words)


def test_wrong_settings_are_told(folder: Path) -> None:
    (folder / "config").mkdir()
    (folder / "config/settings.toml").write_text("[reminders]\noverdue = 1\n")

    assert refused().startswith("config/settings.toml: reminders.overdue: there is no such setting;")
