"""`/api/<method>`: arguments merged, caller recognised, method answered; traffic.py says how it fares."""

from __future__ import annotations

from base64 import b64decode

from aiohttp import web

from .arguments import merged
from .call import METHODS, Call, Method
from .errors import SlackError
from .faults.access import every_scope
from .records import JSON, Token
from .traffic import Asked, Traffic
from .workspace import Workspace


class WebApi:
    """https://docs.slack.dev/apis/web-api/"""

    def __init__(self, workspace: Workspace, traffic: Traffic) -> None:
        self._workspace = workspace
        self._traffic = traffic

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answers as Slack does, whatever was sent; raises nothing."""
        name = request.match_info["method"]
        args, wrong = _arguments(request, await request.read())
        shown = _shown_token(request, args)
        token = self._workspace.tokens.get(shown)
        asked = Asked(
            "call",
            name,
            args,
            lambda: wrong or self._answer(name, args, shown, request.method),
            lambda answer: self._respond(METHODS.get(name), token, answer),
            channel=self._spoken_to(args),
            counts=token is not None or _asks_for_no_token(name),
        )
        return await self._traffic.fare(request, asked)

    def _answer(self, name: str, args: JSON, shown: str, verb: str) -> JSON:
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            # Looked up when it is used: it may have been revoked, or handed out, while the call was held.
            token = self._workspace.tokens.get(shown)
            if shown and token is None and method.token != "none":
                raise SlackError("invalid_auth")
            return {"ok": True, **Call(method, args, self._workspace, token, verb).answer()}
        except SlackError as refused:
            return {"ok": False, "error": refused.code, **refused.beside}

    def _respond(self, method: Method | None, token: Token | None, answer: JSON) -> web.Response:
        """Headers as seen on real replies; Bolt reads the scopes from auth.test."""
        headers = {"x-slack-req-id": f"{self._workspace.number('request'):032x}"}
        if token is not None:
            headers["x-oauth-scopes"] = ",".join(sorted(self._scopes(token)))
        if method is not None:
            headers["x-accepted-oauth-scopes"] = ",".join(_accepted(method))
        return web.json_response(answer, headers=headers)

    def _scopes(self, token: Token) -> frozenset[str]:
        scopes = self._workspace.app.scopes if token.kind == "bot" else token.scopes
        return every_scope() if scopes is None else scopes

    def _spoken_to(self, args: JSON) -> str:
        """The channel's id, also when it is named: the limit is the channel's."""
        said = str(args.get("channel") or args.get("channel_id") or "")
        if said in self._workspace.channels:
            return said
        named = self._workspace.channel_named(said.removeprefix("#"))
        return named.id if named else said


def _arguments(request: web.Request, body: bytes) -> tuple[JSON, JSON | None]:
    """The arguments, and the answer to those that cannot be read."""
    try:
        return {**_client(request), **merged(request.query, request.content_type, body)}, None
    except SlackError as refused:
        code = refused.code
    except UnicodeDecodeError:
        code = "invalid_charset"
    except RecursionError:
        code = "invalid_json"
    return dict(request.query), {"ok": False, "error": code}


def _client(request: web.Request) -> JSON:
    """An app that signs in may say who it is in the header: https://docs.slack.dev/authentication/installing-with-oauth"""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return {}
    try:
        name, _, secret = b64decode(value).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": name, "client_secret": secret}


def _shown_token(request: web.Request, args: JSON) -> str:
    """In the header, or as an argument in the body; never in the address."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and value:
        return value.strip()
    return str(args.get("token", "")) if request.method == "POST" else ""


def _asks_for_no_token(name: str) -> bool:
    return name in METHODS and METHODS[name].token == "none"


def _accepted(method: Method) -> list[str]:
    """Scopes of which any will do."""
    by_kind = {scope for scopes in (method.by_kind or {}).values() for scope in scopes}
    return sorted(by_kind | ({method.scope} if method.scope else set()))
