"""How each request of the app fares: written down, held against the limits, befallen by what was ordered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .faults import Dropped, Fate, Fault, Faults
from .journal import Journal, without_secrets
from .limits import Limits
from .records import JSON
from .workspace import Workspace

# Real seconds between looks at whether somebody still waits for an answer that never comes.
_LOOK_AGAIN = 0.05
_OUT_OF_ORDER = {"html500": (500, "Internal Server Error"), "html503": (503, "Service Unavailable")}


@dataclass(frozen=True)
class Asked:
    """A request: `answer` has the effect and gives what the journal keeps, `respond` is how that is sent."""

    kind: str
    method: str
    args: JSON
    answer: Callable[[], Any]
    respond: Callable[[Any], web.Response]
    # In which something is to be said, if anything is.
    channel: str = ""
    # Strangers are turned away and use nothing up.
    counts: bool = True


class Traffic:
    """Every request of the app goes through here."""

    def __init__(self, workspace: Workspace, faults: Faults, limits: Limits, journal: Journal) -> None:
        self._workspace = workspace
        self._faults = faults
        self._limits = limits
        self._journal = journal

    async def fare(self, request: web.Request, asked: Asked) -> web.StreamResponse:
        """The response, or an ended connection."""
        entry = self._journal.enter(asked.kind, asked.method, asked.args, verb=request.method)
        fate = self._faults.befall(asked.method)
        if fate.fault is not None:
            entry["fault"] = fate.fault.kind
        status: int | None = None
        try:
            response = await self._course(request, asked, fate, entry)
            status = response.status
            return response
        except Dropped:
            return drop_connection(request)
        finally:
            self._journal.answered(entry, entry["answer"] or "no answer", status=status)
            self._workspace.nudge()

    async def _course(self, request: web.Request, asked: Asked, fate: Fate, entry: JSON) -> web.Response:
        kind = fate.fault.kind if fate.fault else None
        await fate.travel()
        await fate.stand(after=False)
        if kind == "dropped":
            raise Dropped
        if kind == "timeout":
            await self._never_answer(request)
        response = self._limited(asked, entry) or _refused(asked, fate.fault, entry)
        if response is None:
            response = self._done(asked, entry, fails=kind == "fatal_error")
        await fate.stand(after=True)
        await fate.travel()
        if kind == "timeout_done":
            await self._never_answer(request)
        if kind == "lost_answer" or fate.swallowed:
            raise Dropped
        return response

    def _limited(self, asked: Asked, entry: JSON) -> web.Response | None:
        seconds = self._limits.wait(asked.method, asked.args, asked.channel) if asked.counts else 0
        return _too_many(asked, seconds, entry) if seconds else None

    def _done(self, asked: Asked, entry: JSON, *, fails: bool) -> web.Response:
        self._faults.access.age_triggers()
        answer = asked.answer()
        if fails and _is_done(answer):
            # "Some aspect of the operation succeeded before the error": https://docs.slack.dev/apis/web-api
            answer = {"ok": False, "error": "fatal_error"}
        entry["answer"] = without_secrets(answer) if isinstance(answer, dict) else answer
        # What was done is there to be seen while the answer is held or under way.
        self._workspace.nudge()
        return asked.respond(answer)

    async def _never_answer(self, request: web.Request) -> None:
        """Until the caller gives up, faults are cleared or the sandbox stops. Raises Dropped."""
        self._workspace.nudge()
        while request.transport is not None and not request.transport.is_closing():
            if await self._faults.given_up(_LOOK_AGAIN):
                break
        raise Dropped


def _is_done(answer: Any) -> bool:
    return not isinstance(answer, dict) or bool(answer.get("ok"))


def drop_connection(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _refused(asked: Asked, fault: Fault | None, entry: JSON) -> web.Response | None:
    """What an order says instead of doing it."""
    if fault is None:
        return None
    if fault.kind == "ratelimited":
        return _too_many(asked, fault.retry_after, entry)
    if fault.kind == "refused":
        return _error(asked, str(fault.error), entry)
    if fault.kind == "error500":
        response = _error(asked, "internal_error", entry)
        response.set_status(500)
        return response
    if fault.kind in _OUT_OF_ORDER:
        entry["answer"] = fault.kind
        status, words = _OUT_OF_ORDER[fault.kind]
        page = f"<html><body><h1>{status} {words}</h1></body></html>"
        return web.Response(text=page, status=status, content_type="text/html")
    return None


def _too_many(asked: Asked, seconds: int, entry: JSON) -> web.Response:
    """https://docs.slack.dev/apis/web-api/rate-limits#responding-to-rate-limiting-conditions"""
    response = _error(asked, "ratelimited", entry)
    response.set_status(429)
    response.headers["Retry-After"] = str(seconds)
    entry["retry_after"] = seconds
    return response


def _error(asked: Asked, code: str, entry: JSON) -> web.Response:
    entry["answer"] = {"ok": False, "error": code}
    return asked.respond(entry["answer"])
