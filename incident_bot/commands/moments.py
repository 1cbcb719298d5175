"""`times`: when what happened, and how long it took."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.messages.moments import moments as message


async def moments(ask: Ask) -> Reply:
    """Everything that is known, and how to set what is not."""
    return Reply(message(await ask.incident(for_change=False), ask.settings, ask.now))
