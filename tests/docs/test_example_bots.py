"""The bots of docs/sandbox.md, each run as it stands there, in the workspace that stands there."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.workspace_file import read_workspace
from tests.docs.pages import ROOT, examples, read, section

PAGE = section(read("docs/sandbox.md"), "Any bot in it")
MODULES = ROOT / "tests" / "sandbox" / "javascript" / "node_modules"
STARTS_WITHIN = 20
LONGEST_BOT = 20
"""Lines that are not empty: a bot that people can take in at a glance."""


@pytest.mark.parametrize("language,name", [("python", "bot.py"), ("javascript", "bot.mjs")])
async def test_the_example_answers_a_command_and_a_click(language: str, name: str, tmp_path: Path) -> None:
    if language == "javascript" and (shutil.which("node") is None or not MODULES.is_dir()):
        pytest.skip("there is no Bolt for JavaScript here: make javascript")
    [manifest], [team], [bot] = (examples(PAGE, kind) for kind in ("yaml", "toml", language))
    for file, code in (("manifest.yaml", manifest), ("workspace.toml", team), (name, bot)):
        (tmp_path / file).write_text(code, encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(MODULES)
    assert sum(bool(line.strip()) for line in bot.splitlines()) <= LONGEST_BOT

    seed = read_workspace(tmp_path / "workspace.toml")
    seed.read_manifest(tmp_path / "manifest.yaml")
    sandbox = Sandbox(seed)
    await sandbox.start()
    try:
        async with running(sandbox, tmp_path, "node" if language == "javascript" else sys.executable, name):
            ann, bo, general = sandbox.person("ann"), sandbox.person("bo"), sandbox.channel("general")
            reply = await ann.commands("/greet Bo", general)
            assert (reply.error, reply.text) == (None, "Done.")
            await sandbox.until(lambda: general.posts)
            [hello] = general.posts
            assert hello.text == f"<@{ann.id}> says hello to Bo."
            assert (await bo.clicks(hello, "Wave back")).error is None
            await sandbox.until(lambda: len(general.posts) == 2)
            assert general.posts[1].text == f"<@{bo.id}> waves back."
    finally:
        await sandbox.stop()


@asynccontextmanager
async def running(sandbox: Sandbox, folder: Path, program: str, script: str) -> AsyncIterator[None]:
    """The bot as a process of its own, told where the workspace is as the page says."""
    # The libraries would send even loopback calls through a proxy when one is set.
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    app = sandbox.app
    told = {
        "SLACK_API_URL": sandbox.api_url,
        "SLACK_BOT_TOKEN": app.bot_token,
        "SLACK_APP_TOKEN": app.app_token,
        "SLACK_SIGNING_SECRET": app.signing_secret,
    }
    with (folder / "bot.log").open("wb") as log:
        bot = await asyncio.create_subprocess_exec(
            program, script, cwd=folder, env=kept | told, stdout=log, stderr=log
        )
    try:
        await sandbox.until(lambda: sandbox.delivery.connected, timeout=STARTS_WITHIN)
        yield
    except TimeoutError:
        pytest.fail((folder / "bot.log").read_text())
    finally:
        bot.kill()
        await bot.wait()
