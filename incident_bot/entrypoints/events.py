"""Slack's events, each one transaction and no network: what they need from Slack is fetched by a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.effects.keep_message import keep_message
from incident_bot.effects.list_people import learn
from incident_bot.incidents import queries
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.settings import Settings
from incident_bot.slack.found import person_from


class Events:
    """What the bot does about events; `nudge` is called when there may be new jobs."""

    def __init__(self, database: Database, settings: Settings, nudge: Callable[[], None]) -> None:
        self._database = database
        self._settings = settings
        self._nudge = nudge

    async def reaction_added(self, body: dict[str, Any]) -> None:
        """A marking reaction in a room puts the message on the timeline.

        The job's key is the event's id, so a redelivery adds nothing.
        https://docs.slack.dev/reference/events/reaction_added
        """
        event = body["event"]
        item = event["item"]
        if event["reaction"] not in self._settings.marking_reactions or item.get("type") != "message":
            return
        async with self._database.reading() as session:
            incident = await queries.by_room(session, body["team_id"], item["channel"])
        if incident is None:
            return
        args = {
            "incident": incident.id,
            "channel": item["channel"],
            "message": item["ts"],
            "person": event["user"],
        }
        job = NewJob(
            keep_message.__name__,
            f"incident:{incident.id}:capture",
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
            await learn(session, body["team_id"], [person_from(body["event"]["user"])])

    async def home_opened(self, body: dict[str, Any]) -> None:
        """https://docs.slack.dev/reference/events/app_home_opened"""

    async def member_changed(self, body: dict[str, Any]) -> None:
        """https://docs.slack.dev/reference/events/member_joined_channel and …/member_left_channel"""

    async def room_changed(self, body: dict[str, Any]) -> None:
        """https://docs.slack.dev/reference/events/channel_archive and its like"""

    async def group_changed(self, body: dict[str, Any]) -> None:
        """https://docs.slack.dev/reference/events/subteam_members_changed"""
