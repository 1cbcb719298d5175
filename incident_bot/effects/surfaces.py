"""The three places that show what is true: the room's topic, the card in it, and the announcement.

Each remembers what it shows, so a surface that is up to date costs no call, and ten quick changes cost
one edit or two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.effects.kit import Kit
from incident_bot.incidents.incident import Incident
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.announcement import announcement
from incident_bot.messages.card import card
from incident_bot.messages.topic import topic


def stale(run: Run, kit: Kit, incident: Incident, status_channel: str | None) -> list[Step]:
    """A step for each surface that does not show the incident as it is now."""
    steps = []
    if incident.topic_shown != topic(incident, kit.settings):
        steps.append(_topic(run, kit, incident))
    if incident.card_shown != incident.revision:
        steps.append(_card(run, kit, incident))
    if incident.announcement_shown != incident.revision and (incident.announcement_ts or status_channel):
        steps.append(_announcement(run, kit, incident, status_channel))
    return steps


def posted_card(run: Run) -> str | None:
    """The card that this job had to post anew; None when there was one to edit, or none to show."""
    match run.remembered("card"):
        case {"ts": str(ts), "posted": True}:
            return ts
        case _:
            return None


def _topic(run: Run, kit: Kit, incident: Incident) -> Step:
    line = topic(incident, kit.settings)

    async def set_it() -> None:
        await kit.slack.set_topic(_room(incident), line, look=run.in_doubt)

    async def keep(session: AsyncSession, _: Any) -> None:
        await _shown(session, incident, topic_shown=line)

    return Step("topic", set_it, keep, dispensable=True)


def _card(run: Run, kit: Kit, incident: Incident) -> Step:
    message, room = card(incident, kit.settings), _room(incident)

    async def show() -> dict[str, Any]:
        if incident.card_ts and await kit.slack.edit(room, incident.card_ts, message):
            return {"ts": incident.card_ts, "posted": False}
        since = kit.look_since(run, incident.declared_at)
        ts = await kit.slack.post(room, message, key=f"{run.key}:card", look_since=since)
        return {"ts": ts, "posted": True}

    async def keep(session: AsyncSession, shown: dict[str, Any]) -> None:
        await _shown(session, incident, card_ts=shown["ts"], card_shown=incident.revision)

    return Step("card", show, keep)


def _announcement(run: Run, kit: Kit, incident: Incident, status_channel: str | None) -> Step:
    message = announcement(incident, kit.settings)
    channel = incident.announcement_channel or status_channel

    async def show() -> str:
        assert channel is not None
        if incident.announcement_ts and await kit.slack.edit(channel, incident.announcement_ts, message):
            return incident.announcement_ts
        since = kit.look_since(run, incident.declared_at)
        return await kit.slack.post(channel, message, key=f"{run.key}:announcement", look_since=since)

    async def keep(session: AsyncSession, ts: str) -> None:
        shown = {
            "announcement_channel": channel,
            "announcement_ts": ts,
            "announcement_shown": incident.revision,
        }
        await _shown(session, incident, **shown)

    return Step("announcement", show, keep, dispensable=True)


def _room(incident: Incident) -> str:
    assert incident.room_id is not None, "surfaces are shown once there is a room"
    return incident.room_id


async def _shown(session: AsyncSession, incident: Incident, **values: Any) -> None:
    await session.execute(
        update(Incident)
        .where(Incident.id == incident.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
