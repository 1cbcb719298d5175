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
    """The event names the message only, so its words are fetched; a message marked twice is one entry.

    Without an `incident` the message stands in the status channel, and belongs to the incident of its thread.
    """
    await run.step(
        Step("read", lambda: _read(run, kit), lambda session, said: _keep(run, kit, session, said))
    )


async def _read(run: Run, kit: Kit) -> dict[str, Any] | None:
    said = await kit.slack.read(run.args["channel"], run.args["message"])
    return {"text": said.text, "author": said.author, "thread": said.thread} if said else None


async def _keep(run: Run, kit: Kit, session: AsyncSession, said: dict[str, Any] | None) -> None:
    channel, message, marked_by = run.args["channel"], run.args["message"], run.args["person"]
    if said is None or (incident_id := await _incident(run, session, said)) is None:
        return
    incident = await queries.by_id(session, incident_id, for_change=True)
    if await queries.is_pinned(session, incident.id, channel, message):
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


async def _incident(run: Run, session: AsyncSession, said: dict[str, Any]) -> int | None:
    if (known := run.args.get("incident")) is not None:
        return int(known)
    if said["thread"] is None:
        return None
    found = await queries.by_thread(session, run.args["workspace"], run.args["channel"], said["thread"])
    return None if found is None else found.id
