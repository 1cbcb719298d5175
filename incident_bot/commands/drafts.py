"""Keeping what somebody has begun, for a form that cannot carry it."""

from __future__ import annotations

import hashlib
from typing import Any

from incident_bot.commands.ask import Ask
from incident_bot.incidents.draft import Draft


async def begin_draft(ask: Ask, content: dict[str, Any]) -> tuple[str, bool]:
    """The draft's id, and whether it is new: a redelivery finds the one that there is."""
    key = hashlib.sha256(ask.request.key.encode()).hexdigest()[:40]
    if await ask.session.get(Draft, key) is not None:
        return key, False
    ask.session.add(
        Draft(
            id=key,
            workspace_id=ask.request.workspace,
            person=ask.request.person,
            content=content,
            created_at=ask.now,
        )
    )
    return key, True
