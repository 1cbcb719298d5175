"""`incident-bot sandbox`: what it is told is so, and when it cannot start it says so in a sentence."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from aiohttp import WSCloseCode
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from typer.testing import CliRunner, Result

from incident_bot.__main__ import cli
from incident_bot.sandbox import Sandbox, Seed, Weather
from incident_bot.sandbox.run import welcome


def started(*options: str) -> Result:
    return CliRunner().invoke(cli, ["sandbox", *options])


def refused(*options: str) -> str:
    """What is said of options with which it does not start."""
    result = started("--port", "0", *options)
    assert result.exit_code == 2
    return result.output


async def test_what_to_tell_the_app_can_be_copied(sandbox: Sandbox) -> None:
    told = welcome(sandbox).splitlines()
    assert f"SLACK_API_URL={sandbox.api_url}" in told
    for name in ("bot_token", "app_token", "signing_secret"):
        assert f"SLACK_{name.upper()}={getattr(sandbox.app, name)}" in told
    assert "come over Socket Mode" in welcome(sandbox)
    sandbox.app.socket_mode = False
    assert "give a --request-url" in welcome(sandbox)
    sandbox.app.request_url = "http://127.0.0.1:3000/slack/events"
    assert "come at http://127.0.0.1:3000/slack/events" in welcome(sandbox)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
async def test_it_ends_quietly_when_it_is_told_to(sign: signal.Signals) -> None:
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "incident_bot", "sandbox", "--port", "0"),
        stdout=PIPE,
        stderr=PIPE,
        # Whoever runs the tests in the background has Ctrl-C ignored.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert program.stdout is not None
    told = (await program.stdout.readuntil(b"SLACK_SIGNING_SECRET")).decode()
    address = told.partition("SLACK_API_URL=")[2].partition("\n")[0]
    async with aiohttp.ClientSession() as http:
        page = await http.ws_connect(address.removesuffix("api/") + "live")
        program.send_signal(sign)
        _, complaints = await program.communicate()
        assert (program.returncode, complaints) == (0, b"")
        await page.close()


def test_a_taken_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = started("--port", str(port))
    told = f"Port {port} is taken. Choose another with --port.\n"
    assert (result.exit_code, result.output) == (2, told)


def test_a_manifest_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "app.yaml"
    file.write_text("display_information: {name: Helper}\nfeatures: {slash_commands: [{}], shortcuts: 1}\n")
    assert refused("--app", str(file)).splitlines() == [
        f"{file}: features.slash_commands[0].command is missing",
        f"{file}: features.slash_commands[0].description is missing",
        f"{file}: features.shortcuts must be a list",
    ]


def test_a_workspace_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "workspace.toml"
    file.write_text('[[people]]\nname = "ann"\nzone = "Berlin"\n')
    told = f"{file}: people[0].zone must be a time zone as in Europe/Berlin, not 'Berlin'\n"
    assert refused("--config", str(file)) == told


@pytest.mark.parametrize("address", ["localhost:3000/slack/events", "http://", "ftp://x", "http://x:99999/"])
def test_an_address_that_is_none(address: str) -> None:
    assert refused("--request-url", address) == (
        f"{address} cannot be delivered to: an address is needed, as in http://127.0.0.1:3000/slack/events.\n"
    )


def test_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "none" / "journal.jsonl"
    assert refused("--journal", str(file)) == f"{file} cannot be written: No such file or directory.\n"


@pytest.mark.parametrize(
    "options,told",
    [
        (("--fault", "chat.update"), "--fault chat.update: a kind is ratelimited, "),
        (("--fault", "chat.update=snow"), "--fault chat.update=snow: a kind is ratelimited, "),
        (("--fault", "chat.update=refused"), "--fault chat.update=refused: a kind is ratelimited, "),
        (("--fault", "chat.update=no_such_pin"), "--fault chat.update=no_such_pin: a kind is"),
        (
            ("--fault", "chat.updat=dropped"),
            "--fault chat.updat=dropped: method: there is no 'chat.updat', but",
        ),
        (("--fault", "*=dropped:2"), "--fault *=dropped:2: share is a number from 0 to 1."),
        (("--fault", "*=dropped:x"), "--fault *=dropped:x: share is a number from 0 to 1."),
        (("--latency", "chat.shout=1"), "--latency chat.shout=1: method: there is no 'chat.shout'"),
        (("--latency", "long"), "--latency long: a latency is written as 0.08"),
    ],
)
def test_weather_that_there_is_not(options: tuple[str, str], told: str) -> None:
    assert refused(*options).startswith(told)


def test_the_weather_is_as_told() -> None:
    sandbox = Sandbox(Seed.example())
    told = Weather(True, ["0.08", "chat.update=uniform:0.05,0.2"], ["*=error500:0.01"], 0.1, 0.2, 7)
    told.over(sandbox)
    assert sandbox.limits.enabled
    assert sandbox.faults.latency == 0.08
    assert (sandbox.delivery.duplicates, sandbox.delivery.reordered) == (0.1, 0.2)
    again = Sandbox(Seed.example())
    told.over(again)
    days = [[bool(day.faults.befall("chat.update").fault) for _ in range(500)] for day in (sandbox, again)]
    assert days[0] == days[1]
    assert any(days[0])


async def test_sockets_are_cut_again_and_again(sandbox: Sandbox, client: AsyncWebClient) -> None:
    cutting = asyncio.create_task(Weather(cut_every=0.001).keep_cutting(sandbox))
    async with aiohttp.ClientSession() as http:
        for _ in range(2):
            opened = await client.apps_connections_open(app_token=sandbox.app.app_token)
            async with http.ws_connect(opened["url"]) as line:
                told = [frame async for frame in line]
            assert all(frame.json()["type"] == "hello" for frame in told), "nobody was warned"
            assert line.close_code == WSCloseCode.GOING_AWAY
    cutting.cancel()


async def test_no_cut_was_ordered(sandbox: Sandbox) -> None:
    await Weather().keep_cutting(sandbox)


async def test_a_token_is_as_good_as_revoked(sandbox: Sandbox, client: AsyncWebClient) -> None:
    Weather(faults=["*=token_revoked:1"]).over(sandbox)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="token_revoked"):
            await client.auth_test()


async def test_an_error_of_the_method_can_be_ordered() -> None:
    sandbox = Sandbox(Seed.example())
    Weather(faults=["chat.update=cant_update_message"]).over(sandbox)
    fault = sandbox.faults.befall("chat.update").fault
    assert fault is not None
    assert (fault.kind, fault.error) == ("refused", "cant_update_message")


def test_weather_that_is_partly_wrong_changes_nothing() -> None:
    sandbox = Sandbox(Seed.example())
    with pytest.raises(ValueError, match="--fault"):
        Weather(True, ["0.08"], ["*=snow"]).over(sandbox)
    assert (sandbox.limits.enabled, sandbox.faults.latency) == (False, 0)
