"""`incident-bot try`: when it cannot start it says so, and when it ends nothing is left of it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from incident_bot.__main__ import cli
from incident_bot.sandbox import Seed
from incident_bot.settings import load
from incident_bot.trial import somebody_to_call


def test_a_manifest_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    manifest = tmp_path / "config" / "slack-manifest.yaml"
    manifest.parent.mkdir()
    manifest.write_text("display_information: [\n", encoding="utf-8")
    result = CliRunner().invoke(cli, ["try", "--port", "0"])
    assert result.exit_code == 2
    assert result.output.startswith("config/slack-manifest.yaml is not YAML in line 2: ")


async def test_a_plain_kill_ends_the_bot_too(tmp_path: Path) -> None:
    trying = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "incident_bot", "try", "--port", "0"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    assert trying.stdout is not None
    async with asyncio.timeout(60):
        while b"Incident Bot is running" not in await trying.stdout.readline():
            assert trying.returncode is None
        while b"Its record: " not in (record := await trying.stdout.readline()):
            assert trying.returncode is None
        assert re.search(rb"DATABASE_URL=sqlite:///(/\S+) incident-bot export INC-1\n", record)
        [path] = re.findall(rb"sqlite:///(/\S+)", record)
        assert await asyncio.to_thread(Path(path.decode()).is_file)
        [bot] = psutil.Process(trying.pid).children()
        trying.send_signal(signal.SIGTERM)
        await trying.wait()
    assert not bot.is_running()


def test_somebody_is_called_where_people_try_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of the box nobody is called, because nobody is known; in the workspace of `try` people are."""
    monkeypatch.chdir(tmp_path)
    for name, value in somebody_to_call().items():
        monkeypatch.setenv(name, value)
    seed = Seed.example()
    known = {person.id for person in seed.people} | {group.id for group in seed.groups}

    escalation = load().escalation

    assert [rung.label for rung in escalation.ladder] == ["on-call", "second on-call", "manager"]
    assert {who for rung in escalation.ladder for who in rung.who} | set(escalation.manager) <= known
