"""One connection of Socket Mode, which ends some time, with a warning: SocketMode has all of them."""

from __future__ import annotations

import asyncio

from aiohttp import WSCloseCode, web

from .socket_frames import WARNED_SECONDS, disconnect_frame


class Connection:
    """Lives so many real seconds, or until it is asked to leave and has had the time to."""

    def __init__(self, socket: web.WebSocketResponse, seconds: float) -> None:
        self.socket = socket
        self._seconds = seconds
        self._asked = asyncio.Event()
        self._warned = False

    async def ask_to_leave(self, reason: str) -> None:
        """Tells the app to reconnect; ten seconds after, it is closed."""
        self._warned = reason == "warning"
        await self._tell(reason)
        self._asked.set()

    async def wear_out(self) -> None:
        """Returns when it is closed."""
        grace = min(WARNED_SECONDS, self._seconds / 2)
        try:
            async with asyncio.timeout(self._seconds - grace):
                await self._asked.wait()
        except TimeoutError:
            await self.ask_to_leave("warning")
        await asyncio.sleep(grace)
        if self._warned:
            await self._tell("refresh_requested")
        await self.socket.close(code=WSCloseCode.GOING_AWAY)

    async def _tell(self, reason: str) -> None:
        try:
            await self.socket.send_str(disconnect_frame(reason))
        except ConnectionError:
            # Gone already; whoever listens on it notices.
            return
