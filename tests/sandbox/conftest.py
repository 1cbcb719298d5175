"""A sandbox whose clock stands where a test puts it, and real clients against it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox, Seed

from .bots import Bot


@dataclass
class Clock:
    """Stands still until it is moved."""

    time: float = 1_767_600_000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    # The SDK sends even loopback calls through a proxy when one is set.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    made = Sandbox(Seed.example(), now=clock)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(sandbox: Sandbox, http: aiohttp.ClientSession) -> AsyncWebClient:
    # No retries: what the sandbox does once is seen once.
    return AsyncWebClient(
        token=sandbox.app.bot_token, base_url=sandbox.api_url, session=http, retry_handlers=[]
    )


@pytest.fixture(params=["socket", "http"])
async def bot(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Bot]:
    """A tiny Bolt app, once over Socket Mode and once over HTTP."""
    made = Bot(sandbox)
    await (made.connect() if request.param == "socket" else made.listen())
    yield made
    await made.close()
