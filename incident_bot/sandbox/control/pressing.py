"""People press and fill in: each returns once the app has acknowledged, or did not in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from ..errors import SlackError
from ..people import Person
from ..people.naming import input_named
from ..records import JSON, View
from . import orders
from .answers import naming
from .board import Board
from .replies import DONE, reply_shape


async def clicks(board: Board, order: orders.Clicks) -> JSON:
    person = board.person(order.person)
    target = _message_or_view(board, order, person)
    with naming("button"):
        return reply_shape(await person.clicks(target, order.button, value=order.value))


async def searches(board: Board, order: orders.Searches) -> JSON:
    person = board.person(order.person)
    target = _message_or_view(board, order, person)
    with naming("field"):
        return {"ok": True, "options": await person.searches(order.field, order.typed, target)}


async def shortcuts(board: Board, order: orders.Shortcuts) -> JSON:
    person = board.person(order.person)
    if order.ts is None or order.channel is None:
        with naming("name"):
            return reply_shape(await person.uses_shortcut(order.name))
    message = board.message(order.channel, order.ts, person)
    with naming("name"):
        return reply_shape(await person.uses_on(message, order.name))


async def fills(board: Board, order: orders.Fills) -> JSON:
    person = board.person(order.person)
    view = _open_view(person)
    with _nothing_unless_all(view, order.values):
        errors = await person.fills(**order.values)
    return {"ok": not errors, "errors": errors}


async def enters(board: Board, order: orders.Enters) -> JSON:
    person = board.person(order.person)
    view = _open_view(person)
    with _nothing_unless_all(view, order.values):
        if not order.press_enter:
            await person.enters(**order.values)
        for name, value in order.values.items() if order.press_enter else ():
            await person.presses_enter(name, str(value))
    return DONE


async def closes(board: Board, order: orders.Closes) -> JSON:
    person = board.person(order.person)
    _open_view(person)
    await person.closes(whole_stack=order.whole_stack)
    return DONE


async def home(board: Board, order: orders.Home) -> JSON:
    person = board.person(order.person)
    await (person.opens_home() if order.tab == "home" else person.opens_messages())
    return DONE


def _message_or_view(board: Board, order: orders.Clicks | orders.Searches, person: Person) -> Any:
    if order.ts is not None and order.channel is not None:
        return board.message(order.channel, order.ts, person)
    if isinstance(order, orders.Clicks) and order.home:
        if person.home is None:
            raise ValueError(f"home: the app has shown {person.name} nothing there yet")
        return person.home
    if person.view is None:
        raise ValueError(f"ts is missing, and {person.name} has no modal open")
    return person.view


def _open_view(person: Person) -> View:
    if person.view is None:
        raise ValueError(f"person: {person.name} has no modal open")
    return person.view


@contextmanager
def _nothing_unless_all(view: View, values: JSON) -> Iterator[None]:
    """A form in which one field cannot be filled in is as it was before the first."""
    before = deepcopy(view.values)
    try:
        for name in values:
            with naming("values"):
                input_named(view.body["blocks"], name)
        yield
    except (LookupError, ValueError, SlackError):
        view.values = before
        raise
