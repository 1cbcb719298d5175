"""What is kept from readers, and from their terminals."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from incident_bot.database import Database
from incident_bot.exports.visible import spelt, visible
from tests.exports.saved import save_workspaces


@given(st.text())
def test_a_terminal_is_given_one_line_that_it_cannot_obey(said: str) -> None:
    shown = spelt(said)
    assert shown.splitlines() in ([shown], [])
    assert visible(shown) == shown
    shown.encode("utf-8")


def test_what_a_terminal_would_obey_is_spelt_out() -> None:
    assert spelt("\x1b[2J\x9bé\r\nAnn\u202e") == r"\x1b[2J\x9bé\r\nAnn\u202e"


async def test_logs_do_not_stand_in_the_document(
    migrated_database: Database, migrated_url: str, tmp_path: Path
) -> None:
    await save_workspaces(migrated_database)
    (tmp_path / "own.md.j2").write_text("x\n{{ titel }}", "utf-8")
    (tmp_path / "settings.toml").write_text(f'postmortem_template = "{tmp_path}/own.md.j2"\n', "utf-8")
    named = {"DATABASE_URL": migrated_url, "INCIDENT_BOT_CONFIG": str(tmp_path / "settings.toml")}
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "incident_bot", "postmortem", "INC-2"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **named},
    )
    assert done.stdout.startswith("# Postmortem of INC-2")
    assert "warning" not in done.stdout
    assert f"{tmp_path}/own.md.j2:2: 'titel' is undefined" in done.stderr
