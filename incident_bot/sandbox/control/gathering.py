"""What people do with channels, and with who is in them."""

from __future__ import annotations

from ..records import JSON
from . import orders
from .answers import naming
from .board import Board
from .replies import DONE


async def creates(board: Board, order: orders.Creates) -> JSON:
    with naming("name"):
        room = await board.person(order.person).creates_channel(order.name, private=order.private)
    return {"ok": True, "channel": room.id}


async def directs(board: Board, order: orders.Directs) -> JSON:
    others = [board.somebody(name, "people").id for name in order.people]
    room = await board.person(order.person).opens_direct(*others)
    return {"ok": True, "channel": room.id}


async def joins(board: Board, order: orders.In) -> JSON:
    await board.person(order.person).joins(board.room(order.channel))
    return DONE


async def leaves(board: Board, order: orders.In) -> JSON:
    await board.person(order.person).leaves(board.room(order.channel))
    return DONE


async def invites(board: Board, order: orders.Invites) -> JSON:
    others = [board.somebody(name, "people").id for name in order.people]
    await board.person(order.person).invites(board.room(order.channel), *others)
    return DONE


async def removes(board: Board, order: orders.Removes) -> JSON:
    other = board.somebody(order.other, "other").id
    await board.person(order.person).removes(board.room(order.channel), other)
    return DONE


async def renames(board: Board, order: orders.Renames) -> JSON:
    with naming("name"):
        await board.person(order.person).renames(board.room(order.channel), order.name)
    return DONE


async def describes(board: Board, order: orders.Describes) -> JSON:
    person, room = board.person(order.person), board.room(order.channel)
    if order.topic is not None:
        await person.sets_topic(room, order.topic)
    if order.purpose is not None:
        await person.sets_purpose(room, order.purpose)
    return DONE


async def archives(board: Board, order: orders.Archives) -> JSON:
    person = board.person(order.person)
    await (person.unarchives if order.undo else person.archives)(board.room(order.channel))
    return DONE


async def changes(board: Board, order: orders.Changes) -> JSON:
    given = {name: getattr(order, name) for name in order.model_fields_set - {"person"}}
    fields = {name: value for name, value in given.items() if value is not None}
    await board.person(order.person).changes(**fields)
    return DONE
