"""A Bolt app that installs itself: https://docs.slack.dev/tools/bolt-python/concepts/authenticating-oauth"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncSay
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from incident_bot.sandbox import Sandbox

from .test_bolt import serving

# slack_sdk's asyncio client makes its header with what aiohttp gave up.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def address(sandbox: Sandbox, tmp_path: Path) -> AsyncIterator[str]:
    """Where the app is served that knows no token until somebody installs it."""
    settings = AsyncOAuthSettings(
        client_id=sandbox.app.client_id,
        client_secret=sandbox.app.client_secret,
        scopes=["commands", "chat:write"],
        user_scopes=["users:read"],
        installation_store=FileInstallationStore(base_dir=str(tmp_path / "installations")),
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path / "states")),
        authorization_url=f"{sandbox.url}/oauth/v2/authorize",
        install_page_rendering_enabled=False,
    )
    client = AsyncWebClient(base_url=sandbox.api_url)
    app = AsyncApp(client=client, signing_secret=sandbox.app.signing_secret, oauth_settings=settings)

    @app.command("/incident")
    async def answer(ack: AsyncAck, say: AsyncSay) -> None:
        await ack()
        await say("On it.")

    runner = await serving(app, sandbox)
    served = str(sandbox.app.request_url).removesuffix("/slack/events")
    sandbox.app.redirect_urls = [f"{served}/slack/oauth_redirect"]
    yield served
    await runner.cleanup()


@pytest.fixture
async def browser(address: str) -> AsyncIterator[aiohttp.ClientSession]:
    # As browsers have it: a secure cookie goes to this machine without TLS, too.
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=URL(address))
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session


def installed(store: Path) -> bool:
    return any(store.rglob("installer-latest"))


async def test_it_is_installed_and_then_answers(
    sandbox: Sandbox, address: str, browser: aiohttp.ClientSession, tmp_path: Path
) -> None:
    ann = sandbox.person("ann")
    async with browser.get(f"{address}/slack/install") as page:
        assert "would like to join" in await page.text()
        asked = page.url
    async with browser.post(asked, data={"user": ann.id, "answer": "allow"}) as page:
        assert page.status == 200
        assert "Thank you" in await page.text()
    assert installed(tmp_path)
    reply = await ann.commands("/incident", "general")
    assert reply.error is None
    await sandbox.until(lambda: [seen.words for seen in sandbox.channel("general").messages] == ["On it."])


async def test_who_cancels_installs_nothing(
    sandbox: Sandbox, address: str, browser: aiohttp.ClientSession, tmp_path: Path
) -> None:
    async with browser.get(f"{address}/slack/install") as page:
        asked = page.url
    async with browser.post(asked, data={"answer": "cancel"}) as page:
        assert "access_denied" in await page.text()
    assert not installed(tmp_path)
    await sandbox.person("ann").commands("/incident", "general")
    assert sandbox.channel("general").messages == []
