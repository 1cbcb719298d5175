"""The sandbox from another process: people act, faults are ordered, the state is read, all in JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .arguments import json_object
from .client.commands import Reply
from .errors import SlackError
from .faults import Faults
from .journal import Journal
from .origin import from_elsewhere
from .people import Person
from .records import JSON, Channel
from .rooms import Room
from .shapes import channel_shape, file_shape, message_shape, view_shape
from .workspace import Workspace

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Order:
    """What was asked for, field by field; ValueError names the field that is wrong."""

    body: JSON
    people: Callable[[str], Person]

    def text(self, name: str) -> str:
        value = self.body.get(name)
        if not isinstance(value, str) or not value:
            raise ValueError(f"{name} is missing: a text is needed")
        return value

    def named(self, name: str) -> JSON:
        value = self.body.get(name)
        if isinstance(value, dict):
            return value
        raise ValueError(f"{name} is missing: an object is needed")

    @property
    def person(self) -> Person:
        return self.people(self.text("person"))


class Control:
    """`/control/…`: wrong orders are answered with 400, pages of other sites with 403."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        journal: Journal,
        people: Callable[[str], Person],
    ) -> None:
        self._workspace = workspace
        self._faults = faults
        self._journal = journal
        self._people = people

    def routes(self) -> list[web.RouteDef]:
        acts: Mapping[str, Callable[[Order], Awaitable[JSON]]] = {
            "types": types,
            "clicks": clicks,
            "fills": fills,
            "reacts": reacts,
            "joins": joins,
            "faults": self._order_faults,
        }
        posts = [web.post(f"/control/{name}", self._handler(act)) for name, act in acts.items()]
        gets = {"state": self._state, "journal": self._history}
        return [*posts, *(web.get(f"/control/{name}", _kept_here(read)) for name, read in gets.items())]

    def _handler(self, act: Callable[[Order], Awaitable[JSON]]) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            try:
                order = Order(json_object(await request.read()), self._people)
                return web.json_response(await act(order))
            except SlackError as refused:
                return _wrong(400, f"Slack refuses that: {refused.code}")
            except (LookupError, ValueError) as wrong:
                return _wrong(400, str(wrong))

        return _kept_here(handle)

    async def _order_faults(self, order: Order) -> JSON:
        """{"clear": true}, {"latency": seconds} or {"method", "kind", "nth"}."""
        body = order.body
        if body.get("clear"):
            self._faults.clear()
        if "latency" in body:
            self._faults.latency = _seconds(body["latency"])
        if "kind" in body:
            nth = body.get("nth", 1)
            if not isinstance(nth, int) or nth < 1:
                raise ValueError("nth is 1 or more")
            self._faults.next(order.text("method"), body["kind"], nth)
        return {"ok": True}

    async def _state(self, request: web.Request) -> web.StreamResponse:
        workspace = self._workspace
        channels = [room_state(workspace, channel) for channel in workspace.channels.values()]
        people = [_person_state(workspace, self._people(user.id)) for user in workspace.people()]
        return web.json_response({"channels": channels, "people": people, "now": workspace.now()})

    async def _history(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(list(self._journal))


def _kept_here(handler: Handler) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        if from_elsewhere(request):
            return _wrong(403, "this is not for other sites")
        return await handler(request)

    return handle


async def types(order: Order) -> JSON:
    text, person = order.text("text"), order.person
    thread_ts = order.body.get("thread_ts")
    answer = await person.types(text, order.text("channel"), thread_ts)
    if isinstance(answer, Reply):
        return _reply(answer)
    return {"ok": True, "ts": answer}


async def clicks(order: Order) -> JSON:
    """On a message by channel and ts; without a ts in the person's open modal."""
    person, button, value = order.person, order.text("button"), order.body.get("value")
    if "ts" in order.body:
        return _reply(await person.clicks(order.text("ts"), button, order.text("channel"), value))
    if person.view is None:
        raise ValueError(f"ts is missing, and {person.name} has no modal open")
    return _reply(await person.clicks(person.view, button, value=value))


async def fills(order: Order) -> JSON:
    errors = await order.person.fills(**order.named("values"))
    return {"ok": not errors, "errors": errors}


async def reacts(order: Order) -> JSON:
    person, where, ts, name = order.person, order.text("channel"), order.text("ts"), order.text("name")
    act = person.unreacts if order.body.get("remove") else person.reacts
    await act(where, ts, name)
    return {"ok": True}


async def joins(order: Order) -> JSON:
    await order.person.joins(order.text("channel"))
    return {"ok": True}


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


def _person_state(workspace: Workspace, person: Person) -> JSON:
    private = [
        {**message_shape(workspace, seen.message), "channel": seen.channel} for seen in person.private()
    ]
    view = view_shape(workspace, person.view) if person.view else None
    home = view_shape(workspace, person.home) if person.home else None
    return {"id": person.id, "name": person.name, "private": private, "view": view, "home": home}


def _reply(reply: Reply) -> JSON:
    shown: JSON = {"text": reply.text, "blocks": reply.blocks}
    return {"ok": reply.error is None, "reply": shown, "error": reply.error, "acked_in": reply.acked_in}


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError("latency is a number of seconds, 0 or more")
    return float(value)


def _wrong(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)
