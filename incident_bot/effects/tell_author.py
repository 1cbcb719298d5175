"""Tells whoever wrote a line in the room that its time was not what they meant: them alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.effects.whisper import whisper
from incident_bot.incidents.capture import unclear
from incident_bot.incidents.message_fact import MessageFact
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.messages.unclear_line import unclear_line
from incident_bot.slack import text

_STILL_KNOWN = timedelta(hours=1)
"""Of what was written longer ago nobody is told: they went on to other things."""


async def tell_author(
    session: AsyncSession, kit: Kit, facts: Sequence[MessageFact], entry: TimelineEntry | None
) -> None:
    """Once for each wording; `entry` is what it is on the timeline. Good lines stay without an answer."""
    found = unclear(facts, text.plain)
    if found is None or clock.now() - found.since > _STILL_KNOWN:
        return
    channel, message = facts[0].channel, facts[0].message
    said = unclear_line(found, entry, kit.settings)
    args = {
        "channel": channel,
        "person": found.author,
        "text": said.text,
        "blocks": said.blocks,
        "thread": found.thread,
        "dispensable": True,
    }
    key = f"whisper:{facts[0].workspace_id}:{channel}:{message}:{found.since.timestamp()}"
    await enqueue(session, [NewJob(whisper.__name__, f"person:{found.author}", args, key=key)], clock.now())
