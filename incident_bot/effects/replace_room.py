"""Opens a room for an incident that lives in a thread, or in place of one in which nothing can be said."""

from __future__ import annotations

from dataclasses import replace

from incident_bot.effects import invitations
from incident_bot.effects.kit import Kit
from incident_bot.effects.open_room import open_room
from incident_bot.incidents import queries
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.goes_on import goes_on


async def replace_room(run: Run, kit: Kit) -> None:
    """A new room as for any incident; whoever was in the lost one is brought along.

    Slack puts bots out of a channel that is archived, and lets none of them bring it back.
    https://docs.slack.dev/reference/methods/conversations.unarchive
    """
    entry = await kit.entry(run)
    before = entry.facts.get("before")
    people = await run.step(_were_there(run, kit)) if before else []
    await open_room(run, kit)
    incident = await kit.incident(run)
    if not before or run.remembered("room") is None or incident.place is None:
        # There was none; or none was opened: it cannot be had, or somebody else had asked for it before.
        return
    if missing := [each for each in people if each not in incident.people]:
        await run.step(replace(invitations.invite(kit, incident, missing), name="people again"))
    message = goes_on(incident, before, kit.settings)
    await kit.say(run, incident, message, name="goes on", at=entry.recorded_at)


def _were_there(run: Run, kit: Kit) -> Step:
    """Asked before the new room is there, and remembered: later it is that one's members who are known."""

    async def look() -> list[str]:
        async with kit.database.reading() as session:
            return [each.person for each in await queries.room_members(session, run.args["incident"])]

    return Step("were there", look)
