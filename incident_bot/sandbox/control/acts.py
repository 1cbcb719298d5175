"""Every act that can be ordered, by the last word of its path."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..records import JSON
from . import gathering, orders, pressing, writing
from .board import Board


@dataclass(frozen=True)
class Act:
    """An order and what is done for it."""

    order: type[orders.Order]
    do: Callable[[Board, Any], Awaitable[JSON]]


ACTS: Mapping[str, Act] = {
    "types": Act(orders.Types, writing.types),
    "edits": Act(orders.Edits, writing.edits),
    "deletes": Act(orders.On, writing.deletes),
    "reacts": Act(orders.Reacts, writing.reacts),
    "pins": Act(orders.Pins, writing.pins),
    "uploads": Act(orders.Uploads, writing.uploads),
    "clicks": Act(orders.Clicks, pressing.clicks),
    "searches": Act(orders.Searches, pressing.searches),
    "shortcuts": Act(orders.Shortcuts, pressing.shortcuts),
    "fills": Act(orders.Fills, pressing.fills),
    "enters": Act(orders.Enters, pressing.enters),
    "closes": Act(orders.Closes, pressing.closes),
    "home": Act(orders.Home, pressing.home),
    "creates": Act(orders.Creates, gathering.creates),
    "directs": Act(orders.Directs, gathering.directs),
    "joins": Act(orders.In, gathering.joins),
    "leaves": Act(orders.In, gathering.leaves),
    "invites": Act(orders.Invites, gathering.invites),
    "removes": Act(orders.Removes, gathering.removes),
    "renames": Act(orders.Renames, gathering.renames),
    "describes": Act(orders.Describes, gathering.describes),
    "archives": Act(orders.Archives, gathering.archives),
    "changes": Act(orders.Changes, gathering.changes),
}
