"""Installing an app: https://docs.slack.dev/authentication/installing-with-oauth"""

from __future__ import annotations

import base64
import hashlib

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from ..conftest import Clock
from .browser import CALLBACK, Browser, query_of
from .conftest import JSON, Slack
from .documented import documented

# slack_sdk's asyncio client makes its header with what aiohttp gave up.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
def browser(http: aiohttp.ClientSession, sandbox: Sandbox) -> Browser:
    return Browser(http, sandbox)


@pytest.fixture
def client_id(sandbox: Sandbox) -> dict[str, str]:
    return {"client_id": sandbox.app.client_id, "client_secret": sandbox.app.client_secret}


@pytest.fixture(autouse=True)
def _known_way_back(sandbox: Sandbox) -> None:
    sandbox.app.redirect_urls = [CALLBACK]


# -- the page ---


async def test_a_person_reads_what_is_asked_for(browser: Browser) -> None:
    status, page = await browser.reads(browser.install_page(user_scope="search:read"))
    assert status == 200
    assert "<h1>Incident Bot would like to join Sandbox</h1>" in page
    for told in ("not Slack", "chat:write", "commands", "search:read", "Ann Example (@ann)", CALLBACK):
        assert told in page
    assert "Slackbot" not in page


async def test_the_page_shows_what_it_is_given_as_text(browser: Browser, sandbox: Sandbox) -> None:
    sandbox.app.name = "<b>Bot</b>"
    _, page = await browser.reads(browser.install_page(scope="<script>", redirect_uri=CALLBACK + "?<i>"))
    assert "&lt;b&gt;Bot" in page
    assert "&lt;script&gt;" in page
    assert not any(tag in page for tag in ("<script", "<b>", "<i>"))


async def test_allowing_leads_back_with_code_and_state(browser: Browser) -> None:
    address = await browser.answers(browser.install_page(redirect_uri=CALLBACK + "?from=slack"))
    assert address.startswith(CALLBACK)
    query = query_of(address)
    assert (query["from"], query["state"], bool(query["code"])) == ("slack", "s1", True)


async def test_cancelling_leads_back_without_a_code(browser: Browser) -> None:
    query = query_of(await browser.answers(browser.install_page(), answer="cancel"))
    assert query == {"error": "access_denied", "state": "s1"}


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"client_id": "1.1"}, "invalid_client_id"),
        ({"scope": ""}, "invalid_scope"),
        ({"user_scope": "openid"}, "invalid_scope"),
        ({"redirect_uri": "http://evil.example/"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example.evil/"}, "bad_redirect_uri"),
        ({"code_challenge": "x" * 43, "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
async def test_a_wrong_request_is_not_shown(
    browser: Browser, sandbox: Sandbox, wrong: dict[str, str], code: str
) -> None:
    sandbox.app.redirect_urls = ["http://127.0.0.1:9/", "https://bot.example"]
    status, page = await browser.reads(browser.install_page(**wrong))
    assert (status, f"<code>{code}</code>" in page) == (400, True)


async def test_the_way_back_is_below_a_known_one(browser: Browser, sandbox: Sandbox) -> None:
    sandbox.app.redirect_urls = ["https://bot.example/slack", "http://127.0.0.1:9"]
    below = await browser.answers(browser.install_page(redirect_uri="https://bot.example/slack/back"))
    first = await browser.answers(browser.install_page(redirect_uri=""))
    assert below.startswith("https://bot.example/slack/back?code=")
    assert first.startswith("https://bot.example/slack?code=")


async def test_an_app_with_a_manifest_needs_a_known_way_back(browser: Browser, sandbox: Sandbox) -> None:
    sandbox.app.scopes, sandbox.app.redirect_urls = frozenset({"chat:write"}), []
    status, page = await browser.reads(browser.install_page())
    assert (status, "bad_redirect_uri" in page) == (400, True)


async def test_another_site_cannot_allow_anything(
    browser: Browser, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    form = {"user": sandbox.person("ann").id, "answer": "allow"}
    headers = {"Origin": "https://elsewhere.example"}
    async with http.post(browser.install_page(), data=form, headers=headers) as response:
        assert response.status == 403
    assert sandbox.app.grants == {}


async def test_nobody_can_allow_for_somebody_who_left(
    browser: Browser, http: aiohttp.ClientSession, sandbox: Sandbox
) -> None:
    await sandbox.person("bo").changes(deleted=True)
    form = {"user": sandbox.person("bo").id, "answer": "allow"}
    async with http.post(browser.install_page(), data=form) as response:
        assert response.status == 400
    assert "Bo Example" not in (await browser.reads(browser.install_page()))[1]


# -- the exchange ---


@documented("oauth.v2.access")
async def test_a_code_is_exchanged_for_the_bots_token(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    code = await browser.code(browser.install_page(), "bo")
    answer = await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    assert answer == {
        "ok": True,
        "app_id": sandbox.app.id,
        "authed_user": {"id": sandbox.person("bo").id},
        "scope": "chat:write,commands",
        "token_type": "bot",
        "access_token": sandbox.app.bot_token,
        "bot_user_id": sandbox.app.user,
        "team": {"id": "T0SANDBOX", "name": "Sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def test_credentials_may_be_arguments(
    http: aiohttp.ClientSession, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    form = {**client_id, "code": await browser.code(browser.install_page()), "redirect_uri": CALLBACK}
    async with http.post(sandbox.api_url + "oauth.v2.access", data=form) as response:
        assert (await response.json())["access_token"] == sandbox.app.bot_token


async def test_a_person_gives_a_token_of_their_own(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    for asked, granted in (("search:read", "search:read"), ("users:read", "search:read,users:read")):
        code = await browser.code(browser.install_page(scope="", user_scope=asked, redirect_uri=""))
        answer = await slack.call("oauth_v2_access", **client_id, code=code)
        assert "access_token" not in answer
        token = answer["authed_user"].pop("access_token")
        assert token.startswith("xoxp-")
        assert answer["authed_user"] == {"id": "U0ANN0000", "scope": granted, "token_type": "user"}
        kept = sandbox.workspace.tokens[token]
        assert (kept.kind, kept.user, kept.scopes) == ("user", "U0ANN0000", frozenset(granted.split(",")))


async def test_installing_again_adds_scopes(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    sandbox.app.scopes = frozenset({"chat:write"})
    code = await browser.code(browser.install_page(scope="reactions:read"))
    answer = await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    assert answer["scope"] == "chat:write,reactions:read"
    assert sandbox.app.scopes == {"chat:write", "reactions:read"}


@documented("oauth.v2.access", "invalid_client_id", "bad_client_secret")
async def test_only_the_app_itself_exchanges(slack: Slack, browser: Browser, client_id: JSON) -> None:
    code = await browser.code(browser.install_page())
    for field, error in (("client_id", "invalid_client_id"), ("client_secret", "bad_client_secret")):
        wrong = {**client_id, field: "x", "code": code, "redirect_uri": CALLBACK}
        assert await slack.error("oauth_v2_access", **wrong) == error
    assert (await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK))["ok"]


@documented("oauth.v2.access", "invalid_code")
async def test_a_code_is_good_once_and_for_ten_minutes(
    slack: Slack, browser: Browser, client_id: JSON, clock: Clock
) -> None:
    async def exchange(code: str) -> str:
        arguments = {**client_id, "code": code, "redirect_uri": CALLBACK}
        try:
            return str((await slack.call("oauth_v2_access", **arguments))["token_type"])
        except SlackApiError as refused:
            return str(refused.response["error"])

    used, late, last = [await browser.code(browser.install_page()) for _ in range(3)]
    assert [await exchange(used), await exchange(used)] == ["bot", "invalid_code"]
    clock.time += 600
    assert await exchange(last) == "bot"
    clock.time += 1
    assert await exchange(late) == "invalid_code"
    assert await exchange("invented") == "invalid_code"


@documented("oauth.v2.access", "bad_redirect_uri")
async def test_the_way_back_is_repeated(slack: Slack, browser: Browser, client_id: JSON) -> None:
    code = await browser.code(browser.install_page())
    wrong = {**client_id, "code": code}
    assert await slack.error("oauth_v2_access", **wrong) == "bad_redirect_uri"
    assert await slack.error("oauth_v2_access", **wrong, redirect_uri=CALLBACK + "/") == "bad_redirect_uri"


@documented("oauth.v2.access", "oauth_authorization_url_mismatch")
async def test_a_code_of_a_sign_in_does_not_install(slack: Slack, browser: Browser, client_id: JSON) -> None:
    code = await browser.code(browser.sign_in_page())
    error = await slack.error("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    assert error == "oauth_authorization_url_mismatch"


@documented("oauth.v2.access", "invalid_grant_type")
async def test_kinds_of_exchange(slack: Slack, client_id: JSON) -> None:
    assert await slack.error("oauth_v2_access", **client_id, grant_type="password") == "invalid_grant_type"


@documented("oauth.v2.access", "invalid_code_verifier")
async def test_a_challenge_wants_its_verifier(slack: Slack, browser: Browser, client_id: JSON) -> None:
    verifier = "v" * 43
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    page = browser.install_page(code_challenge=challenge, code_challenge_method="S256")
    arguments = {**client_id, "code": await browser.code(page), "redirect_uri": CALLBACK}
    for wrong in ({}, {"code_verifier": "w" * 43}, {"code_verifier": "v" * 42}):
        assert await slack.error("oauth_v2_access", **arguments, **wrong) == "invalid_code_verifier"
    assert (await slack.call("oauth_v2_access", **arguments, code_verifier=verifier))["ok"]


async def test_rotated_tokens_end_after_twelve_hours(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON, clock: Clock
) -> None:
    sandbox.app.token_rotation = True
    code = await browser.code(browser.install_page(user_scope="users:read"))
    answer = await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    first = answer["access_token"]
    assert first.startswith("xoxe.xoxb-1-")
    assert answer["authed_user"]["access_token"].startswith("xoxe.xoxp-1-")
    assert answer["expires_in"] == answer["authed_user"]["expires_in"] == 43_200
    client = AsyncWebClient(token=first, base_url=sandbox.api_url)
    assert (await client.auth_test())["user_id"] == sandbox.app.user
    clock.time += 43_200
    with pytest.raises(SlackApiError, match="token_expired"):
        await client.auth_test()
    renewing = {**client_id, "grant_type": "refresh_token"}
    again = await slack.call("oauth_v2_access", **renewing, refresh_token=answer["refresh_token"])
    assert (again["token_type"], again["expires_in"]) == ("bot", 43_200)
    assert (await AsyncWebClient(token=again["access_token"], base_url=sandbox.api_url).auth_test())["ok"]
    personal = answer["authed_user"]["refresh_token"]
    renewed = await slack.call("oauth_v2_access", **renewing, refresh_token=personal)
    assert (renewed["token_type"], renewed["scope"]) == ("user", "users:read")


@documented("oauth.v2.access", "invalid_refresh_token")
async def test_a_refresh_token_is_good_once(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    sandbox.app.token_rotation = True
    code = await browser.code(browser.install_page())
    answer = await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    renewing = {**client_id, "grant_type": "refresh_token", "refresh_token": answer["refresh_token"]}
    await slack.call("oauth_v2_access", **renewing)
    assert await slack.error("oauth_v2_access", **renewing) == "invalid_refresh_token"
    renewing["refresh_token"] = ""
    assert await slack.error("oauth_v2_access", **renewing) == "invalid_refresh_token"


async def test_no_secret_is_written_down(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    code = await browser.code(browser.install_page(user_scope="users:read"))
    await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    (entry,) = sandbox.journal.calls("oauth.v2.access")
    told = str(entry)
    assert not any(secret in told for secret in ("xoxb-", "xoxp-", sandbox.app.client_secret))
