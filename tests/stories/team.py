"""A team at work: people in a workspace, the bot among them, and a clock that moves when a story says so."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from incident_bot.app import Bot
from incident_bot.clock import MovedClock
from incident_bot.incidents import queries
from incident_bot.messages.announcement import announcement
from incident_bot.messages.card import card
from incident_bot.messages.topic import topic
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.people import Person
from incident_bot.sandbox.rooms import Room, Seen
from incident_bot.sandbox.seed import person
from incident_bot.slack.message import Message

from .reading import read, read_blocks, seen


class Team:
    """The workspace, the bot in it, and what a story asks of both."""

    def __init__(self, sandbox: Sandbox, bot: Bot, clock: MovedClock) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.clock = clock
        self.ann, self.bo, self.chi, self.dee = (
            Colleague(self, sandbox.person(name)) for name in ("ann", "bo", "chi", "dee")
        )

    # -- time ---

    async def settled(self) -> None:
        """Wait until the bot has nothing left to do at this moment and every delivery is acknowledged."""
        await self.bot.runner.idle()
        await self.sandbox.until(self._all_acknowledged)
        # What was delivered in the meantime may have given it something to do.
        await self.bot.runner.idle()

    async def moves(self, *, minutes: float) -> None:
        """The clock moves all at once, the bot notices, and does what is then owed."""
        self.clock.move_to(self.clock() + timedelta(minutes=minutes))
        await self.bot.tick()
        # What was postponed is looked for by the runner's own poll; nobody has to wait for that here.
        self.bot.runner.nudge()
        await self.settled()

    def _all_acknowledged(self) -> bool:
        events = [entry for entry in self.sandbox.journal if entry["kind"] == "events_api"]
        return all(entry["answer"] is not None or "seconds" in entry for entry in events)

    # -- people and places ---

    async def arrives(self, name: str, real_name: str, zone: str) -> Colleague:
        """Somebody new joins the workspace."""
        with self.sandbox.delivery.watching() as told:
            newcomer = self.sandbox.arrives(person(name, real_name, zone))
        await asyncio.wait(told)
        return Colleague(self, newcomer)

    async def declared(self, words: str = "checkout is failing sev1") -> Room:
        """Ann declares an incident; its room, once everything is in it."""
        await self.ann.asks(f"declare {words}")
        return self.rooms[-1]

    @property
    def rooms(self) -> list[Room]:
        """War rooms, the oldest first."""
        return [room for room in self.sandbox.channels if room.name.startswith("incident-")]

    @property
    def incidents(self) -> Room:
        """The status channel."""
        return self.sandbox.channel("incidents")

    # -- what everybody sees ---

    def said(self, room: Room) -> list[str]:
        """All that was posted in a war room but the card, thread replies included."""
        pinned = {pin.ts for pin in room.pins}
        return [self.reads(post) for post in room.posts if post.ts not in pinned]

    def card(self, room: Room) -> Seen:
        """The one card of a war room."""
        [card] = room.pins
        return card

    def facts(self, room: Room) -> dict[str, str]:
        """What the card says, by its labels."""
        fields = [field["text"] for block in self.card(room).blocks for field in block.get("fields", [])]
        labelled = (field.split("\n", 1) for field in fields)
        return {label.strip("*"): read(self.sandbox, value) for label, value in labelled}

    def buttons(self, message: Seen) -> list[str]:
        """The labels of a message's buttons."""
        rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
        return [button["text"]["text"] for row in rows for button in row]

    def announcements(self) -> list[str]:
        """What stands in the status channel, without what is in threads."""
        return [self.reads(post) for post in self.incidents.posts if not post.is_reply]

    def announcement(self) -> Seen:
        """The one announcement in the status channel."""
        [announced] = [post for post in self.incidents.posts if not post.is_reply]
        return announced

    def reads(self, message: Seen) -> str:
        """A message as people read it."""
        return seen(self.sandbox, message)

    def edits(self, message: Seen) -> int:
        """How often the bot edited a message."""
        return len(
            [call for call in self.sandbox.journal.calls("chat.update") if call["args"]["ts"] == message.ts]
        )

    def under(self, message: Seen) -> list[str]:
        """The replies in a message's thread."""
        return [
            self.reads(reply) for reply in self.sandbox.channel_by_id(message.channel).replies(message.ts)
        ]

    # -- what only the database knows ---

    async def everything_shown_is_true(self) -> None:
        """Every card, topic and announcement shows its incident as it is now."""
        async with self.bot.database.reading() as session:
            incidents = await queries.recent(session, self.sandbox.workspace.team_id, 1000)
        for incident in incidents:
            assert incident.room_id is not None
            room = self.sandbox.channel_by_id(incident.room_id)
            assert shows(self.card(room), card(incident, self.bot.settings))
            assert room.topic == topic(incident, self.bot.settings)
            if incident.announcement_channel is not None and incident.announcement_ts is not None:
                channel = self.sandbox.channel_by_id(incident.announcement_channel)
                announced = channel.message(incident.announcement_ts)
                assert shows(announced, announcement(incident, self.bot.settings))

    async def rows(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in these tables."""
        async with self.bot.database.reading() as session:
            return {
                table: [
                    tuple(row) for row in await session.execute(text(f"SELECT * FROM {table} ORDER BY id"))
                ]
                for table in tables
            }


def shows(post: Seen, message: Message) -> bool:
    """Whether that is what the post shows; Slack gives every block an id."""
    blocks = [{key: value for key, value in block.items() if key != "block_id"} for block in post.blocks]
    return post.text == message.text and blocks == message.blocks


class Colleague:
    """Somebody on the team; everything they do is followed to its end before the story goes on."""

    def __init__(self, team: Team, person: Person) -> None:
        self._team = team
        self.person = person

    @property
    def id(self) -> str:
        return self.person.id

    async def asks(self, words: str, place: Room | str = "general") -> str:
        """Types `/incident …`; what they are told, and nobody else."""
        return await self.types(f"/incident {words}".rstrip(), place)

    async def types(self, line: str, place: Room | str) -> str:
        """Types a slash command; what they are told."""
        before = self._private()
        reply = await self.person.types(line, place)
        assert reply.error is None, f"{line!r} failed with {reply.error}"
        await self._team.settled()
        return self._told_since(before)

    async def says(self, words: str, place: Room | str, thread: str | None = None) -> str:
        """Writes a message; its ts."""
        ts = await self.person.says(words, place, thread)
        await self._team.settled()
        return ts

    async def clicks(self, button: str, message: Seen) -> str:
        """Clicks a button; what they are told, "" for nothing."""
        before = self._private()
        reply = await self.person.clicks(message, button)
        assert reply.error is None, f"the click on {button!r} failed with {reply.error}"
        await self._team.settled()
        return self._told_since(before)

    async def fills(self, **values: str) -> dict[str, str]:
        """Fills in the open form and sends it; what is wrong with it, by field."""
        wrong = await self.person.fills(**values)
        await self._team.settled()
        return wrong

    async def reacts(self, emoji: str, ts: str, place: Room | str) -> None:
        """Adds a reaction to a message."""
        await self.person.reacts(place, ts, emoji)
        await self._team.settled()

    def form(self) -> str:
        """What stands in the form they have open."""
        view = self.person.view
        assert view is not None, f"{self.person.name} has no form open"
        return read_blocks(self._team.sandbox, [{"title": view.body["title"]}, *view.body["blocks"]])

    def _private(self) -> set[str]:
        return {message.ts for message in self.person.private()}

    def _told_since(self, before: set[str]) -> str:
        told = [message for message in self.person.private() if message.ts not in before]
        return "\n".join(self._team.reads(message) for message in told)
