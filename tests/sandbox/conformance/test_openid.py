"""Sign in with Slack: https://docs.slack.dev/authentication/sign-in-with-slack"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from slack_sdk import WebClient
from slack_sdk.oauth import OpenIDConnectAuthorizeUrlGenerator
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

from ..conftest import Clock
from .browser import CALLBACK, Browser
from .conftest import JSON, Slack
from .documented import documented

# slack_sdk's asyncio client makes its header with what aiohttp gave up.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

SLACK = "https://slack.com"


@pytest.fixture
def browser(http: aiohttp.ClientSession, sandbox: Sandbox) -> Browser:
    sandbox.app.redirect_urls = [CALLBACK]
    return Browser(http, sandbox)


@pytest.fixture
def client_id(sandbox: Sandbox) -> dict[str, str]:
    return {"client_id": sandbox.app.client_id, "client_secret": sandbox.app.client_secret}


async def verified(sandbox: Sandbox, id_token: str, **expected: Any) -> JSON:
    """What the token says, checked as a site with nothing but the sandbox's address checks it."""

    def check() -> JSON:
        keys = jwt.PyJWKClient(f"{sandbox.url}/openid/connect/keys")
        key = keys.get_signing_key_from_jwt(id_token)
        wanted: Any = {"audience": sandbox.app.client_id, "issuer": sandbox.url, **expected}
        return dict(jwt.decode(id_token, key.key, algorithms=["RS256"], **wanted))

    return await asyncio.to_thread(check)


# -- as a whole ---


class Site:
    """A web app whose visitors sign in with Slack."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.url = ""
        self.visitors: list[JSON] = []
        self._state, self._nonce = "a-state-of-its-own", "a-nonce-of-its-own"

    async def log_in(self, request: web.Request) -> web.StreamResponse:
        pages = OpenIDConnectAuthorizeUrlGenerator(
            client_id=self.sandbox.app.client_id,
            redirect_uri=f"{self.url}/callback",
            scopes=["openid", "email", "profile"],
            authorization_url=await self._found("authorization_endpoint"),
        )
        address = pages.generate(state=self._state, nonce=self._nonce)
        return web.Response(status=302, headers={"Location": address})

    async def callback(self, request: web.Request) -> web.StreamResponse:
        assert request.query["state"] == self._state
        if "error" in request.query:
            return web.Response(text="Maybe another time.")
        client = AsyncWebClient(base_url=self.sandbox.api_url)
        answer = await client.openid_connect_token(
            client_id=self.sandbox.app.client_id,
            client_secret=self.sandbox.app.client_secret,
            code=request.query["code"],
            redirect_uri=f"{self.url}/callback",
        )
        claims = await verified(self.sandbox, answer["id_token"])
        assert claims["nonce"] == self._nonce
        assert claims[f"{SLACK}/team_id"] == self.sandbox.workspace.team_id
        self.visitors.append(claims)
        return web.Response(text=f"Hello, {claims['given_name']}.")

    async def _found(self, name: str) -> str:
        async with aiohttp.ClientSession() as session:
            async with session.get(f"{self.sandbox.url}/.well-known/openid-configuration") as response:
                return str((await response.json())[name])


@pytest.fixture
async def site(sandbox: Sandbox) -> AsyncIterator[Site]:
    made = Site(sandbox)
    app = web.Application()
    app.router.add_get("/login", made.log_in)
    app.router.add_get("/callback", made.callback)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    sandbox.app.redirect_urls = [f"{made.url}/callback"]
    yield made
    await runner.cleanup()


async def test_a_person_signs_in_to_a_web_app(
    sandbox: Sandbox, site: Site, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{site.url}/login") as page:
        assert "<h1>Sign in to Incident Bot with Slack</h1>" in await page.text()
        address = page.url
    async with http.post(address, data={"user": sandbox.person("chi").id, "answer": "allow"}) as page:
        assert await page.text() == "Hello, Chi."
    assert [visitor["email"] for visitor in site.visitors] == ["chi@example.com"]


async def test_a_person_changes_their_mind(site: Site, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{site.url}/login") as page:
        address = page.url
    async with http.post(address, data={"answer": "cancel"}) as page:
        assert await page.text() == "Maybe another time."
    assert site.visitors == []


# -- the page ---


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"client_id": "1.1"}, "invalid_client_id"),
        ({"scope": "email profile"}, "invalid_scope"),
        ({"scope": "openid chat:write"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"redirect_uri": "https://evil.example/"}, "bad_redirect_uri"),
    ],
)
async def test_a_wrong_request_is_not_shown(browser: Browser, wrong: dict[str, str], code: str) -> None:
    status, page = await browser.reads(browser.sign_in_page(**wrong))
    assert (status, f"<code>{code}</code>" in page) == (400, True)


async def test_what_is_where(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{sandbox.url}/.well-known/openid-configuration") as response:
        found = await response.json()
    assert found["issuer"] == sandbox.url
    assert found["authorization_endpoint"] == f"{sandbox.url}/openid/connect/authorize"
    assert found["token_endpoint"] == f"{sandbox.url}/api/openid.connect.token"
    assert found["userinfo_endpoint"] == f"{sandbox.url}/api/openid.connect.userInfo"
    async with http.get(found["jwks_uri"]) as response:
        (key,) = (await response.json())["keys"]
    assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")
    assert "d" not in key


# -- the exchange ---


@documented("openid.connect.token")
async def test_a_code_is_exchanged_for_who_it_was(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    code = await browser.code(browser.sign_in_page(), "bo")
    answer = await slack.call("openid_connect_token", **client_id, code=code, redirect_uri=CALLBACK)
    assert (answer["token_type"], answer["access_token"][:5]) == ("Bearer", "xoxp-")
    claims = await verified(sandbox, answer["id_token"])
    assert claims["sub"] == claims[f"{SLACK}/user_id"] == sandbox.person("bo").id
    assert claims[f"{SLACK}/team_id"] == "T0SANDBOX"
    assert (claims["nonce"], claims["email"], claims["email_verified"]) == ("n1", "bo@example.com", True)
    assert (claims["name"], claims["given_name"], claims["family_name"]) == ("Bo Example", "Bo", "Example")
    assert (claims[f"{SLACK}/team_name"], claims[f"{SLACK}/team_domain"]) == ("Sandbox", "sandbox")
    assert claims["picture"] == claims[f"{SLACK}/user_image_512"]
    assert claims["exp"] - claims["iat"] == 300
    half = hashlib.sha256(answer["access_token"].encode()).digest()[:16]
    assert claims["at_hash"] == base64.urlsafe_b64encode(half).decode().rstrip("=")


async def test_only_what_was_asked_for_is_told(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    code = await browser.code(browser.sign_in_page(scope="openid", nonce=""))
    answer = await slack.call("openid_connect_token", **client_id, code=code, redirect_uri=CALLBACK)
    claims = await verified(sandbox, answer["id_token"])
    assert not {"email", "name", "picture", "nonce"} & claims.keys()


async def test_somebody_else_may_be_the_issuer(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    sandbox.app.issuer = SLACK
    code = await browser.code(browser.sign_in_page())
    answer = await slack.call("openid_connect_token", **client_id, code=code, redirect_uri=CALLBACK)
    assert (await verified(sandbox, answer["id_token"], issuer=SLACK))["iss"] == SLACK


@documented("openid.connect.token", "invalid_client_id", "bad_client_secret")
async def test_only_the_app_itself_exchanges(slack: Slack, browser: Browser, client_id: JSON) -> None:
    code = await browser.code(browser.sign_in_page())
    for field, error in (("client_id", "invalid_client_id"), ("client_secret", "bad_client_secret")):
        wrong = {**client_id, field: "x", "code": code, "redirect_uri": CALLBACK}
        assert await slack.error("openid_connect_token", **wrong) == error


@documented("openid.connect.token", "invalid_code", "bad_redirect_uri")
async def test_a_code_is_good_once(slack: Slack, browser: Browser, client_id: JSON, clock: Clock) -> None:
    arguments = {**client_id, "code": await browser.code(browser.sign_in_page())}
    assert await slack.error("openid_connect_token", **arguments) == "bad_redirect_uri"
    await slack.call("openid_connect_token", **arguments, redirect_uri=CALLBACK)
    assert await slack.error("openid_connect_token", **arguments, redirect_uri=CALLBACK) == "invalid_code"
    arguments["code"] = await browser.code(browser.sign_in_page())
    clock.time += 601
    assert await slack.error("openid_connect_token", **arguments, redirect_uri=CALLBACK) == "invalid_code"


@documented("openid.connect.token", "oauth_authorization_url_mismatch")
async def test_a_code_of_an_installation_is_no_sign_in(
    slack: Slack, browser: Browser, client_id: JSON
) -> None:
    code = await browser.code(browser.install_page(scope="", user_scope="openid"))
    error = await slack.error("openid_connect_token", **client_id, code=code, redirect_uri=CALLBACK)
    assert error == "oauth_authorization_url_mismatch"


@documented("openid.connect.token", "invalid_code_verifier")
async def test_a_challenge_wants_its_verifier(slack: Slack, browser: Browser, client_id: JSON) -> None:
    verifier = "v" * 64
    digest = hashlib.sha256(verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    page = browser.sign_in_page(code_challenge=challenge, code_challenge_method="S256")
    arguments = {**client_id, "code": await browser.code(page), "redirect_uri": CALLBACK}
    assert await slack.error("openid_connect_token", **arguments) == "invalid_code_verifier"
    assert (await slack.call("openid_connect_token", **arguments, code_verifier=verifier))["ok"]


@documented("openid.connect.token", "invalid_grant_type", "invalid_refresh_token")
async def test_rotated_tokens_are_renewed(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    sandbox.app.token_rotation = True
    code = await browser.code(browser.sign_in_page())
    answer = await slack.call("openid_connect_token", **client_id, code=code, redirect_uri=CALLBACK)
    assert answer["expires_in"] == 43_200
    renewing = {**client_id, "grant_type": "refresh_token", "refresh_token": answer["refresh_token"]}
    renewed = await slack.call("openid_connect_token", **renewing)
    assert (await verified(sandbox, renewed["id_token"]))["sub"] == "U0ANN0000"
    assert await slack.error("openid_connect_token", **renewing) == "invalid_refresh_token"
    error = await slack.error("openid_connect_token", **client_id, grant_type="implicit")
    assert error == "invalid_grant_type"


# -- who it was, asked later ---


def client_with(token: str, slack: Slack, sandbox: Sandbox) -> Slack:
    """The same kind of client, with another token."""
    kind = AsyncWebClient if isinstance(slack.client, AsyncWebClient) else WebClient
    return Slack(kind(token=token, base_url=sandbox.api_url, retry_handlers=[]))


async def signed_in(slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON, scope: str) -> Slack:
    code = await browser.code(browser.sign_in_page(scope=scope))
    answer = await slack.call("openid_connect_token", **client_id, code=code, redirect_uri=CALLBACK)
    return client_with(answer["access_token"], slack, sandbox)


@documented("openid.connect.userInfo")
async def test_a_token_says_whose_it_is(
    slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON
) -> None:
    anns = await signed_in(slack, browser, sandbox, client_id, "openid email")
    told = await anns.call("openid_connect_userInfo")
    assert told == {
        "ok": True,
        "sub": "U0ANN0000",
        f"{SLACK}/user_id": "U0ANN0000",
        f"{SLACK}/team_id": "T0SANDBOX",
        "email": "ann@example.com",
        "email_verified": True,
        "date_email_verified": told["date_email_verified"],
    }
    more = await signed_in(slack, browser, sandbox, client_id, "openid profile")
    assert (await more.call("openid_connect_userInfo"))["name"] == "Ann Example"


async def test_others_are_not_told(slack: Slack, browser: Browser, sandbox: Sandbox, client_id: JSON) -> None:
    assert await slack.error("openid_connect_userInfo") == "not_allowed_token_type"
    code = await browser.code(browser.install_page(scope="", user_scope="users:read"))
    answer = await slack.call("oauth_v2_access", **client_id, code=code, redirect_uri=CALLBACK)
    other = client_with(answer["authed_user"]["access_token"], slack, sandbox)
    refused = await other.refused("openid_connect_userInfo")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "openid")
