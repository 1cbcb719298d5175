"""What a browser and an app's web side find here: the two authorize pages, discovery, the keys."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from ..origin import from_elsewhere
from ..records import User
from ..workspace import Workspace
from .claims import issuer
from .grants import allow, decline
from .keys import ALGORITHM, signing_key
from .pages import consent, refusal
from .request import SIGN_IN_SCOPES, Asked, Flow, Unacceptable

_HEADERS = {
    "Cache-Control": "no-store",
    # No form-action: browsers would hold the redirect back to the app against it.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # The state in the address is for the app alone.
    "Referrer-Policy": "same-origin",
}
_PAGES: dict[str, Flow] = {"/oauth/v2/authorize": "install", "/openid/connect/authorize": "sign-in"}


class SignIn:
    """https://docs.slack.dev/authentication/sign-in-with-slack"""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def routes(self) -> list[web.RouteDef]:
        """Everything but the methods that exchange a code."""
        pages = [(path, self._page(flow)) for path, flow in _PAGES.items()]
        return [
            *(web.get(path, page) for path, page in pages),
            *(web.post(path, page) for path, page in pages),
            web.get("/.well-known/openid-configuration", self._configuration),
            web.get("/openid/connect/keys", self._keys),
        ]

    def _page(self, flow: Flow) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            try:
                asked = Asked.read(self._workspace.app, flow, request.query)
            except Unacceptable as problem:
                return _html(refusal(problem), status=400)
            if request.method != "POST":
                return _html(consent(self._workspace, asked, self._people()))
            return await self._answer(request, asked)

        return serve

    async def _answer(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        # Else any page in the browser could allow things in somebody's name.
        if from_elsewhere(request):
            return web.Response(status=403, text="only from the sandbox's own page")
        said = await request.post()
        address = decline(asked)
        if said.get("answer") == "allow":
            user = next((user for user in self._people() if user.id == said.get("user")), None)
            if user is None:
                return web.Response(status=400, text="nobody here has this id")
            address = allow(self._workspace, asked, user)
        self._workspace.nudge()
        return web.Response(status=302, headers={**_HEADERS, "Location": address})

    def _people(self) -> list[User]:
        return [user for user in self._workspace.people() if not user.deleted]

    async def _configuration(self, request: web.Request) -> web.StreamResponse:
        """https://openid.net/specs/openid-connect-discovery-1_0.html"""
        url = self._workspace.url
        return web.json_response(
            {
                "issuer": issuer(self._workspace),
                "authorization_endpoint": f"{url}/openid/connect/authorize",
                "token_endpoint": f"{url}/api/openid.connect.token",
                "userinfo_endpoint": f"{url}/api/openid.connect.userInfo",
                "jwks_uri": f"{url}/openid/connect/keys",
                "scopes_supported": sorted(SIGN_IN_SCOPES),
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
                "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
                "code_challenge_methods_supported": ["S256"],
                "claims_supported": ["sub", "auth_time", "iss"],
                "claims_parameter_supported": False,
                "request_parameter_supported": False,
            }
        )

    async def _keys(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"keys": [signing_key().published()]})


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="text/html", headers=_HEADERS)
