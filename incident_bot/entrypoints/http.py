"""HTTP: Slack's deliveries at /slack/events, and /health for whoever watches the bot."""

from __future__ import annotations

import contextlib
import socket
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
        return JSONResponse(await health())

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


def listen(host: str, port: int) -> socket.socket:
    """A socket at that address; `port` 0 takes a free one. Raises OSError when it is taken."""
    listening = socket.create_server((host, port), backlog=1024)
    # Connections inherit it. asyncio sets it for sockets it made itself only, and without it an answer
    # that is written in two pieces waits 40 ms for the other side's acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def server(app: Starlette) -> Server:
    """A server for `app`, to be given the sockets it listens at."""
    return Server(uvicorn.Config(app, lifespan="off", access_log=False, log_config=None, server_header=False))
