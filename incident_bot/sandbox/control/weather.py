"""Bad days on order: faults, latency, limits, gates, disorder, lost connections and rights; and time."""

from __future__ import annotations

from collections.abc import Mapping

from ..changes import ClockMoved
from ..faults import Fault, Gate
from ..faults.kinds import check_method
from ..records import JSON
from . import weather_orders as orders
from .acts import Act
from .board import Board


async def faults(board: Board, order: orders.FaultOrder) -> JSON:
    ordered = []
    if order.method is not None and order.kind is not None:
        fault = Fault(
            order.method, order.kind, order.nth, order.times, order.share, order.error, order.retry_after
        )
        fault.check()
        ordered.append(fault)
    if order.clear:
        board.faults.clear()
    if order.seed is not None:
        board.faults.seed(order.seed)
    if order.latency is not None:
        board.faults.latencies.set("*", order.latency)
    board.faults.add(*ordered)
    return {"ok": True}


async def latency(board: Board, order: orders.LatencyOrder) -> JSON:
    check_method(order.method)
    board.faults.latencies.set(order.method, order.latency)
    return {"ok": True, "latencies": board.faults.latencies.written()}


async def limits(board: Board, order: orders.LimitsOrder) -> JSON:
    if order.reset:
        board.limits.reset()
    for name in order.model_fields_set - {"reset"}:
        if (value := getattr(order, name)) is not None:
            setattr(board.limits, name, value)
    return {"ok": True}


async def gates(board: Board, order: orders.GateOrder) -> JSON:
    return {"ok": True, **gate_state(board.faults.hold(order.method, order.nth, order.where == "after"))}


async def events(board: Board, order: orders.EventsOrder) -> JSON:
    for name in ("duplicates", "duplicates_new_id", "reordered"):
        if (share := getattr(order, name)) is not None:
            setattr(board.delivery, name, share)
    if order.retry_now:
        board.delivery.retry_now()
    return {"ok": True}


async def sockets(board: Board, order: orders.SocketsOrder) -> JSON:
    connections = board.delivery.sockets
    if order.enabled is not None:
        board.workspace.app.socket_mode = order.enabled
    if order.refuse_handshakes is not None:
        connections.refuse_handshakes = order.refuse_handshakes
    if order.handshake_seconds is not None:
        connections.handshake_seconds = order.handshake_seconds
    if order.disconnect is not None:
        await connections.disconnect(order.disconnect)
    if order.cut:
        await connections.cut()
    return {"ok": True, "connected": connections.connected}


async def tokens(board: Board, order: orders.TokensOrder) -> JSON:
    # The scope first: that is what can be wrong.
    if order.remove_scope is not None:
        board.faults.remove_scope(order.remove_scope)
    if order.expire_triggers:
        board.faults.expire_triggers()
    if order.revoke is not None:
        board.faults.revoke(order.revoke)
    if order.restore:
        board.faults.access.restore()
    return {"ok": True}


async def clock(board: Board, order: orders.ClockOrder) -> JSON:
    workspace = board.workspace
    if workspace.skip is None:
        raise ValueError("skip: the clock of this workspace cannot be moved")
    workspace.skip(order.skip)
    workspace.tell(ClockMoved(workspace.now()))
    return {"ok": True, "now": workspace.now()}


WEATHER: Mapping[str, Act] = {
    "faults": Act(orders.FaultOrder, faults),
    "latency": Act(orders.LatencyOrder, latency),
    "limits": Act(orders.LimitsOrder, limits),
    "gates": Act(orders.GateOrder, gates),
    "events": Act(orders.EventsOrder, events),
    "sockets": Act(orders.SocketsOrder, sockets),
    "tokens": Act(orders.TokensOrder, tokens),
    "clock": Act(orders.ClockOrder, clock),
}


def gate_state(gate: Gate) -> JSON:
    where = "after" if gate.after else "before"
    return {"id": gate.number, "method": gate.method, "where": where, "state": gate.state}
