"""`incident-bot sandbox` that cannot start says so in a sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path

from typer.testing import CliRunner, Result

from incident_bot.__main__ import cli
from incident_bot.sandbox import Sandbox


def started(*options: str) -> Result:
    return CliRunner().invoke(cli, ["sandbox", *options])


async def test_a_taken_port(sandbox: Sandbox) -> None:
    port = sandbox.url.rpartition(":")[2]
    result = await asyncio.to_thread(started, "--port", port)
    assert (result.exit_code, result.output) == (
        2,
        f"Port {port} is taken. Choose another with --port.\n",
    )


def test_a_manifest_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "app.yaml"
    file.write_text(
        "display_information: {name: Helper}\nfeatures: {slash_commands: [{}]}\n", encoding="utf-8"
    )
    result = started("--port", "0", "--app", str(file))
    told = f"{file}: features.slash_commands[0].command must be a text.\n"
    assert (result.exit_code, result.output) == (2, told)


def test_an_address_that_is_none() -> None:
    result = started("--port", "0", "--request-url", "localhost:3000/slack/events")
    assert (result.exit_code, result.output) == (
        2,
        "localhost:3000/slack/events cannot be delivered to: an http:// or https:// address is needed.\n",
    )
