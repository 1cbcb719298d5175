"""What Slack tells of messages: each event is a fact that is kept, and a job that makes the record of it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.keep_message import keeping
from incident_bot.entrypoints.room_events import RoomEvents
from incident_bot.incidents import captured, queries
from incident_bot.incidents.access import may
from incident_bot.incidents.message_fact import MessageFact, Told, hear, moment
from incident_bot.jobs.queue import enqueue_once
from incident_bot.slack.said import is_gone, is_of_people, said

# `[14:35] Decision: …`: whatever cannot be such a line is let go without a look into the database.
_MAY_BE_A_LINE = re.compile(r"\s*\[[^\]\n]{4,40}\]")


class MessageEvents(RoomEvents):
    """What the bot does about messages and the reactions to them."""

    async def reaction_changed(self, body: dict[str, Any]) -> None:
        """A marking reaction in a room, or in an incident's thread, was put on a message or taken off.

        https://docs.slack.dev/reference/events/reaction_added and …/reaction_removed
        """
        event = body["event"]
        item = event["item"]
        if event["reaction"] not in self._settings.marking_reactions or item.get("type") != "message":
            return
        added = event["type"] == "reaction_added"
        async with self._database.reading() as session:
            where = await captured.at(session, self._workspace, item["channel"], None)
            # In which thread a message stands, a reaction does not say: it may be that of an incident.
            if where is None and not await self._has_threads(session, item["channel"]):
                return
            # Whoever may not is not told so: nothing can be answered to a reaction. What they take off was
            # never counted.
            if added and not await self._may_act(session, event["user"], item["channel"]):
                return
        fact = self._fact(
            item["channel"],
            item["ts"],
            Told.MARKED if added else Told.UNMARKED,
            at=event.get("event_ts") or body["event_time"],
            by=event["user"],
            content={"reaction": event["reaction"]},
        )
        await self._keep_fact(fact, where)

    async def message_happened(self, body: dict[str, Any]) -> None:
        """A message was written, edited or deleted.

        https://docs.slack.dev/reference/events/message, …/message/message_changed and …/message_deleted
        """
        event = body["event"]
        match event.get("subtype"):
            case "message_changed":
                before, now = event.get("previous_message"), event["message"]
                if is_gone(now):
                    await self._deleted(event, now["ts"], before)
                # Slack also tells so of links that it shows now, and of replies that were written.
                elif before is None or said(before)["since"] != said(now)["since"]:
                    await self._edited(event, now, before)
            case "message_deleted":
                await self._deleted(event, event["deleted_ts"], event.get("previous_message"))
            case _ if is_of_people(event) and event["user"] != self._bot:
                await self._said(event)

    async def _said(self, event: dict[str, Any]) -> None:
        whole = self._settings.capture_rooms == "all"
        if not whole and not _MAY_BE_A_LINE.match(event.get("text") or ""):
            return
        where, content = await self._looked_up(event["channel"], event, as_said=True)
        if content.get("room") or content.get("zone"):
            fact = self._fact(
                event["channel"], event["ts"], Told.SAID, at=event["ts"], by=event["user"], content=content
            )
            await self._keep_fact(fact, where)

    async def _edited(
        self, event: dict[str, Any], now: dict[str, Any], before: dict[str, Any] | None
    ) -> None:
        where, content = await self._looked_up(event["channel"], now)
        if where is None or now.get("user") == self._bot:
            return
        content |= {"before": said(before)} if before else {}
        since, by = said(now)["since"], said(now).get("editor")
        fact = self._fact(event["channel"], now["ts"], Told.EDITED, at=since, by=by, content=content)
        await self._keep_fact(fact, where)

    async def _deleted(self, event: dict[str, Any], ts: str, before: dict[str, Any] | None) -> None:
        where, content = await self._looked_up(event["channel"], before or {"ts": ts})
        if where is None:
            return
        words = content.pop("now")
        # Whoever cleans up puts nothing on the timeline: only what was heard, or marked, may be on it.
        content.pop("zone", None)
        content |= {"before": words} if before else {}
        at = event.get("event_ts") or event["ts"]
        # Who deleted it Slack does not say.
        fact = self._fact(event["channel"], ts, Told.DELETED, at=at, by=None, content=content)
        await self._keep_fact(fact, where)

    async def _looked_up(
        self, channel: str, message: dict[str, Any], *, as_said: bool = False
    ) -> tuple[captured.At | None, dict[str, Any]]:
        """Of which incident a message is by its place, and what is kept of it then."""
        async with self._database.reading() as session:
            where = await captured.at(session, self._workspace, channel, message.get("thread_ts"))
            if where is None:
                return None, {}
            told, of_people = said(message), is_of_people(message)
            about = (session, self._settings, self._workspace, channel, where, told)
            return where, await captured.content(*about, of_people=of_people, as_said=as_said)

    def _fact(
        self, channel: str, message: str, what: Told, *, at: Any, by: str | None, content: dict[str, Any]
    ) -> MessageFact:
        return MessageFact(
            workspace_id=self._workspace,
            channel=channel,
            message=message,
            what=what.value,
            at=moment(str(at)),
            by=by,
            content=content,
            received_at=clock.now(),
        )

    async def _keep_fact(self, fact: MessageFact, where: captured.At | None) -> None:
        job = keeping(fact.workspace_id, fact.channel, fact.message, where.incident if where else None)
        async with self._database.writing(person_waits=True) as session:
            # Whoever kept it before made the job with it.
            if await hear(session, fact):
                await enqueue_once(session, job, fact.received_at)
        self._nudge()

    async def _has_threads(self, session: AsyncSession, channel: str) -> bool:
        """Whether incidents are announced there, or were."""
        if channel == (await queries.workspace(session, self._workspace)).status_channel:
            return True
        return await captured.is_announced_in(session, self._workspace, channel)

    async def _may_act(self, session: AsyncSession, person: str, channel: str) -> bool:
        return await may(session, self._settings.access, "act", self._workspace, person, channel)
