"""Copies of Slack's files: whole or not at all, from Slack and from nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from incident_bot.errors import GiveUp, Retry
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.records import File
from incident_bot.slack.client import Slack

CONTENT = b"0123456789" * 20_000


@pytest.fixture
async def slack(sandbox: Sandbox) -> AsyncIterator[Slack]:
    made = Slack(sandbox.app.bot_token, sandbox.api_url)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def file(sandbox: Sandbox) -> File:
    await sandbox.person("ann").shares_file("general", "p95.csv", CONTENT, "look")
    return list(sandbox.workspace.files.values())[-1]


def left(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_a_copy_goes_by_its_checksum_and_is_the_owners_alone(
    slack: Slack, file: File, tmp_path: Path
) -> None:
    folder, checksum = tmp_path / "deep" / "files", hashlib.sha256(CONTENT).hexdigest()
    for _ in range(2):
        told = await slack.copy_file(file.id, folder, most=1_000_000)
        assert told == {"size": len(CONTENT), "sha256": checksum}
    assert left(folder) == [f"{checksum[:2]}/{checksum}"]
    copy = folder / checksum[:2] / checksum
    assert copy.read_bytes() == CONTENT
    assert copy.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == copy.parent.stat().st_mode & 0o777 == 0o700


async def test_what_is_too_large_is_left_out(slack: Slack, file: File, tmp_path: Path) -> None:
    told = await slack.copy_file(file.id, tmp_path, most=100_000)
    assert told == {"not_copied": "it is larger than 0 MB"}
    assert left(tmp_path) == []


async def test_a_file_that_is_gone_or_elsewhere_is_left_out(
    slack: Slack, file: File, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await slack.copy_file("F0NONE", tmp_path, most=1_000_000) == {
        "not_copied": "the bot cannot see it"
    }
    sandbox.workspace.url = "https://drive.example.com"
    assert await slack.copy_file(file.id, tmp_path, most=1_000_000) == {
        "not_copied": "it is kept elsewhere than in Slack"
    }
    assert left(tmp_path) == []


async def test_the_token_goes_nowhere_unencrypted_that_the_api_does_not(slack: Slack) -> None:
    slack._api_url = "https://slack.com/api/"
    for address in ("http://slack.com/files/F1", "http://files.slack.com/F1", "https://slack.com.example/F1"):
        assert not slack._is_slacks(address)
    for address in ("https://slack.com/files/F1", "https://files.slack.com/F1"):
        assert slack._is_slacks(address)


@pytest.mark.parametrize("how", ["short", "broken", "refused", "login"])
async def test_half_a_file_is_no_copy(
    slack: Slack, file: File, sandbox: Sandbox, tmp_path: Path, how: str
) -> None:
    """Slack tells the size beforehand; what comes is less, breaks off, or is another page."""

    async def serve(request: web.Request) -> web.StreamResponse:
        assert request.headers["Authorization"] == f"Bearer {sandbox.app.bot_token}"
        if how == "refused":
            return web.Response(status=403)
        if how == "login":
            return web.Response(status=302, headers={"Location": "/signin"})
        if how == "short":
            return web.Response(body=CONTENT[:1000])
        answer = web.StreamResponse(headers={"Content-Length": str(len(CONTENT))})
        await answer.prepare(request)
        await answer.write(CONTENT[:1000])
        assert request.transport is not None
        request.transport.close()
        return answer

    app = web.Application()
    app.router.add_get("/{rest:.*}", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    # As the sandbox's own address, so that the token may go there.
    sandbox.workspace.url = f"http://{host}:{port}"
    slack._api_url = f"http://{host}:{port}/api/"
    try:
        with pytest.raises(GiveUp if how in ("refused", "login") else Retry):
            await slack.copy_file(file.id, tmp_path, most=1_000_000)
    finally:
        await runner.cleanup()
    assert left(tmp_path) == []
