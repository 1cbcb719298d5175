"""What Slack tells of rooms, of who is in them, and of user groups.

Events come late, twice and in any order. What takes a right away is done at once; for the rest a job looks
what is true now.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.effects.list_group import listing
from incident_bot.effects.list_members_anew import listing_members
from incident_bot.effects.look_at_room import looking
from incident_bot.effects.show_homes import want_homes
from incident_bot.incidents import queries
from incident_bot.incidents.access import groups_named
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import come_in, go_out, is_in
from incident_bot.jobs.queue import NewJob, enqueue, enqueue_once
from incident_bot.settings import Settings
from incident_bot.slack.found import Identity


class RoomEvents:
    """What the bot does about them; `nudge` is called when there may be new jobs."""

    def __init__(
        self, database: Database, settings: Settings, identity: Identity, nudge: Callable[[], None]
    ) -> None:
        self._database = database
        self._settings = settings
        # The workspace whose token we have: what happens in a shared channel may come with another's id.
        self._workspace = identity.workspace
        self._bot = identity.person
        self._nudge = nudge

    async def member_changed(self, body: dict[str, Any]) -> None:
        """Somebody came into a channel, or left it.

        https://docs.slack.dev/reference/events/member_joined_channel and …/member_left_channel
        """
        event = body["event"]
        person, joined = event["user"], event["type"] == "member_joined_channel"
        if (incident := await self._incident(event["channel"])) is None:
            return
        if person == self._bot:
            # Its own coming is news only where it was out, and of its going Slack tells besides.
            if incident.room_archived and joined:
                await self._enqueue(_look(body, incident))
            return
        async with self._database.writing(person_waits=True) as session:
            await self._keep(session, incident, person, joined=joined)
        self._nudge()

    async def room_changed(self, body: dict[str, Any]) -> None:
        """A channel was archived or opened again, deleted, renamed, or the bot put out of it.

        https://docs.slack.dev/reference/events/channel_archive, …/group_archive and their like
        """
        event = body["event"]
        told = event["channel"]
        incident = await self._incident(told["id"] if isinstance(told, dict) else told)
        if incident is not None:
            await self._enqueue(_look(body, incident, opened=event["type"].endswith("_unarchive")))

    async def group_changed(self, body: dict[str, Any]) -> None:
        """A user group has other members: read them, if the group gives rights or is called.

        https://docs.slack.dev/reference/events/subteam_members_changed and …/subteam_updated
        """
        event = body["event"]
        group = event.get("subteam_id") or event["subteam"]["id"]
        if group in groups_named(self._settings.access, self._settings.escalation):
            await self._enqueue(listing(self._workspace, group, key=f"event:{body['event_id']}:{group}"))

    async def _incident(self, channel: str) -> Incident | None:
        async with self._database.reading() as session:
            return await queries.by_room(session, self._workspace, channel)

    async def _keep(self, session: AsyncSession, incident: Incident, person: str, *, joined: bool) -> None:
        known = await queries.person(session, self._workspace, person)
        if known is not None and known.is_bot:
            return
        now = clock.now()
        if not joined:
            await go_out(session, incident.id, person)
        elif not incident.is_private:
            await come_in(session, incident.id, [person], now)
        elif await is_in(session, incident.id, person):
            return
        if incident.is_private:
            # An event that was late must show nobody what they may not see: Slack is asked who is there.
            await enqueue_once(session, listing_members(incident), now)
            await want_homes(session, self._workspace)

    async def _enqueue(self, job: NewJob) -> None:
        async with self._database.writing(person_waits=True) as session:
            await enqueue(session, [job], clock.now())
        self._nudge()


def _look(body: dict[str, Any], incident: Incident, *, opened: bool = False) -> NewJob:
    return looking(incident, opened=opened, key=f"event:{body['event_id']}:{incident.room_id}")
