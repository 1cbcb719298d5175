"""What is compared after a crash: the workspace as people see it, and the record as the database has it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.records import File
from incident_bot.sandbox.rooms import Room, Seen
from tests.stories.reading import read, read_blocks, seen

# Within a second the clock of a replay moves on by millionths, which depend on how often it rested.
_FRACTION = re.compile(r"(\d\d:\d\d:\d\d)\.\d+")

# Addresses of files are on the record.
_SANDBOX = re.compile(r"http://127\.0\.0\.1:\d+")

# Ids of messages count on, also for what only one person sees; what was tried again is some seconds later.
_MESSAGE = re.compile(r"\b(p?\d{8})\d{2}\.?\d{6}\b")

# They have the fraction in them, and the seconds by which what was tried again was later.
_DURATION = re.compile(r'("(?:duration|late)_seconds": )([\d.e-]+)')


# Hashes follow from moments to the millionth, and each from the one before: they differ from play to play.
# That a chain is whole is tried where it is verified; here the facts themselves are compared.
_HASH = re.compile(r"\b[0-9a-f]{64}\b")


def workspace(sandbox: Sandbox) -> dict[str, Any]:
    """Every conversation with all that is in it."""
    rooms = {_name(sandbox, room): room for room in sandbox.channels}
    return {name: channel(sandbox, room) for name, room in sorted(rooms.items())}


def channel(sandbox: Sandbox, room: Room) -> dict[str, Any]:
    """One channel: what was posted, each with its thread, and Slack's grey lines."""
    posts = [message.ts for message in room.posts]
    threads = [_thread(sandbox, room, message) for message in room.posts if not message.is_reply]
    if not room.name.startswith(("incident-", "drill-")):
        # Incidents do not wait for each other: only within a war room is there an order to keep.
        threads.sort()
    return {
        "topic": read(sandbox, room.topic),
        "members": sorted(room.members),
        "pins": [seen(sandbox, message) for message in room.pins],
        "left with Slack": sorted(
            read(sandbox, each.message.text)
            for each in sandbox.workspace.app.scheduled.values()
            if each.message.channel == room.id
        ),
        "posts": [line for thread in threads for line in thread],
        "files": {file.name: _content(sandbox, file) for file in room.files},
        "grey": sorted(_message(sandbox, message) for message in room.messages if message.ts not in posts),
    }


def private(sandbox: Sandbox) -> dict[str, list[str]]:
    """What the app told each person alone, in no order: when a crash is over, some of it may come later."""
    return {
        user.name: sorted(
            _linked(sandbox, seen(sandbox, message))
            for message in sandbox.person(user.name).private()
            if message.by_app
        )
        for user in sandbox.workspace.people()
    }


def homes(sandbox: Sandbox) -> dict[str, str]:
    """What stands in people's Home tabs."""
    return {
        sandbox.workspace.users[person].name: read_blocks(sandbox, view.body["blocks"])
        for person, view in sorted(sandbox.workspace.homes.items())
    }


def record(database: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What the bot wrote down, in the order in which it happened; times to the second, no message ids."""
    with closing(sqlite3.connect(database)) as connection:
        return {
            name: [tuple(_to_the_second(value) for value in row) for row in connection.execute(query)]
            for name, query in _QUERIES.items()
        }


def _name(sandbox: Sandbox, room: Room) -> str:
    return room.name or " and ".join(sorted(room.members))


def _thread(sandbox: Sandbox, room: Room, message: Seen) -> list[str]:
    return [_message(sandbox, each) for each in (message, *room.replies(message.ts))]


def _message(sandbox: Sandbox, message: Seen) -> str:
    who = sandbox.workspace.users[message.user].name
    reply = "↳ " if message.is_reply else ""
    files = "".join(f" [{file.name}]" for file in message.files)
    marks = "".join(f" :{name}:" for name in sorted(message.reactions))
    return f"{reply}{who}: {_linked(sandbox, seen(sandbox, message))}{files}{marks}"


def _linked(sandbox: Sandbox, text: str) -> str:
    """Links to messages lead to this sandbox, and to ids with a fraction in them."""
    return _MESSAGE.sub(r"\1", text.replace(sandbox.url, "https://sandbox.slack.com"))


def _content(sandbox: Sandbox, file: File) -> str:
    try:
        content = (file.content or b"").decode().replace(sandbox.url, "https://sandbox.slack.com")
    except UnicodeDecodeError:
        # What is no text is packed: one digit of a hash changes all of it. That it is there is compared.
        return f"no text: {(file.content or b'')[:5]!r}"
    return _DURATION.sub(_to_the_minute, _HASH.sub("(hash)", _to_the_second(content)))


def _to_the_minute(duration: re.Match[str]) -> str:
    return f"{duration[1]}{float(duration[2]) // 60:.0f} min"


def _to_the_second(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return _MESSAGE.sub(r"\1", _FRACTION.sub(r"\1", _SANDBOX.sub("https://sandbox.slack.com", value)))


# People do not wait for the bot: what it does and what they do has an order each, and none in common.
_QUERIES = {
    "incidents": """
        SELECT number, title, severity, status, declared_by, declared_at, opened_at, acknowledged_at,
               mitigated_at, resolved_at, closed_at, impact_started_at, detected_at, archive_at,
               updated_at, update_text, next_update_at, snoozed, waived,
               is_private, is_drill, wants_room, room_name, room_adopted, room_archived,
               impact, services, ticked, offers
        FROM incidents ORDER BY id
    """,
    "roles": "SELECT role, person, label, since, until FROM role_holdings ORDER BY incident_id, id",
    "in rooms": "SELECT incident_id, person FROM room_members ORDER BY incident_id, person",
    # Of each record the last fact is the head, and there are as many as are counted.
    "chains": """
        SELECT number, revision = (SELECT COUNT(*) FROM timeline_entries WHERE incident_id = incidents.id),
               chain_head = (SELECT hash FROM timeline_entries WHERE incident_id = incidents.id
                             ORDER BY seq DESC LIMIT 1)
        FROM incidents ORDER BY id
    """,
    "timeline": """
        SELECT kind, text, author, occurred_at, recorded_at, source, starred, facts,
               version, is_current, is_deleted, is_withdrawn
        FROM timeline_entries ORDER BY incident_id, author IS NULL, occurred_at, recorded_at, id
    """,
    "reminders": """
        SELECT incident_id, reminder, subject, due_at, outcome FROM reminder_slots
        ORDER BY incident_id, reminder, subject, due_at
    """,
    "asked for": """
        SELECT incident_id, number, by, in_room, text, at, outcome FROM asked_reminders
        ORDER BY incident_id, number
    """,
    "jobs not done": "SELECT kind, last_error FROM jobs WHERE done_at IS NULL",
}
