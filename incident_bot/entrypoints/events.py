"""Slack's events, each one transaction and no network: what they need from Slack is fetched by a job."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.keep_message import keep_message
from incident_bot.effects.list_people import learn
from incident_bot.effects.show_homes import want_homes
from incident_bot.entrypoints.room_events import RoomEvents
from incident_bot.incidents import queries
from incident_bot.incidents.access import may
from incident_bot.incidents.home import remember_home
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.slack.found import person_from


class Events(RoomEvents):
    """What the bot does about events."""

    async def reaction_added(self, body: dict[str, Any]) -> None:
        """A marking reaction in a room, or in an incident's thread, puts the message on the timeline.

        The job's key is the event's id, so a redelivery adds nothing.
        https://docs.slack.dev/reference/events/reaction_added
        """
        event = body["event"]
        item = event["item"]
        if event["reaction"] not in self._settings.marking_reactions or item.get("type") != "message":
            return
        async with self._database.reading() as session:
            incident = await queries.by_room(session, self._workspace, item["channel"])
            status_channel = (await queries.workspace(session, self._workspace)).status_channel
            if incident is None and item["channel"] != status_channel:
                return
            # Whoever may not is not told so: nothing can be answered to a reaction.
            if not await self._may_act(session, event["user"], item["channel"]):
                return
        # Of which thread a message of the status channel is, and so which incident's, the event does not say.
        about = {"incident": incident.id} if incident else {"workspace": self._workspace}
        place = f"incident:{incident.id}" if incident else f"workspace:{self._workspace}"
        args = {**about, "channel": item["channel"], "message": item["ts"], "person": event["user"]}
        job = NewJob(
            keep_message.__name__,
            f"{place}:capture",
            args,
            key=f"event:{body['event_id']}:{item['ts']}",
        )
        async with self._database.writing(person_waits=True) as session:
            await enqueue(session, [job], clock.now())
        self._nudge()

    async def person_changed(self, body: dict[str, Any]) -> None:
        """Somebody joined, or changed name or zone: learning it twice is harmless.

        https://docs.slack.dev/reference/events/user_change and …/team_join
        """
        async with self._database.writing(person_waits=True) as session:
            found = person_from(body["event"]["user"], self._workspace)
            await learn(session, self._workspace, [found])

    async def home_opened(self, body: dict[str, Any]) -> None:
        """Somebody looks at the bot's Home tab: it shows what is true, from now on and for a while.

        Slack sends the view that it has; without one nothing is shown there, whatever we remember.
        https://docs.slack.dev/reference/events/app_home_opened
        """
        event = body["event"]
        if event.get("tab") != "home":
            return
        async with self._database.writing(person_waits=True) as session:
            await remember_home(
                session, self._workspace, event["user"], clock.now(), empty=not event.get("view")
            )
            await want_homes(session, self._workspace)
        self._nudge()

    async def _may_act(self, session: AsyncSession, person: str, channel: str) -> bool:
        return await may(session, self._settings.access, "act", self._workspace, person, channel)
