"""Socket Mode: deliveries over a websocket that the bot opens, watched, and rebuilt when it stays down."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

log = structlog.get_logger()

DEADLINE = 3.0
"""Seconds that Slack waits for an acknowledgement. https://docs.slack.dev/apis/events-api/using-socket-mode"""

LOOK_EVERY = 5.0
PATIENCE = 30.0
"""Seconds a connection may stay down before it is rebuilt: the SDK reconnects by itself, but can get stuck
for ever (https://github.com/slackapi/python-slack-sdk/issues/1446)."""


class Socket:
    """One connection, kept up from `start` to `stop`."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app = app
        self._app_token = app_token
        self._handler: _Handler | None = None
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and stay connected."""
        await self._connect()
        self._watch = asyncio.create_task(self._keep_up(), name="socket watch")

    async def stop(self) -> None:
        """Disconnect, once whoever was heard has been answered."""
        if self._handler is not None:
            await self._handler.answered()
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._drop()

    async def is_connected(self) -> bool:
        """Whether deliveries can arrive now."""
        return self._handler is not None and await self._handler.client.is_connected()

    async def _connect(self) -> None:
        self._handler = _Handler(self._app, self._app_token)
        await self._handler.connect_async()  # type: ignore[no-untyped-call] # untyped in Bolt

    async def _drop(self) -> None:
        handler, self._handler = self._handler, None
        if handler is not None:
            await handler.close_async()  # type: ignore[no-untyped-call] # untyped in Bolt

    async def _keep_up(self) -> None:
        down = 0.0
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                down = 0.0 if await self.is_connected() else down + LOOK_EVERY
                if down >= PATIENCE:
                    log.warning("the socket stayed down and is rebuilt", seconds=down)
                    down = 0.0
                    await self._rebuild()
            except Exception:  # an edge: Slack may be away for longer, so it is tried again
                log.exception("the socket could not be rebuilt")

    async def _rebuild(self) -> None:
        try:
            await self._drop()
        finally:
            # A connection that cannot even be closed is all the more reason for a new one.
            await self._connect()


class _Handler(AsyncSocketModeHandler):
    """Bolt's handler, which also knows whether it is still answering somebody."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        super().__init__(app, app_token)
        self._answering = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def handle(self, client: Any, req: Any) -> None:
        """One delivery, until its acknowledgement is sent."""
        self._answering += 1
        self._quiet.clear()
        try:
            await super().handle(client, req)
        finally:
            self._answering -= 1
            if not self._answering:
                self._quiet.set()

    async def answered(self) -> None:
        """Wait until nobody waits for us, at most as long as Slack does."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DEADLINE):
                await self._quiet.wait()
