"""The command line, on the database of a running bot."""

from __future__ import annotations

import json
import re
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
    for word in (
        "serve",
        "work",
        "migrate",
        "check",
        "simulate",
        "export",
        "verify",
        "import",
        "sandbox",
        "try",
        "replay",
    ):
        assert word in ended.out


async def test_verifying_on_the_command_line(team: Team, tmp_path: Path) -> None:
    room = await team.declared()
    await team.ann.asks("note p95 is 4 s", room)
    await team.ann.asks("resolve --confirmed rolled back", room)
    said = "\n".join(message.text for message in room.posts)
    [(place, head)] = re.findall(r"Checksum of the record \((\d+) facts\), [^`]+: `([0-9a-f]{64})`", said)
    await team.ann.asks("note one more thing", room)
    url = team.bot.settings.database_url

    intact = await run("verify", "INC-1", "--head", head, folder=tmp_path, DATABASE_URL=url)
    words = ("export", "INC-1", "--format", "json", "--out", "record.json")
    await run(*words, folder=tmp_path, DATABASE_URL=url)
    file = tmp_path / "record.json"
    file.write_text(file.read_text("utf-8").replace("p95 is 4 s", "p95 is 9 s"), "utf-8")
    broken = await run("verify", "record.json", folder=tmp_path)

    facts = int(place) + 1
    assert (intact.status, intact.err) == (0, "")
    first, second = intact.out.splitlines()
    assert first.startswith(f"INC-1: {facts} facts, intact. Head ")
    assert second == (
        f"  The head that was asked for is fact {place} of {facts}; what was written until then is unchanged."
    )
    assert broken.status == 1
    assert f"of {facts} (#{int(place) - 1}, note, by " in broken.out


async def test_importing_on_the_command_line(team: Team, tmp_path: Path) -> None:
    room = await team.declared()
    await team.ann.asks("resolve --confirmed rolled back", room)
    url, elsewhere = team.bot.settings.database_url, f"sqlite:///{tmp_path / 'other.db'}"
    export = ("export", "INC-1", "--format", "json", "--out")
    await run(*export, "record.json", folder=tmp_path, DATABASE_URL=url)

    imported = await run("import", "record.json", folder=tmp_path, DATABASE_URL=elsewhere)
    await run(*export, "again.json", folder=tmp_path, DATABASE_URL=elsewhere)

    assert (imported.status, imported.err) == (0, "")
    assert re.fullmatch(r"record\.json is imported as INC-1 \(\d+ facts\)\.\n", imported.out)
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "record.json").read_bytes()
