"""What is read over the control API: the state, the journal, gates, and whether something is there yet."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from ..faults import Gate
from ..file_shapes import file_shape
from ..journal import line
from ..people import Person
from ..records import JSON, Channel
from ..rooms import Room
from ..shapes import channel_shape, message_shape, view_shape
from ..workspace import Workspace
from .answers import NotInTime, query_of
from .board import Board
from .weather import gate_state
from .weather_orders import GateQuery, JournalQuery, WaitsOrder

Found = TypeVar("Found")


class Reading:
    """Answers without changing anything, but for the gates."""

    def __init__(self, board: Board) -> None:
        self._board = board

    async def state(self, request: web.Request) -> web.StreamResponse:
        workspace = self._board.workspace
        channels = [room_state(workspace, channel) for channel in workspace.channels.values()]
        people = [person_state(workspace, self._board.people(user.id)) for user in workspace.people()]
        told: JSON = {"channels": channels, "people": people, "now": workspace.now()}
        connected = self._board.delivery.sockets.connected
        return web.json_response({**told, "connections": connected, "journal": self._board.journal.entered})

    async def journal(self, request: web.Request) -> web.StreamResponse:
        """One entry a line, or a list of them all."""
        query = query_of(JournalQuery, request.query)
        entries = self._board.journal.found(query.kind, query.method, query.since)
        if query.format == "json":
            return web.json_response(list(entries))
        return web.Response(text="".join(map(line, entries)), content_type="application/x-ndjson")

    async def gates(self, request: web.Request) -> web.StreamResponse:
        return web.json_response({"gates": [gate_state(gate) for gate in self._board.faults.gates]})

    async def gate(self, request: web.Request) -> web.StreamResponse:
        """How it stands, once its call has come or the wait is over."""
        gate, seconds = self._gate(request), query_of(GateQuery, request.query).wait
        if seconds and gate.state == "waiting":
            try:
                await gate.reached(seconds)
            except TimeoutError:
                raise NotInTime(f"no call of {gate.method} came to the gate within {seconds:g} s") from None
        return web.json_response(gate_state(gate))

    async def decide(self, request: web.Request) -> web.StreamResponse:
        gate, deed = self._gate(request), request.match_info["deed"]
        {"release": gate.release, "drop": gate.drop, "swallow": gate.swallow}[deed]()
        return web.json_response({"ok": True, **gate_state(gate)})

    def _gate(self, request: web.Request) -> Gate:
        wanted = request.match_info["gate"]
        for gate in self._board.faults.gates:
            if str(gate.number) == wanted:
                return gate
        raise ValueError(f"id: there is no gate {wanted}")


async def waits(board: Board, order: WaitsOrder) -> JSON:
    """Returns once it is there. Raises NotInTime."""
    if order.method is not None:
        method, since = order.method, order.since
        told = f"no call of {method} was over"
        entry = await _until(board, order.timeout, told, lambda: _call(board, method, since))
        return {"ok": True, "call": entry}
    room = board.room(str(order.channel))
    person = board.person(order.person) if order.person else None
    words = str(order.contains)
    told = f"no message with {words!r} was in {order.channel}" + (
        f" for {person.name} alone" if person else ""
    )
    message = await _until(board, order.timeout, told, lambda: _message(board, room, words, person))
    return {"ok": True, "message": message}


async def _until(board: Board, seconds: float, missing: str, look: Callable[[], Found | None]) -> Found:
    try:
        async with asyncio.timeout(seconds):
            while (found := look()) is None:
                await board.workspace.next_change()
            return found
    except TimeoutError:
        raise NotInTime(f"{missing} within {seconds:g} s") from None


def _call(board: Board, method: str, since: int) -> JSON | None:
    calls = board.journal.found("call", method, since)
    return next((entry for entry in calls if "seconds" in entry), None)


def _message(board: Board, room: Room, words: str, person: Person | None) -> JSON | None:
    """The newest with these words, of all or of what only the person sees."""
    seen = room.messages if person is None else person.private(room)
    found = next((message for message in reversed(seen) if words in message.words), None)
    return message_shape(board.workspace, found.message) if found else None


def room_state(workspace: Workspace, channel: Channel) -> JSON:
    room = Room(workspace, channel)
    return {
        **channel_shape(workspace, channel, workspace.app.user),
        "topic": room.topic,
        "members": room.members,
        "messages": [message_shape(workspace, message) for message in channel.messages.values()],
        "pins": [pin.ts for pin in channel.pins],
        "bookmarks": channel.bookmarks,
        "files": [file_shape(workspace, file) for file in room.files],
    }


def person_state(workspace: Workspace, person: Person) -> JSON:
    private = [
        {**message_shape(workspace, seen.message), "channel": seen.channel} for seen in person.private()
    ]
    view = view_shape(workspace, person.view) if person.view else None
    home = view_shape(workspace, person.home) if person.home else None
    return {"id": person.id, "name": person.name, "private": private, "view": view, "home": home}
