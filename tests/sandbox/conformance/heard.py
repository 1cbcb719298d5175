"""What the app heard: its events as they were sent, each once."""

from __future__ import annotations

from typing import Any

from incident_bot.sandbox import Sandbox

JSON = dict[str, Any]


def heard(sandbox: Sandbox, kind: str, **fields: object) -> list[JSON]:
    """The events of this type with these fields, in the order they were sent."""
    by_id = {sent["args"]["event_id"]: sent["args"]["event"] for sent in sandbox.journal.sent("events_api")}
    return [
        event
        for event in by_id.values()
        if event["type"] == kind and fields.items() <= {name: event.get(name) for name in fields}.items()
    ]


async def hears(sandbox: Sandbox, kind: str, **fields: object) -> JSON:
    """The newest of them, as soon as there is one."""
    await sandbox.until(lambda: heard(sandbox, kind, **fields))
    return heard(sandbox, kind, **fields)[-1]
