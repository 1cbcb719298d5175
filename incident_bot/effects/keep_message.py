"""Puts a message that somebody marked with a reaction on the timeline, replies in threads included."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Run, Step
from incident_bot.slack import text


async def keep_message(run: Run, kit: Kit) -> None:
    """The event names the message only, so its words are fetched; a message marked twice is one entry."""
    await run.step(
        Step("read", lambda: _read(run, kit), lambda session, said: _keep(run, kit, session, said))
    )


async def _read(run: Run, kit: Kit) -> dict[str, Any] | None:
    said = await kit.slack.read(run.args["channel"], run.args["message"])
    return {"text": said.text, "author": said.author} if said else None


async def _keep(run: Run, kit: Kit, session: AsyncSession, said: dict[str, Any] | None) -> None:
    channel, message, marked_by = run.args["channel"], run.args["message"], run.args["person"]
    incident = await queries.by_id(session, run.args["incident"], for_change=True)
    if said is None or await queries.is_pinned(session, incident.id, channel, message):
        return
    known = await queries.people(session, incident.workspace_id, text.people_in(said["text"]))
    words = text.plain(said["text"], {each: person.name for each, person in known.items()})
    incident.pin_message(
        words or "(a message without text)",
        Act(marked_by, clock.now(), Source.REACTION),
        author=said["author"],
        channel=channel,
        message=message,
        at=datetime.fromtimestamp(float(message), UTC),
    )
    await kit.follow(session)
