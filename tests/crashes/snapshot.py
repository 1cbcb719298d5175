"""What is compared after a crash: the workspace as people see it, and the record as the database has it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.rooms import Room, Seen
from tests.stories.reading import read, seen

# Within a second the clock of a replay moves on by millionths, which depend on how often it rested.
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d)\.\d+")


def workspace(sandbox: Sandbox) -> dict[str, Any]:
    """Every channel with all that is in it."""
    return {room.name: channel(sandbox, room) for room in sandbox.channels if room.name}


def channel(sandbox: Sandbox, room: Room) -> dict[str, Any]:
    """One channel: what was posted in its order, replies in threads included, and Slack's grey lines."""
    posts = [message.ts for message in room.posts]
    return {
        "topic": read(sandbox, room.topic),
        "members": sorted(room.members),
        "pins": [seen(sandbox, message) for message in room.pins],
        "posts": [_message(sandbox, message) for message in room.messages if message.ts in posts],
        "grey": sorted(_message(sandbox, message) for message in room.messages if message.ts not in posts),
    }


def record(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the bot wrote down, in the order in which it happened; times to the second, no message ids."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: [tuple(_to_the_second(value) for value in row) for row in connection.execute(query)]
            for name, query in _QUERIES.items()
        }


def _message(sandbox: Sandbox, message: Seen) -> str:
    who = sandbox.workspace.users[message.user].name
    reply = "↳ " if message.is_reply else ""
    files = "".join(f" [{file.name}]" for file in message.files)
    marks = "".join(f" :{name}:" for name in sorted(message.reactions))
    return f"{reply}{who}: {seen(sandbox, message)}{files}{marks}"


def _to_the_second(value: Any) -> Any:
    return _FRACTION.sub(r"\1", value) if isinstance(value, str) else value


_QUERIES = {
    "incidents": """
        SELECT number, title, severity, status, declared_by, declared_at, opened_at, acknowledged_at,
               mitigated_at, resolved_at, updated_at, update_text, room_name
        FROM incidents ORDER BY id
    """,
    "roles": "SELECT role, person, since, until FROM role_holdings ORDER BY id",
    "timeline": """
        SELECT kind, text, author, occurred_at, recorded_at, source, starred, facts
        FROM timeline_entries ORDER BY occurred_at, recorded_at, id
    """,
    "jobs not done": "SELECT kind, last_error FROM jobs WHERE done_at IS NULL",
}
