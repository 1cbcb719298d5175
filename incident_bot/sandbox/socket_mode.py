"""Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode"""

from __future__ import annotations

import asyncio
import json
import uuid

from aiohttp import WSCloseCode, WSMsgType, web

from .changes import AppConnected
from .outgoing import ACK_SECONDS, NotDelivered, Parcel
from .records import JSON
from .workspace import Workspace

_MOST_CONNECTIONS = 10


class SocketMode:
    """The connections of one app; it has `ack_seconds`, in real seconds, to acknowledge."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._connections: list[web.WebSocketResponse] = []
        # Envelopes out, by id; an acknowledgement may come back on another connection.
        self._awaited: dict[str, asyncio.Future[JSON | None]] = {}
        self._turn = 0
        self.ack_seconds = ACK_SECONDS

    @property
    def connected(self) -> int:
        """How many connections there are."""
        return len(self._connections)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """`/link/`, with a ticket from apps.connections.open, until the connection ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._workspace.tickets or len(self._connections) >= _MOST_CONNECTIONS:
            return web.Response(status=408, text="invalid or used ticket")
        socket = web.WebSocketResponse(heartbeat=None)
        await socket.prepare(request)
        self._workspace.tickets.discard(ticket)
        await self._greet(socket)
        self._connections.append(socket)
        self._workspace.tell(AppConnected(True))
        said_goodbye = False
        try:
            said_goodbye = await self._listen(socket)
        finally:
            self._forget(socket, said_goodbye)
        return socket

    async def send(self, parcel: Parcel) -> JSON | None:
        """Sends to one of the connections; what the app acknowledged with. Raises NotDelivered."""
        if not self._connections:
            raise NotDelivered("dispatch_failed", "connection_failed")
        envelope_id = str(uuid.uuid4())
        acknowledged = asyncio.get_running_loop().create_future()
        self._awaited[envelope_id] = acknowledged
        try:
            async with asyncio.timeout(self.ack_seconds):
                await self._next_connection().send_str(_envelope(envelope_id, parcel))
                answer: JSON | None = await acknowledged
                return answer
        except TimeoutError:
            raise NotDelivered("operation_timeout", "timeout") from None
        except ConnectionError:
            raise NotDelivered("dispatch_failed", "connection_failed") from None
        finally:
            del self._awaited[envelope_id]

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks every connection to reconnect: "warning", "refresh_requested", "link_disabled"."""
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
        for socket in list(self._connections):
            await socket.send_str(json.dumps(frame))

    async def cut(self) -> None:
        """Ends every connection without a word."""
        for socket in list(self._connections):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        hello = {"type": "hello", "num_connections": len(self._connections) + 1}
        hello |= {"connection_info": {"app_id": self._workspace.app.id}}
        debug = {"host": "sandbox", "build_number": 1, "approximate_connection_time": 3600}
        await socket.send_str(json.dumps({**hello, "debug_info": debug}))

    async def _listen(self, socket: web.WebSocketResponse) -> bool:
        """Until the connection ends; whether the app said that it would."""
        while True:
            frame = await socket.receive()
            if frame.type is WSMsgType.TEXT:
                self._acknowledge(json.loads(frame.data))
            elif frame.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return frame.type is WSMsgType.CLOSE

    def _acknowledge(self, ack: JSON) -> None:
        awaited = self._awaited.get(str(ack.get("envelope_id")))
        if awaited is not None and not awaited.done():
            awaited.set_result(ack.get("payload"))

    def _next_connection(self) -> web.WebSocketResponse:
        # Any of them, no pattern promised; in turn shows at once who relies on a single one.
        self._turn += 1
        return self._connections[self._turn % len(self._connections)]

    def _forget(self, socket: web.WebSocketResponse, said_goodbye: bool) -> None:
        self._connections.remove(socket)
        if self._connections:
            return
        self._workspace.tell(AppConnected(False))
        # A connection that ended without goodbye is an app that died: nobody is left to acknowledge.
        if not said_goodbye:
            for awaited in self._awaited.values():
                if not awaited.done():
                    awaited.set_exception(ConnectionResetError("the app is gone"))


def _envelope(envelope_id: str, parcel: Parcel) -> str:
    accepts = parcel.kind != "events_api"
    envelope: JSON = {"envelope_id": envelope_id, "type": parcel.kind, "payload": parcel.payload}
    envelope["accepts_response_payload"] = accepts
    if parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.retry_reason}
    return json.dumps(envelope)
