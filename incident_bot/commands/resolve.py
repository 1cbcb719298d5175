"""`resolve [summary]`: the disruption is over."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.messages.durations import spoken


async def resolve(ask: Ask) -> Reply:
    """Reminders stop at once."""
    incident = await ask.incident(for_change=True, free_text=True)
    incident.resolve(ask.act, await ask.plain_rest())
    lasted = spoken(ask.now - incident.declared_at)
    return say(
        f"*{incident.ref}* is resolved. It lasted {lasted}. "
        f"`{ask.settings.command} export {incident.ref}` puts the timeline into the room."
    )
