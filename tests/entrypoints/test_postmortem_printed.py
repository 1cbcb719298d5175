"""`incident-bot postmortem`, on the database of a running bot."""

from __future__ import annotations

from pathlib import Path

from tests.stories.team import Team

from .programs import run


async def test_the_postmortem_on_the_command_line(team: Team, tmp_path: Path) -> None:
    await team.declared()
    url = team.bot.settings.database_url

    printed = await run("postmortem", "INC-1", "--zone", "Asia/Kolkata", folder=tmp_path, DATABASE_URL=url)
    written = await run("postmortem", "1", "--out", "inc-1.md", folder=tmp_path, DATABASE_URL=url)
    unknown = await run("postmortem", "INC-9", folder=tmp_path, DATABASE_URL=url)

    assert printed.status == 0
    assert printed.out.startswith("# Postmortem of INC-1: checkout is failing\n")
    assert "| UTC | Asia/Kolkata | Kind |" in printed.out
    assert (written.status, written.out) == (0, "Written to inc-1.md.\n")
    assert "**The incident is still open.**" in (tmp_path / "inc-1.md").read_text("utf-8")
    assert (unknown.status, unknown.out) == (2, "")
    assert unknown.err == "There is no INC-9. There is only INC-1.\n"


async def test_what_is_wrong_with_a_template_is_told_before_it_is_needed(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "postmortem.md.j2").write_text("# {{ ref }}\n{{ titel }}\n")

    ended = await run("check", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-x", SLACK_APP_TOKEN="xapp-x")

    assert ended.status == 2
    assert ended.err.startswith("config/postmortem.md.j2:2: 'titel' is undefined; there are acknowledged,")
