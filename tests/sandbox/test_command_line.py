"""`incident-bot sandbox` that cannot start says so in a sentence."""

from __future__ import annotations

import socket
from pathlib import Path

from typer.testing import CliRunner, Result

from incident_bot.__main__ import cli


def started(*options: str) -> Result:
    return CliRunner().invoke(cli, ["sandbox", *options])


def test_a_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = started("--port", str(port))
    told = f"Port {port} is taken. Choose another with --port.\n"
    assert (result.exit_code, result.output) == (2, told)


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
