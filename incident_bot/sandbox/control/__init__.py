"""The sandbox from another process: people act, bad days are ordered, the state is read, all in JSON.

Every order is checked as a whole before any of it is done.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

from ..faults import KINDS
from ..records import JSON
from .acts import ACTS, Act
from .answers import answered, fields_of, order_of, wrong
from .board import Board
from .reading import Reading, waits
from .weather import WEATHER
from .weather_orders import GateQuery, JournalQuery, WaitsOrder

__all__ = ["Board", "Control", "in_json"]

ORDERS: Mapping[str, Act] = {**ACTS, **WEATHER, "waits": Act(WaitsOrder, waits)}


class Control:
    """`/control/…`: what is wrong is answered with 400 and a sentence that names the field."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._reading = Reading(board)

    def routes(self) -> list[web.RouteDef]:
        reading = self._reading
        return [
            web.get("/control", overview),
            *(web.post(f"/control/{name}", answered(self._handler(act))) for name, act in ORDERS.items()),
            web.get("/control/state", answered(reading.state)),
            web.get("/control/journal", answered(reading.journal)),
            web.get("/control/gates", answered(reading.gates)),
            web.get("/control/gates/{gate}", answered(reading.gate)),
            web.post("/control/gates/{gate}/{deed:release|drop|swallow}", answered(reading.decide)),
        ]

    def _handler(self, act: Act) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            order = order_of(act.order, await request.read())
            return web.json_response(await act.do(self._board, order))

        return handle


async def overview(request: web.Request) -> web.StreamResponse:
    """What there is, for somebody who looks."""
    posts = {f"POST /control/{name}": fields_of(act.order) for name, act in ORDERS.items()}
    gets: JSON = {
        "GET /control/state": {},
        "GET /control/journal": fields_of(JournalQuery),
        "GET /control/gates": {},
        "GET /control/gates/{id}": fields_of(GateQuery),
        "POST /control/gates/{id}/release": {},
        "POST /control/gates/{id}/drop": {},
        "POST /control/gates/{id}/swallow": {},
    }
    return web.json_response({"paths": {**posts, **gets}, "kinds": dict(KINDS)})


@web.middleware
async def in_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Also an unknown path and a wrong verb are answered in JSON under /control."""
    try:
        return await handler(request)
    except web.HTTPException as refused:
        if not request.path.startswith("/control"):
            raise
        if isinstance(refused, web.HTTPMethodNotAllowed):
            allowed = ", ".join(sorted(refused.allowed_methods))
            response = wrong(405, f"{request.path} takes {allowed}, not {request.method}")
            response.headers["Allow"] = allowed
            return response
        if refused.status == 404:
            return wrong(404, f"there is no {request.path}; GET /control says what there is")
        return wrong(refused.status, refused.reason)
