"""`/api/<method>`: arguments merged, caller recognised, faults applied, method answered."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from .arguments import merged
from .call import METHODS, Call
from .errors import SlackError
from .faults import Dropped, Faults, Gate
from .journal import Journal
from .records import JSON
from .workspace import Workspace


class WebApi:
    """https://docs.slack.dev/apis/web-api/"""

    def __init__(self, workspace: Workspace, faults: Faults, journal: Journal) -> None:
        self._workspace = workspace
        self._faults = faults
        self._journal = journal

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answers as Slack does, whatever was sent; raises nothing."""
        name = request.match_info["method"]
        try:
            args = merged(request.query, request.content_type, await request.read())
        except SlackError as refused:
            return self._respond({"ok": False, "error": refused.code})
        entry = self._journal.enter("call", name, args)
        token = _shown_token(request, args)
        try:
            answer = await self._befall(name, entry, lambda: self._answer(name, args, token, request.method))
        except Dropped:
            return drop_connection(request)
        self._workspace.nudge()
        return answer

    async def _befall(self, name: str, entry: JSON, effect: Callable[[], JSON]) -> web.Response:
        """The call as it fares on a good or bad day."""
        kind, gates = self._faults.due(name)
        await self._faults.travel()
        await _stand(gates, after=False)
        if kind in ("ratelimited", "error500", "html503"):
            entry["answer"] = kind
            return _refusal(kind)
        if kind == "dropped":
            entry["answer"] = kind
            raise Dropped
        entry["answer"] = answer = effect()
        self._workspace.nudge()
        await _stand(gates, after=True)
        await self._faults.travel()
        if kind == "lost_answer":
            raise Dropped
        return self._respond(answer)

    def _answer(self, name: str, args: JSON, token: str, verb: str) -> JSON:
        try:
            method = METHODS.get(name)
            if method is None:
                raise SlackError("unknown_method", req_method=name)
            shown = self._workspace.tokens.get(token)
            if token and shown is None and method.token != "none":
                raise SlackError("invalid_auth")
            return {"ok": True, **Call(method, args, self._workspace, shown, verb).answer()}
        except SlackError as refused:
            return {"ok": False, "error": refused.code, **refused.beside}

    def _respond(self, answer: JSON) -> web.Response:
        scopes = self._workspace.app.scopes
        headers = {
            "x-slack-req-id": f"{self._workspace.number('request'):032x}",
            "x-oauth-scopes": ",".join(sorted(scopes if scopes is not None else _every_scope())),
        }
        return web.json_response(answer, headers=headers)


def _shown_token(request: web.Request, args: JSON) -> str:
    """In the header, or as an argument in the body; never in the address."""
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer" and value:
        return value.strip()
    return str(args.get("token", "")) if request.method == "POST" else ""


async def _stand(gates: list[Gate], *, after: bool) -> None:
    for gate in gates:
        if gate.after == after:
            await gate.stand()


def _refusal(kind: str) -> web.Response:
    if kind == "ratelimited":
        # https://docs.slack.dev/apis/web-api/rate-limits
        body = {"ok": False, "error": "ratelimited"}
        return web.json_response(body, status=429, headers={"Retry-After": "1"})
    if kind == "error500":
        return web.json_response({"ok": False, "error": "internal_error"}, status=500)
    page = "<html><body><h1>503 Service Unavailable</h1></body></html>"
    return web.Response(text=page, status=503, content_type="text/html")


def drop_connection(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _every_scope() -> set[str]:
    named = {method.scope for method in METHODS.values() if method.scope}
    return named | {"chat:write.public"}
