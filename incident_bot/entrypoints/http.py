"""HTTP: Slack's deliveries at /slack/events, and /health for whoever watches the bot."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Health = Callable[[], Awaitable[dict[str, Any]]]


def web(health: Health, slack: AsyncApp | None) -> Starlette:
    """The web application; without `slack` (Socket Mode, or a worker) it only tells its health."""

    async def tell_health(_: Request) -> Response:
        found = await health()
        return JSONResponse(found, status_code=200 if found["ok"] else 503)

    routes = [Route("/health", tell_health)]
    if slack is not None:
        handler = AsyncSlackRequestHandler(slack)

        async def receive(request: Request) -> Response:
            return await handler.handle(request)

        routes.append(Route("/slack/events", receive, methods=["POST"]))
    return Starlette(routes=routes)


class Server(uvicorn.Server):
    """A uvicorn that leaves signals to the bot, which has more to stop than a server."""

    @contextlib.contextmanager
    def capture_signals(self) -> Any:
        yield


def server(app: Starlette, host: str, port: int) -> Server:
    """A server for `app`; `port` 0 takes a free one."""
    return Server(
        uvicorn.Config(
            app, host=host, port=port, lifespan="off", access_log=False, log_config=None, server_header=False
        )
    )
