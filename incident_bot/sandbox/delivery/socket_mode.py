"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode"""

from __future__ import annotations

import asyncio
import json
import random
import uuid
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

from ..changes import AppConnected
from ..journal import Journal
from ..records import JSON
from ..workspace import Workspace
from .outgoing import ACK_SECONDS, NotDelivered, Parcel
from .socket_connection import Connection
from .socket_frames import DEBUG_SECONDS, LIFE_SECONDS, disconnect_frame, envelope, hello

_MOST_CONNECTIONS = 10
# Slack pings too; who does not answer has lost the connection.
_PING_SECONDS = 30.0
# Of envelopes whose time is over, so that a late acknowledgement is noted where it belongs.
_MOST_REMEMBERED = 1_000


class SocketMode:
    """The connections of one app; it has `ack_seconds`, in real seconds, to acknowledge."""

    def __init__(self, workspace: Workspace, journal: Journal) -> None:
        self._workspace = workspace
        self._journal = journal
        self._connections: list[Connection] = []
        # Envelopes out, by id; an acknowledgement may come back on another connection.
        self._awaited: dict[str, asyncio.Future[JSON | None]] = {}
        self._expired: dict[str, Parcel] = {}
        self._turn = 0
        self.ack_seconds = ACK_SECONDS
        # Real seconds that a connection lives; the second is for those opened with debug_reconnects.
        self.life_seconds, self.debug_seconds = LIFE_SECONDS, DEBUG_SECONDS
        # Picks the connection for each envelope; without it they take turns.
        self.rng: random.Random | None = None
        # How many more connections fail before they are open, and how many real seconds each of them takes.
        self.refuse_handshakes = 0
        self.handshake_seconds = 0.0

    @property
    def connected(self) -> int:
        """How many connections there are."""
        return len(self._connections)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """`/link/`, with a ticket from apps.connections.open, until the connection ends."""
        if self.handshake_seconds:
            await asyncio.sleep(self.handshake_seconds)
        if self.refuse_handshakes > 0:
            # The ticket stays good: clients try again with the same address.
            self.refuse_handshakes -= 1
            self._note("refused")
            return web.Response(status=503, text="handshake refused")
        ticket = request.query.get("ticket", "")
        if ticket not in self._workspace.tickets:
            return web.Response(status=408, text="invalid or used ticket")
        socket = web.WebSocketResponse(heartbeat=_PING_SECONDS)
        await socket.prepare(request)
        self._workspace.tickets.discard(ticket)
        # How Slack tells of either, beyond the reason's name, is not documented; it was seen so.
        if not self._workspace.app.socket_mode:
            return await self._turn_away(socket, "link_disabled")
        if len(self._connections) >= _MOST_CONNECTIONS:
            return await self._turn_away(socket, "too_many_websockets")
        debug = request.query.get("debug_reconnects") == "true"
        await self._keep(socket, self.debug_seconds if debug else self.life_seconds)
        return socket

    async def send(self, parcel: Parcel) -> JSON | None:
        """Sends to one of the connections; what the app acknowledged with. Raises NotDelivered."""
        socket = self._next_connection()
        if socket is None:
            raise NotDelivered("dispatch_failed", "connection_failed")
        envelope_id = str(uuid.uuid4())
        parcel.entry["envelope_id"] = envelope_id
        acknowledged = asyncio.get_running_loop().create_future()
        self._awaited[envelope_id] = acknowledged
        try:
            async with asyncio.timeout(self.ack_seconds):
                await socket.send_str(envelope(envelope_id, parcel))
                return _answer(await acknowledged)
        except TimeoutError:
            self._remember(envelope_id, parcel)
            raise NotDelivered("operation_timeout", "timeout") from None
        except ConnectionError:
            raise NotDelivered("dispatch_failed", "connection_failed") from None
        finally:
            del self._awaited[envelope_id]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks every connection to reconnect: "warning", "refresh_requested", "link_disabled".

        Ten seconds after, those that are still there are closed. A disabled link stays so until
        `app.socket_mode` is true again.
        """
        if reason == "link_disabled":
            self._workspace.app.socket_mode = False
        for connection in list(self._connections):
            self._note("disconnect", reason=reason)
            await connection.ask_to_leave(reason)

    async def cut(self) -> None:
        """Ends every connection without a word."""
        for connection in list(self._connections):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    async def _keep(self, socket: web.WebSocketResponse, seconds: float) -> None:
        await socket.send_str(hello(self._workspace.app.id, len(self._connections) + 1, seconds))
        connection = Connection(socket, seconds)
        self._connections.append(connection)
        self._note("hello", num_connections=len(self._connections))
        self._workspace.tell(AppConnected(True))
        wearing_out = asyncio.create_task(connection.wear_out())
        said_goodbye = False
        try:
            said_goodbye = await self._listen(socket)
        finally:
            wearing_out.cancel()
            self._forget(connection, said_goodbye)

    async def _turn_away(self, socket: web.WebSocketResponse, reason: str) -> web.WebSocketResponse:
        self._note("disconnect", reason=reason)
        await socket.send_str(disconnect_frame(reason, self._workspace.app.id, len(self._connections)))
        await socket.close()
        return socket

    async def _listen(self, socket: web.WebSocketResponse) -> bool:
        """Until the connection ends; whether the app said that it would."""
        while True:
            frame = await socket.receive()
            if frame.type is WSMsgType.TEXT:
                self._acknowledge(frame.data)
            elif frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return frame.type is WSMsgType.CLOSE

    def _acknowledge(self, text: str) -> None:
        try:
            ack = json.loads(text)
            envelope_id = str(ack["envelope_id"])
        except (ValueError, TypeError, KeyError, RecursionError):
            self._note("malformed", text=text[:1000])
            return
        if awaited := self._awaited.get(envelope_id):
            if not awaited.done():
                awaited.set_result(ack.get("payload"))
        elif late := self._expired.pop(envelope_id, None):
            late.entry["late"] = ack.get("payload") or {}
            self._note("late", envelope_id=envelope_id, payload=late.entry["late"])

    def _note(self, what: str, **fields: object) -> None:
        """A frame, or the lack of one, that is nobody's answer."""
        self._journal.note("frame", what, fields)
        self._workspace.nudge()

    def _remember(self, envelope_id: str, parcel: Parcel) -> None:
        self._expired[envelope_id] = parcel
        if len(self._expired) > _MOST_REMEMBERED:
            del self._expired[next(iter(self._expired))]

    def _next_connection(self) -> web.WebSocketResponse | None:
        # Any of them, no pattern promised; in turn shows at once who relies on a single one.
        there = [each.socket for each in self._connections if not each.socket.closed]
        if not there:
            return None
        if self.rng is not None:
            return self.rng.choice(there)
        self._turn += 1
        return there[self._turn % len(there)]

    def _forget(self, connection: Connection, said_goodbye: bool) -> None:
        self._connections.remove(connection)
        self._note("close", said_goodbye=said_goodbye)
        if self._connections:
            return
        self._workspace.tell(AppConnected(False))
        # A connection that ended without goodbye is an app that died: nobody is left to acknowledge.
        if not said_goodbye:
            for awaited in self._awaited.values():
                if not awaited.done():
                    awaited.set_exception(ConnectionResetError("the app is gone"))


def _answer(payload: Any) -> JSON | None:
    if payload is not None and not isinstance(payload, dict):
        raise NotDelivered("invalid_response", "unknown_error")
    return payload
