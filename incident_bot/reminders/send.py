"""Sends one reminder, if it is still owed when its turn comes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Place
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.reminders import REMINDERS


async def send_reminder(run: Run, kit: Kit) -> None:
    """Ask again first: an update, a snooze or the resolution may have come in between."""
    incident = await kit.incident(run)
    reminder, slot = REMINDERS[run.args["reminder"]], datetime.fromisoformat(run.args["slot"])
    place = incident.place
    if place is None:
        return
    if reminder.due(incident, kit.settings, clock.now()) != slot and not await _stands(run, kit, place, slot):
        return
    message = marked(reminder.message(incident, kit.settings, slot), incident)
    since = kit.look_since(run, slot)

    async def post() -> str:
        return await kit.slack.post(
            place.channel, message, key=f"{run.key}:post", look_since=since, thread=place.thread
        )

    async def keep(session: AsyncSession, _: str) -> None:
        fresh = await queries.by_id(session, incident.id, for_change=True)
        fresh.reminded(reminder.name, "", slot, Act(None, clock.now(), Source.BOT))
        await kit.follow(session)

    await run.step(Step("post", post, keep))


async def _stands(run: Run, kit: Kit, place: Place, slot: datetime) -> bool:
    """Whether an earlier attempt sent it, while it was owed: then it goes on the record all the same."""
    since = kit.look_since(run, slot)
    key = f"{run.key}:post"
    return (
        since is not None and await kit.slack.find_post(place.channel, key, since, place.thread) is not None
    )
