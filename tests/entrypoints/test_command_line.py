"""The command line, on the database of a running bot."""

from __future__ import annotations

import json
from pathlib import Path

from tests.stories.team import Team

from .programs import run


async def test_exporting_on_the_command_line(team: Team, tmp_path: Path) -> None:
    room = await team.declared()
    await team.ann.asks("decision roll back to 2.1.4", room)
    url = team.bot.settings.database_url

    markdown = await run("export", "INC-1", "--format", "markdown", folder=tmp_path, DATABASE_URL=url)
    document = await run(
        "export", "INC-1", "--format", "json", "--out", "record.json", folder=tmp_path, DATABASE_URL=url
    )
    unknown = await run("export", "INC-9", folder=tmp_path, DATABASE_URL=url)

    assert markdown.status == 0
    assert "**roll back to 2.1.4**" in markdown.out
    assert (document.status, document.out) == (0, "Written to record.json.\n")
    record = json.loads((tmp_path / "record.json").read_text("utf-8"))
    assert [entry["kind"] for entry in record["timeline"]] == ["declared", "room", "decision"]
    assert (unknown.status, unknown.out) == (2, "")
    assert unknown.err == "There is no INC-9. There is only INC-1.\n"


async def test_secrets_are_not_shown(tmp_path: Path) -> None:
    ended = await run("check", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-secret", SLACK_SIGNING_SECRET="hidden")

    # It also says that `serve` would not start so.
    assert (ended.status, ended.err.count("\n")) == (2, 1)
    assert "PORT" in ended.err
    assert "slack_bot_token" in ended.out
    assert "xoxb-secret" not in ended.out
    assert "hidden" not in ended.out


async def test_help_without_words(tmp_path: Path) -> None:
    ended = await run("--help", folder=tmp_path)

    assert ended.status == 0
    for word in ("serve", "work", "migrate", "check", "export", "sandbox", "try", "replay"):
        assert word in ended.out
