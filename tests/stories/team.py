"""A team at work: people in a workspace, the bot among them, and a clock that moves when a story says so."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select, text

from incident_bot.app import Bot
from incident_bot.clock import MovedClock
from incident_bot.effects.show_homes import KEPT_FOR, view_for
from incident_bot.incidents import queries
from incident_bot.incidents.home import Home
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.viewer import BOT
from incident_bot.messages.announcement import announcement
from incident_bot.messages.card import card
from incident_bot.messages.topic import topic
from incident_bot.sandbox import Sandbox
from incident_bot.sandbox.expectations import Expectations
from incident_bot.sandbox.faults import Gate, Kind
from incident_bot.sandbox.people import Person
from incident_bot.sandbox.rooms import Room, Seen
from incident_bot.sandbox.seed import person
from incident_bot.sandbox.text.emoji import with_characters
from incident_bot.slack.message import Message

from .reading import read, read_blocks, seen
from .running import Act, InProcess, Running


class Team:
    """The workspace, the bot in it, and what a story asks of both."""

    def __init__(self, sandbox: Sandbox, running: Running, clock: MovedClock) -> None:
        self.sandbox = sandbox
        self.running = running
        self.clock = clock
        self.expectations = Expectations(sandbox)
        self.refused: set[str] = set()
        """Methods that Slack refuses for good: what they would have shown is not there."""
        self._was_away = False
        """The bot is back, and has not looked at the clock since."""
        # Each role comes with its duties, in a direct message; the stories of roles read them.
        self.expectations.allows(re.compile(r"\AYou are \*.+?\* of \*INC-"))
        # Whoever had command hears what the record lacks once it is over; the stories of `check` read that.
        self.expectations.allows(re.compile(r"While you remember it: I looked at its record"))
        self.ann, self.bo, self.chi, self.dee = (
            Colleague(self, sandbox.person(name)) for name in ("ann", "bo", "chi", "dee")
        )

    @property
    def bot(self) -> Bot:
        """The bot itself, which is there only where it runs in this process."""
        assert isinstance(self.running, InProcess), "this bot is a process of its own: ask through Slack"
        return self.running.bot

    # -- time ---

    async def settled(self) -> None:
        """Wait until the bot has nothing left to do at this moment and every delivery is acknowledged."""
        await self.running.settled()

    async def moves(self, *, minutes: float, ticks: int = 1) -> None:
        """The clock moves all at once, the bot notices (so many times), and does what is then owed."""
        await self.running.pass_time(timedelta(minutes=minutes), ticks)
        self._was_away = False

    async def is_without_its_bot(self, *, minutes: float) -> None:
        """The bot is stopped for so long, then started again."""
        self._was_away = True
        await self.running.restart(timedelta(minutes=minutes))

    def holds(self, method: str, *, after: bool = False) -> Gate:
        """The next such call to Slack stands until it is released."""
        return self.running.holds(method, after=after)

    def fails(self, method: str, kind: Kind) -> None:
        """The next such call to Slack goes wrong."""
        self.running.fails(method, kind)

    def lacks(self, *scopes: str) -> None:
        """The bot's app was installed without these scopes."""
        for scope in scopes:
            self.sandbox.faults.remove_scope(scope)

    def refuses(self, method: str, error: str) -> None:
        """From now on Slack answers every such call with that error."""
        self.refused.add(method)
        self.sandbox.faults.often(method, "refused", 1, error=error)

    # -- people and places ---

    async def arrives(
        self, name: str, real_name: str, zone: str, *, guest: bool = False, company: str = ""
    ) -> Colleague:
        """Somebody new joins the workspace: as a guest, or from another company (its team id)."""
        user = person(name, real_name, zone)
        user.is_restricted, user.team_id = guest, company
        with self.sandbox.delivery.watching() as told:
            newcomer = self.sandbox.arrives(user)
        await asyncio.wait(told)
        return Colleague(self, newcomer)

    async def declared(self, words: str = "checkout is failing sev1") -> Room:
        """Ann declares an incident; its room, once everything is in it."""
        await self.ann.asks(f"declare {words}")
        return self.rooms[-1]

    @property
    def rooms(self) -> list[Room]:
        """War rooms, the oldest first."""
        return [room for room in self.sandbox.channels if room.name.startswith(("incident-", "drill-"))]

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
        """The one card of a war room; where nothing can be pinned, the first that the bot said there."""
        [card] = room.pins or [post for post in room.posts if post.by_app][:1]
        self.expectations.expects(card)
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
        self.expectations.expects(announced)
        return announced

    def canvas(self, room: Room) -> str:
        """What stands in the canvas of a channel, as Markdown."""
        canvas = self.sandbox.workspace.channels[room.id].canvas
        assert canvas is not None, f"#{room.name} has no canvas"
        return self.sandbox.workspace.canvases[canvas].markdown

    def canvas_title(self, room: Room) -> str:
        """What the tab of it is called."""
        canvas = self.sandbox.workspace.channels[room.id].canvas
        assert canvas is not None, f"#{room.name} has no canvas"
        return self.sandbox.workspace.canvases[canvas].title

    def reads(self, message: Seen) -> str:
        """A message as people read it; whoever reads it will compare it, so it is expected."""
        self.expectations.expects(message)
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

    def told_in(self, name: str) -> list[str]:
        """What the bot posted in a channel of the workspace, thread replies included."""
        return [self.reads(post) for post in self.sandbox.channel(name).posts if post.by_app]

    # -- what only the database knows ---

    async def everything_shown_is_true(self) -> None:
        """Every card, topic and announcement shows its incident as it is now."""
        settings = self.running.settings
        async with self.running.database() as database, database.reading() as session:
            incidents = await queries.recent(session, self.sandbox.workspace.team_id, 1000, seen_by=BOT)
        for incident in incidents:
            if incident.room_id is not None and not incident.room_archived:
                room = self.sandbox.channel_by_id(incident.room_id)
                assert self._shows_card(self.card(room), incident)
                if not incident.room_adopted and "conversations.setTopic" not in self.refused:
                    assert room.topic == topic(incident, settings)
            if incident.announcement_channel is not None and incident.announcement_ts is not None:
                channel = self.sandbox.channel_by_id(incident.announcement_channel)
                announced = channel.message(incident.announcement_ts)
                self.expectations.expects(announced)
                assert shows(announced, announcement(incident, settings))
                if incident.room_id is None and incident.card_ts is not None:
                    assert self._shows_card(channel.message(incident.card_ts), incident)
        await self._homes_are_true()

    def _shows_card(self, post: Seen, incident: Incident) -> bool:
        """Response targets stand as they do now; just after the bot was away, perhaps as it last saw them."""
        moments = [self.clock()]
        if self._was_away:
            moments.append(incident.looked_at or incident.opened_at)
        return any(shows(post, card(incident, self.running.settings, at)) for at in moments)

    async def _homes_are_true(self) -> None:
        """Every Home tab that somebody looked at lately shows what there is for them now."""
        async with self.running.database() as database, database.reading() as session:
            for each in await session.scalars(select(Home).where(Home.opened_at > self.clock() - KEPT_FOR)):
                view = await view_for(session, self.running.settings, each)
                assert _as_sent(self.sandbox.workspace.homes[each.person].body["blocks"]) == view["blocks"]

    async def rows(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """Everything in these tables."""
        async with self.running.database() as database, database.reading() as session:
            return {
                table: [
                    tuple(row) for row in await session.execute(text(f"SELECT * FROM {table} ORDER BY id"))
                ]
                for table in tables
            }


def shows(post: Seen, message: Message) -> bool:
    """Whether that is what the post shows; Slack gives every block an id and every emoji its name."""
    return with_characters(post.text) == message.text and _as_sent(post.blocks) == message.blocks


def _as_sent(shown: list[dict[str, Any]]) -> Any:
    blocks = [{key: value for key, value in block.items() if key != "block_id"} for block in shown]
    return json.loads(with_characters(json.dumps(blocks, ensure_ascii=False)))


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

    async def asks_and_goes_on(self, words: str, place: Room | str = "general") -> None:
        """Types `/incident …` and does not wait for what follows from it."""
        await self._answered(f"/incident {words}", self._typing(f"/incident {words}", place), waits=False)

    async def types(self, line: str, place: Room | str) -> str:
        """Types a slash command; what they are told."""
        return await self._answered(line, self._typing(line, place))

    async def says(self, words: str, place: Room | str, thread: str | None = None) -> str:
        """Writes a message; its ts."""
        ts = await self.person.says(words, place, thread)
        await self._team.settled()
        return ts

    async def says_and_hears(self, words: str, place: Room | str) -> str:
        """Writes a message; what they alone are told of it."""

        async def say() -> str | None:
            await self.person.says(words, place)
            return None

        return await self._answered("the message", say)

    async def clicks(self, button: str, message: Seen) -> str:
        """Clicks a button; what they are told, "" for nothing."""

        async def click() -> str | None:
            return (await self.person.clicks(message, button)).error

        return await self._answered(f"the click on {button!r}", click)

    async def clicks_in_answer(self, button: str) -> str:
        """Clicks a button of the latest private answer; what they are told."""
        answered = [message for message in self.person.private() if message.by_app]
        assert answered, f"{self.person.name} has not been told anything"
        return await self.clicks(button, answered[-1])

    async def fills(self, **values: Any) -> dict[str, str]:
        """Fills in the open form and sends it; what is wrong with it, by field."""
        wrong: dict[str, str] = {}

        async def submit() -> str | None:
            nonlocal wrong
            wrong = await self.person.fills(**values)
            return wrong.get("")

        return await self._team.running.answered("the form", submit, lambda: wrong)

    async def reacts(self, emoji: str, ts: str, place: Room | str) -> None:
        """Adds a reaction to a message."""
        await self.person.reacts(place, ts, emoji)
        await self._team.settled()

    async def unreacts(self, emoji: str, ts: str, place: Room | str) -> None:
        """Takes a reaction of theirs off a message."""
        await self.person.unreacts(place, ts, emoji)
        await self._team.settled()

    async def edits(self, ts: str, words: str, place: Room | str) -> None:
        """Writes a message of theirs anew."""
        await self.person.edits(place, ts, words)
        await self._team.settled()

    async def deletes(self, ts: str, place: Room | str) -> None:
        """Takes a message of theirs back."""
        await self.person.deletes(place, ts)
        await self._team.settled()

    async def shares_file(self, name: str, content: bytes, words: str, place: Room | str) -> str:
        """Brings a file into a channel; the ts of the message that has it."""
        ts = await self.person.shares_file(place, name, content, words)
        await self._team.settled()
        return ts

    async def creates_channel(self, name: str, *, private: bool = False) -> Room:
        """Opens a channel with nobody else in it."""
        room = await self.person.creates_channel(name, private=private)
        await self._team.settled()
        return room

    async def invites(self, place: Room | str, *others: Colleague) -> None:
        """Brings people into a channel."""
        await self.person.invites(place, *(other.person for other in others))
        await self._team.settled()

    async def brings_the_bot(self, place: Room) -> None:
        """Brings the bot into a channel that it is not in."""
        await self.person.invites(place, self._team.sandbox.app.user)
        await self._team.settled()

    async def removes(self, place: Room | str, other: Colleague) -> None:
        """Puts somebody out of a channel."""
        await self.person.removes(place, other.person)
        await self._team.settled()

    async def throws_the_bot_out(self, place: Room) -> None:
        """Puts the bot out of a channel."""
        await self.person.removes(place, self._team.sandbox.app.user)
        await self._team.settled()

    async def leaves(self, place: Room | str) -> None:
        """Leaves a channel."""
        await self.person.leaves(place)
        await self._team.settled()

    async def joins(self, place: Room | str) -> None:
        """Joins a public channel."""
        await self.person.joins(place)
        await self._team.settled()

    async def archives(self, place: Room) -> None:
        """Archives a channel."""
        await self.person.archives(place)
        await self._team.settled()

    async def unarchives(self, place: Room) -> None:
        """Opens an archived channel again."""
        await self.person.unarchives(place)
        await self._team.settled()

    async def renames(self, place: Room, name: str) -> None:
        """Gives a channel another name."""
        await self.person.renames(place, name)
        await self._team.settled()

    async def sets_group(self, handle: str, *others: Colleague) -> None:
        """Says who is in a user group from now on."""
        await self.person.sets_group(handle, *(other.person for other in others))
        await self._team.settled()

    async def clicks_in_form(self, button: str) -> str:
        """Clicks a button of the form they have open; what they are told, "" for nothing."""

        async def click() -> str | None:
            view = self.person.view
            assert view is not None, f"{self.person.name} has no form open"
            return (await self.person.clicks(view, button)).error

        return await self._answered(f"the click on {button!r}", click)

    async def uses_shortcut(self, name: str) -> str:
        """Uses a shortcut; what they are told, "" for nothing."""

        async def use() -> str | None:
            return (await self.person.uses_shortcut(name)).error

        return await self._answered(f"the shortcut {name!r}", use)

    async def uses_on(self, message: Seen, name: str) -> str:
        """Uses a shortcut of a message's menu; what they are told, "" for nothing."""

        async def use() -> str | None:
            return (await self.person.uses_on(message, name)).error

        return await self._answered(f"the shortcut {name!r}", use)

    def direct(self) -> list[str]:
        """What the bot wrote to them in their direct messages."""
        return [self._team.reads(post) for post in self.person.direct.posts if post.by_app]

    async def clicks_in_direct(self, button: str) -> str:
        """Clicks a button of the latest direct message from the bot that has it; what they are told."""
        posts = [post for post in self.person.direct.posts if button in self._team.buttons(post)]
        assert posts, f"nothing that {self.person.name} was sent has a button {button!r}"
        return await self.clicks(button, posts[-1])

    async def opens_home(self) -> str:
        """Looks at the bot's Home tab; what is there once the bot has heard of it."""
        await self.person.opens_home()
        await self._team.settled()
        return self.home()

    def home(self) -> str:
        """What stands in their Home tab, opened before."""
        view = self.person.home
        assert view is not None, f"nothing is shown in {self.person.name}'s Home tab"
        return read_blocks(self._team.sandbox, view.body["blocks"])

    async def clicks_on_home(self, button: str) -> str:
        """Clicks a button of their Home tab; what they are told, "" for nothing."""

        async def click() -> str | None:
            view = self.person.home
            assert view is not None, f"nothing is shown in {self.person.name}'s Home tab"
            return (await self.person.clicks(view, button)).error

        return await self._answered(f"the click on {button!r}", click)

    async def enters(self, **values: Any) -> None:
        """Types into the open form, and does not send it yet."""
        await self.person.enters(**values)

    def drafts(self) -> dict[str, str]:
        """What stands in the fields of the open form before anybody typed, by field, if anything does."""
        view = self.person.view
        assert view is not None, f"{self.person.name} has no form open"
        fields = {block["block_id"]: block["element"] for block in view.body["blocks"] if "element" in block}
        initial = ("initial_value", "initial_date_time")
        return {
            name: str(next((element[key] for key in initial if key in element), ""))
            for name, element in fields.items()
        }

    def form(self) -> str:
        """What stands in the form they have open."""
        view = self.person.view
        assert view is not None, f"{self.person.name} has no form open"
        return read_blocks(self._team.sandbox, [{"title": view.body["title"]}, *view.body["blocks"]])

    def _typing(self, line: str, place: Room | str) -> Act:
        async def type_it() -> str | None:
            return (await self.person.commands(line, place)).error

        return type_it

    async def _answered(self, what: str, act: Act, *, waits: bool = True) -> str:
        before = self._private()
        return await self._team.running.answered(what, act, lambda: self._told_since(before), waits=waits)

    def _private(self) -> set[str]:
        return {message.ts for message in self.person.private()}

    def _told_since(self, before: set[str]) -> str:
        told = [message for message in self.person.private() if message.ts not in before and message.by_app]
        return "\n".join(self._team.running.heard([self._team.reads(message) for message in told]))
