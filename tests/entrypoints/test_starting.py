"""Starting: with nothing but the environment, while Slack is away, and with settings that cannot be."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from incident_bot.sandbox import Sandbox, Seed
from tests.stories.fixtures import MANIFEST

from .programs import Ended, run, running, says


@pytest.fixture
async def slack() -> AsyncIterator[Sandbox]:
    """A workspace by the machine's own clock, as the process has it too."""
    made = Sandbox(Seed.example(MANIFEST))
    await made.start()
    yield made
    await made.stop()


def over_socket(slack: Sandbox, database_url: str) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.app.bot_token,
        "SLACK_APP_TOKEN": slack.app.app_token,
        "DATABASE_URL": database_url,
    }


async def declare(slack: Sandbox) -> None:
    """Ann declares an incident and its room is opened."""
    reply = await slack.person("ann").types("/incident declare checkout is failing sev1", "general")
    assert "*INC-1* is declared: checkout is failing. It is SEV-1." in reply.text
    await slack.until(lambda: slack.channel("incidents").posts)


async def test_serving_in_an_empty_folder_with_only_the_environment(
    slack: Sandbox, database_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()

    async with running("serve", folder=folder, **over_socket(slack, database_url)):
        await slack.until(lambda: slack.delivery.connected, timeout=30)
        await declare(slack)

    assert content(folder) == []


async def test_serving_over_http_with_only_the_environment(slack: Sandbox, tmp_path: Path) -> None:
    port = free_port()
    environment = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.app.bot_token,
        "SLACK_SIGNING_SECRET": slack.app.signing_secret,
        "PORT": str(port),
    }
    async with running("serve", folder=tmp_path, **environment) as process:
        await says(process, "ready")
        slack.app.request_url = f"http://127.0.0.1:{port}/slack/events"
        await declare(slack)
        async with aiohttp.request("GET", f"http://127.0.0.1:{port}/health") as answer:
            assert (await answer.json())["ok"] is True
    # Without DATABASE_URL the database is a file where the bot was started.
    assert "incident-bot.db" in content(tmp_path)


async def test_starting_while_slack_is_away(slack: Sandbox, tmp_path: Path) -> None:
    port = int(slack.url.rpartition(":")[2])
    environment = over_socket(slack, f"sqlite:///{tmp_path / 'incidents.db'}")
    await slack.stop()

    async with running("serve", folder=tmp_path, **environment) as process:
        await says(process, "Slack does not answer yet")
        back = Sandbox(Seed.example(MANIFEST))
        await back.start(port=port)
        await says(process, "ready")
        await declare(back)
    await back.stop()


async def test_a_token_that_slack_refuses_ends_the_start_with_a_sentence(
    slack: Sandbox, tmp_path: Path
) -> None:
    environment = over_socket(slack, f"sqlite:///{tmp_path / 'incidents.db'}")

    ended = await run("serve", folder=tmp_path, **{**environment, "SLACK_BOT_TOKEN": "xoxb-wrong"})

    assert ended.status == 2
    assert sentences(ended) == [
        "environment: SLACK_BOT_TOKEN: auth.test: invalid_auth, "
        "that is: Slack does not accept the bot's token"
    ]


async def test_an_app_token_that_slack_refuses_ends_the_start_with_a_sentence(
    slack: Sandbox, tmp_path: Path
) -> None:
    environment = over_socket(slack, f"sqlite:///{tmp_path / 'incidents.db'}")

    ended = await run("serve", folder=tmp_path, **{**environment, "SLACK_APP_TOKEN": "xapp-wrong"})

    assert ended.status == 2
    [sentence] = sentences(ended)
    assert sentence.startswith("environment: SLACK_APP_TOKEN: ")
    assert "xapp-wrong" not in sentence


async def test_without_settings_it_says_which_are_missing(tmp_path: Path) -> None:
    nothing = await run("serve", folder=tmp_path)
    token_only = await run("serve", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-1")

    assert (nothing.status, nothing.err) == (
        2,
        "environment: SLACK_BOT_TOKEN: is missing; it is the bot token, which starts with xoxb-\n",
    )
    assert (token_only.status, token_only.err) == (
        2,
        "environment: set SLACK_APP_TOKEN (xapp-…) for Socket Mode, "
        "or SLACK_SIGNING_SECRET together with PORT for HTTP\n",
    )
    assert content(tmp_path) == []


async def test_everything_wrong_with_the_settings_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('default_severity = "sev7"\nsnooze = 5\n')

    ended = await run(
        "serve", folder=tmp_path, PORT="http", DATABASE_URL="mysql://localhost/x", SLACK_API_URL="slack.com"
    )

    assert ended.status == 2
    assert [line.split(": ")[:2] for line in sorted(ended.err.splitlines())] == [
        ["config/settings.toml", "default_severity"],
        ["config/settings.toml", "snooze"],
        ["environment", "DATABASE_URL"],
        ["environment", "PORT"],
        ["environment", "SLACK_API_URL"],
    ]


async def test_a_port_that_is_taken_ends_the_start_with_a_sentence(slack: Sandbox, tmp_path: Path) -> None:
    taken = slack.url.rpartition(":")[2]

    ended = await run(
        "serve",
        folder=tmp_path,
        **over_socket(slack, f"sqlite:///{tmp_path / 'incidents.db'}"),
        PORT=taken,
        INCIDENT_BOT_HOST="127.0.0.1",
    )

    assert ended.status == 2
    [sentence] = sentences(ended)
    assert sentence.startswith(f"environment: PORT: {taken} cannot be served: Address already in use")


def sentences(ended: Ended) -> list[str]:
    """What was said at the end, after the lines that a good start begins with too."""
    usual = ("The database is migrated.", "Slack does not answer yet")
    return [line for line in ended.err.splitlines() if not line.endswith(usual)]


def content(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return [each.name for each in folder.iterdir()]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
