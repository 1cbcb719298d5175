"""People write and mark, in the words of the person."""

from __future__ import annotations

from ..records import JSON
from . import orders
from .answers import naming
from .board import Board
from .replies import DONE, reply_shape


async def types(board: Board, order: orders.Types) -> JSON:
    person, room = board.person(order.person), board.room(order.channel)
    if order.thread_ts is not None and order.thread_ts not in room.channel.messages:
        raise ValueError(f"thread_ts: there is no message {order.thread_ts} in #{room.name}")
    if order.broadcast and order.thread_ts is None:
        raise ValueError("thread_ts is missing: only a reply can be broadcast")
    if not order.text.startswith("/"):
        ts = await person.says(order.text, room, order.thread_ts, broadcast=order.broadcast)
        return {"ok": True, "ts": ts}
    return reply_shape(await person.types(order.text, room, order.thread_ts))


async def edits(board: Board, order: orders.Edits) -> JSON:
    person = board.person(order.person)
    await person.edits(order.channel, board.message(order.channel, order.ts, person), order.text)
    return DONE


async def deletes(board: Board, order: orders.On) -> JSON:
    person = board.person(order.person)
    await person.deletes(order.channel, board.message(order.channel, order.ts, person))
    return DONE


async def reacts(board: Board, order: orders.Reacts) -> JSON:
    person = board.person(order.person)
    act = person.unreacts if order.remove else person.reacts
    with naming("name"):
        await act(order.channel, board.message(order.channel, order.ts, person), order.name)
    return DONE


async def pins(board: Board, order: orders.Pins) -> JSON:
    person = board.person(order.person)
    act = person.unpins if order.remove else person.pins
    await act(order.channel, board.message(order.channel, order.ts, person))
    return DONE


async def uploads(board: Board, order: orders.Uploads) -> JSON:
    person, room = board.person(order.person), board.room(order.channel)
    ts = await person.shares_file(room, order.name, order.content, order.comment, order.thread_ts)
    return {"ok": True, "ts": ts}
