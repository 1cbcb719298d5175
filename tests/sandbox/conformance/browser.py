"""A person's browser at the sandbox's authorize pages: opens them, reads them, answers them."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp

from incident_bot.sandbox import Sandbox

CALLBACK = "http://127.0.0.1:9/callback"


class Browser:
    def __init__(self, http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self._http = http
        self._sandbox = sandbox

    def install_page(self, **query: str) -> str:
        """Where an app sends a person to be installed; "" leaves a field out."""
        asked = {"client_id": self._sandbox.app.client_id, "scope": "chat:write,commands", "state": "s1"}
        return self._address("/oauth/v2/authorize", {**asked, "redirect_uri": CALLBACK, **query})

    def sign_in_page(self, **query: str) -> str:
        """Where a site sends a person to sign in; "" leaves a field out."""
        asked = {"client_id": self._sandbox.app.client_id, "scope": "openid email profile", "state": "s1"}
        asked |= {"response_type": "code", "nonce": "n1", "redirect_uri": CALLBACK}
        return self._address("/openid/connect/authorize", {**asked, **query})

    async def reads(self, address: str) -> tuple[int, str]:
        """The status and the page."""
        async with self._http.get(address) as response:
            return response.status, await response.text()

    async def answers(self, address: str, person: str = "ann", answer: str = "allow") -> str:
        """Chooses somebody and presses a button; where it is sent."""
        form = {"user": self._sandbox.person(person).id, "answer": answer}
        async with self._http.post(address, data=form, allow_redirects=False) as response:
            assert response.status == 302, await response.text()
            return response.headers["Location"]

    async def code(self, address: str, person: str = "ann") -> str:
        """The code with which it is sent back after Allow."""
        return query_of(await self.answers(address, person))["code"]

    def _address(self, path: str, query: dict[str, str]) -> str:
        return f"{self._sandbox.url}{path}?{urlencode({k: v for k, v in query.items() if v})}"


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))
