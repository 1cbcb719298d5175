"""Slack's events, each one transaction and no network: what they need from Slack is fetched by a job."""

from __future__ import annotations

from typing import Any

from incident_bot import clock
from incident_bot.effects.list_people import learn
from incident_bot.effects.show_homes import want_homes
from incident_bot.entrypoints.message_events import MessageEvents
from incident_bot.incidents.home import remember_home
from incident_bot.slack.found import person_from


class Events(MessageEvents):
    """What the bot does about events."""

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
