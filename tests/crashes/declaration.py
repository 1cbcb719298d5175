"""A declaration: the calls it makes, and what people see of it in the end."""

from __future__ import annotations

import re
from typing import Any

from incident_bot.sandbox import Sandbox

from .snapshot import channel

CALLS = (
    ("conversations.create", 1),
    ("conversations.setTopic", 1),
    ("conversations.invite", 1),
    ("chat.postMessage", 1),
    ("pins.add", 1),
    ("chat.postMessage", 2),
)
"""Each call to Slack; the first post is the card, the second the announcement."""

Seen = dict[str, list[Any]]


def seen(sandbox: Sandbox, title: str) -> Seen:
    """Every room and every announcement of the incident with this title, without its own name."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower())
    rooms = [channel(sandbox, room) for room in sandbox.channels if room.name.endswith(f"-{slug}")]
    announced = [post for post in channel(sandbox, sandbox.channel("incidents"))["posts"] if title in post]
    name = re.compile(rf"INC-\d+|{re.escape(title)}|{re.escape(slug)}")
    return {"rooms": _without(name, rooms), "announced": _without(name, announced)}


def _without(name: re.Pattern[str], told: Any) -> Any:
    match told:
        case dict():
            return {key: _without(name, value) for key, value in told.items()}
        case list():
            return [_without(name, value) for value in told]
        case _:
            return name.sub("…", told)
