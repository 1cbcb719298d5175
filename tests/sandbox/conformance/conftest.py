"""The sandbox, called by the real clients: each test runs with the one that waits and the one that blocks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.rooms import Room

JSON = dict[str, Any]


class Slack:
    """A client whose methods are called by their Python names, whichever of the two it is."""

    def __init__(self, client: AsyncWebClient | WebClient) -> None:
        self.client = client

    async def call(self, verb: str, /, **arguments: Any) -> JSON:
        """`await slack.call("chat_postMessage", channel=…)`; raises SlackApiError as the client does."""
        method = getattr(self.client, verb)
        if isinstance(self.client, AsyncWebClient):
            return dict((await method(**arguments)).data)
        return dict((await asyncio.to_thread(method, **arguments)).data)

    async def refused(self, verb: str, /, **arguments: Any) -> JSON:
        """The whole answer to a call that is refused; the test fails when it is not."""
        with pytest.raises(SlackApiError) as refusal:
            await self.call(verb, **arguments)
        return dict(refusal.value.response.data)

    async def error(self, verb: str, /, **arguments: Any) -> str:
        """The code with which a call is refused."""
        return str((await self.refused(verb, **arguments))["error"])


@pytest.fixture(params=["async", "sync"])
async def slack(request: pytest.FixtureRequest, sandbox: Sandbox) -> AsyncIterator[Slack]:
    """The app's client, without retries: what the sandbox does once is seen once."""
    token, base = sandbox.app.bot_token, sandbox.api_url
    if request.param == "sync":
        yield Slack(WebClient(token=token, base_url=base, retry_handlers=[]))
        return
    async with aiohttp.ClientSession() as session:
        yield Slack(AsyncWebClient(token=token, base_url=base, session=session, retry_handlers=[]))


@pytest.fixture
async def room(slack: Slack, sandbox: Sandbox) -> Room:
    """A public channel that the app made, with Ann and Bo in it."""
    made = await slack.call("conversations_create", name="war-room")
    people = [sandbox.person(name).id for name in ("ann", "bo")]
    await slack.call("conversations_invite", channel=made["channel"]["id"], users=people)
    return sandbox.channel("war-room")


@pytest.fixture
async def private_room(slack: Slack, sandbox: Sandbox) -> Room:
    """A private channel that the app made, with Ann in it."""
    made = await slack.call("conversations_create", name="hush", is_private=True)
    await slack.call("conversations_invite", channel=made["channel"]["id"], users=sandbox.person("ann").id)
    return sandbox.channel("hush")


@pytest.fixture
def secret_room(sandbox: Sandbox) -> Room:
    """A private channel of people only: for the app it does not exist."""
    from incident_bot.sandbox.acts.membership import create

    create(sandbox.workspace, "secret", sandbox.person("ann").id, private=True)
    return sandbox.channel("secret")
