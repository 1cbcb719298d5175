"""The three places that show what is true: the topic, the card where an incident lives, the announcement.

Each remembers what it shows, so a surface that is up to date costs no call, and ten quick changes cost
one edit or two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.digest import digest
from incident_bot.effects.kit import Kit
from incident_bot.incidents.facts import AT_ONCE
from incident_bot.incidents.incident import Incident, Place
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.announcement import announcement
from incident_bot.messages.card import card
from incident_bot.messages.topic import topic


def stale(run: Run, kit: Kit, incident: Incident, status_channel: str | None) -> list[Step]:
    """A step for each surface that does not show the incident as it is now."""
    steps: list[Step] = []
    in_room = incident.room_id is not None and not incident.room_archived
    # What people called their own channel stays as it is.
    if in_room and not incident.room_adopted and incident.topic_shown != topic(incident, kit.settings):
        steps.append(_topic(run, kit, incident))
    if incident.place is not None and incident.card_shown != incident.revision:
        steps += _card(run, kit, incident, incident.place)
    if incident.announcement_shown != incident.revision and (incident.announcement_ts or status_channel):
        steps += announce(run, kit, incident, status_channel)
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


def _card(run: Run, kit: Kit, incident: Incident, place: Place) -> list[Step]:
    message = card(incident, kit.settings, clock.now())
    if incident.card_ts and incident.card_digest == digest(message):
        return []

    async def show() -> dict[str, Any]:
        if incident.card_ts and await kit.slack.edit(place.channel, incident.card_ts, message):
            return {"ts": incident.card_ts, "posted": False}
        since = kit.look_since(run, incident.declared_at)
        ts = await kit.slack.post(
            place.channel, message, key=f"{run.key}:card", look_since=since, thread=place.thread
        )
        return {"ts": ts, "posted": True}

    async def keep(session: AsyncSession, shown: dict[str, Any]) -> None:
        await _shown(
            session,
            incident,
            card_ts=shown["ts"],
            card_shown=incident.revision,
            card_digest=digest(message),
        )

    return [Step("card", show, keep)]


def announce(
    run: Run, kit: Kit, incident: Incident, status_channel: str | None, *, dispensable: bool = True
) -> list[Step]:
    """The step that brings the announcement up to date, if there is anything to do; never for private ones.

    Where an incident has no room it lives under its announcement, which then is not `dispensable`.
    """
    if incident.is_private:
        return []
    message = announcement(incident, kit.settings)
    if incident.announcement_ts and incident.announcement_digest == digest(message):
        return []
    channel = incident.announcement_channel or status_channel

    async def show() -> str:
        assert channel is not None
        if incident.announcement_ts and await kit.slack.edit(channel, incident.announcement_ts, message):
            return incident.announcement_ts
        since = kit.look_since(run, incident.declared_at)
        return await kit.slack.post(channel, message, key=f"{run.key}:announcement", look_since=since)

    async def keep(session: AsyncSession, ts: str) -> None:
        shown: dict[str, Any] = {
            "announcement_channel": channel,
            "announcement_ts": ts,
            "announcement_shown": incident.revision,
            "announcement_digest": digest(message),
        }
        if incident.place is None:
            # From now on something can be said about it: the clock looks at what that is.
            shown["wakes_at"] = AT_ONCE
        await _shown(session, incident, **shown)

    return [Step("announcement", show, keep, dispensable=dispensable)]


def _room(incident: Incident) -> str:
    assert incident.room_id is not None, "surfaces are shown once there is a room"
    return incident.room_id


async def _shown(session: AsyncSession, incident: Incident, **values: Any) -> None:
    await session.execute(
        update(Incident)
        .where(Incident.id == incident.id)
        .values(shown_at=clock.now(), **values)
        .execution_options(synchronize_session=False)
    )
