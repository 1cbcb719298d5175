"""People at work in the sandbox, in the words of the person: ann types, clicks, fills, reacts.

Each waits until the app acknowledged what it was sent, or three seconds have passed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from .acts.marks import pin, react, unpin, unreact
from .acts.membership import change_person, require_open
from .acts.posting import delete, edit
from .client.clicks import click, click_in_view, enter
from .client.commands import Reply, run_command
from .client.submissions import close, submit
from .client.typing import join, open_home, write
from .delivery import Delivery
from .elements import elements_in
from .outgoing import ACK_SECONDS
from .records import JSON, Channel, Message, User, View
from .rich_text import rich_text
from .rooms import Room, Seen
from .text import typed_text
from .workspace import Workspace

Place = str | Room
Acted = TypeVar("Acted")


class Person:
    """Somebody of the team. A place is a Room, a channel's name or its id; a message is a Seen or its ts."""

    def __init__(self, workspace: Workspace, delivery: Delivery, user: User) -> None:
        self._workspace = workspace
        self._delivery = delivery
        self.user = user

    @property
    def id(self) -> str:
        """Slack's id, as in U0ANN0000."""
        return self.user.id

    @property
    def name(self) -> str:
        """What they are called in mentions and tests, as in ann."""
        return self.user.name

    # -- what they see ---

    @property
    def view(self) -> View | None:
        """The modal they have open, the topmost."""
        return self._workspace.top_view(self.id)

    @property
    def home(self) -> View | None:
        """The app's home tab as it was last published for them, if it ever was."""
        return self._workspace.homes.get(self.id)

    def private(self, place: Place | None = None) -> list[Seen]:
        """What only they can see, in one channel or in all."""
        channels = self._workspace.channels.values() if place is None else [self._channel(place)]
        seen = [message for channel in channels for message in channel.ephemerals.values()]
        mine = (message for message in seen if message.ephemeral_to == self.id)
        return [Seen(self._workspace, message) for message in sorted(mine, key=lambda message: message.ts)]

    @property
    def direct(self) -> Room:
        """Their conversation with the app."""
        return Room(self._workspace, self._workspace.direct([self.id, self._workspace.app.user]))

    # -- what they write ---

    async def types(self, text: str, place: Place, thread_ts: str | None = None) -> Any:
        """A command gives its Reply, a message its ts.

        Raises LookupError for a place that is not there, ValueError where they are not a member or a command
        is typed in a thread, SlackError in an archived channel.
        """
        channel = self._own_channel(place)
        if text.startswith("/"):
            if thread_ts is not None:
                raise ValueError("commands cannot be used in threads")
            return await self.commands(text, place)
        message = await self._acting(lambda: write(self._workspace, self.id, channel, text, thread_ts))
        return message.ts

    async def commands(self, text: str, place: Place) -> Reply:
        """Types a slash command; the Reply has what they saw at once and its error, if any."""
        return await run_command(self._workspace, self._delivery, self.id, self._own_channel(place), text)

    async def says(self, text: str, place: Place, thread_ts: str | None = None) -> str:
        """Writes a message, a reply if `thread_ts` is given; gives its ts."""
        channel = self._own_channel(place)
        return (await self._acting(lambda: write(self._workspace, self.id, channel, text, thread_ts))).ts

    async def edits(self, place: Place, message: Seen | str, text: str) -> None:
        """Writes a message anew."""
        channel, found = self._find(message, place)
        told = typed_text(self._workspace, text)
        fields: JSON = {"text": told, "blocks": [rich_text(told, "typed")]}
        await self._acting(lambda: edit(self._workspace, channel, found, self.id, **fields))

    async def deletes(self, place: Place, message: Seen | str) -> None:
        """Takes a message back."""
        channel, found = self._find(message, place)
        await self._acting(lambda: delete(self._workspace, channel, found))

    # -- what they do with messages and channels ---

    async def reacts(self, place: Place, message: Seen | str, name: str) -> None:
        """Adds a reaction, `name` without colons. Raises SlackError when it is there already."""
        channel, found = self._find(message, place)
        await self._acting(lambda: react(self._workspace, channel, found, self.id, name))

    async def unreacts(self, place: Place, message: Seen | str, name: str) -> None:
        """Takes their reaction back. Raises SlackError when they did not react so."""
        channel, found = self._find(message, place)
        await self._acting(lambda: unreact(self._workspace, channel, found, self.id, name))

    async def pins(self, place: Place, message: Seen | str) -> None:
        """Pins a message. Raises SlackError when it is pinned."""
        channel, found = self._find(message, place)
        await self._acting(lambda: pin(self._workspace, channel, found, self.id))

    async def unpins(self, place: Place, message: Seen | str) -> None:
        """Takes a pin away. Raises SlackError when there is none."""
        channel, found = self._find(message, place)
        await self._acting(lambda: unpin(self._workspace, channel, found, self.id))

    async def joins(self, place: Place) -> None:
        """Joins a public channel. Raises SlackError when it is private or archived."""
        channel = self._channel(place)
        await self._acting(lambda: join(self._workspace, self.id, channel))

    async def changes(self, **fields: object) -> None:
        """Changes their own profile: real_name, tz, title, deleted, …"""
        await self._acting(lambda: change_person(self._workspace, self.user, **fields))

    # -- what they press ---

    async def clicks(
        self, target: Seen | View | str, button: str, place: Place | None = None, value: Any = None
    ) -> Reply:
        """A button or menu of a message or a view, by its text or action_id; `value` is what is picked.

        A ts needs a `place`. Raises LookupError, which says what there is to click.
        """
        if isinstance(target, View):
            block_id, action_id = _named_element(target.body["blocks"], button)
            answer = await click_in_view(
                self._workspace, self._delivery, target, block_id, action_id, self._resolved(value)
            )
            return Reply(error=answer.error, acked_in=answer.seconds)
        _, message = self._find(target, place)
        block_id, action_id = _named_element(message.blocks or [], button)
        picked = self._resolved(value)
        answer = await click(self._workspace, self._delivery, self.id, message, block_id, action_id, picked)
        return Reply(error=answer.error, acked_in=answer.seconds)

    async def fills(self, **values: Any) -> dict[str, str]:
        """Fills their open modal and submits it: inputs by action_id, block_id or label.

        The errors by block, {} when it went through; "" holds what is wrong with the whole. Raises
        LookupError when no modal is open or it has no such input, ValueError when an option is not offered.
        """
        view = await self.enters(**values)
        outcome = await submit(self._workspace, self._delivery, view)
        return {"": outcome.error} if outcome.error else dict(outcome.errors)

    async def enters(self, **values: Any) -> View:
        """Fills without submitting; inputs that dispatch at once do so. Raises what `fills` does."""
        view = self._open_view()
        for name, value in values.items():
            block, element = _named_input(view, name)
            where = (block["block_id"], element["action_id"])
            if block["type"] != "input" or block.get("dispatch_action"):
                await click_in_view(self._workspace, self._delivery, view, *where, self._resolved(value))
            else:
                enter(view, *where, self._resolved(value))
        return view

    async def closes(self, *, whole_stack: bool = False) -> None:
        """Closes their topmost modal, or all of them. Raises LookupError when none is open."""
        await close(self._workspace, self._delivery, self._open_view(), whole_stack=whole_stack)

    async def opens_home(self) -> View | None:
        """Looks at the app's home tab; gives what is there once the app has heard of it."""
        await self._acting(lambda: open_home(self._workspace, self.id))
        return self.home

    # -- how ---

    async def _acting(self, act: Callable[[], Acted]) -> Acted:
        """Does it, and waits for the app to have seen its events once."""
        with self._delivery.watching() as attempts:
            done = act()
        if attempts:
            await asyncio.wait(attempts, timeout=ACK_SECONDS)
        return done

    def _channel(self, place: Place) -> Channel:
        if isinstance(place, Room):
            return place.channel
        name = place.removeprefix("#")
        found = self._workspace.channels.get(name) or self._workspace.channel_named(name)
        if found is None:
            raise LookupError(f"there is no channel {place!r}")
        return found

    def _own_channel(self, place: Place) -> Channel:
        channel = self._channel(place)
        require_open(channel)
        if self.id not in channel.members:
            raise ValueError(
                f"{self.name} is not in #{channel.name}; they join first: await {self.name}.joins(…)"
            )
        return channel

    def _find(self, message: Seen | str, place: Place | None) -> tuple[Channel, Message]:
        if isinstance(message, Seen):
            return self._workspace.channels[message.channel], message.message
        if place is None:
            raise ValueError("a ts alone does not say in which channel")
        channel = self._channel(place)
        found = channel.messages.get(message) or channel.ephemerals.get(message)
        if found is None:
            raise LookupError(f"there is no message {message} in #{channel.name}")
        return channel, found

    def _open_view(self) -> View:
        if self.view is None:
            raise LookupError(f"{self.name} has no modal open")
        return self.view

    def _resolved(self, value: Any) -> Any:
        """People and channels may be named instead of given by id: @bo, #general."""
        if isinstance(value, list):
            return [self._resolved(one) for one in value]
        if isinstance(value, Person):
            return value.id
        if isinstance(value, str) and value.startswith("@"):
            user = self._workspace.user_named(value[1:])
            return user.id if user else value
        if isinstance(value, str) and value.startswith("#"):
            channel = self._workspace.channel_named(value[1:])
            return channel.id if channel else value
        return value


def _named_element(blocks: list[JSON], name: str) -> tuple[str, str]:
    there = list(elements_in(blocks))
    for block, element in there:
        if name in (element["action_id"], element.get("text", {}).get("text")):
            return block["block_id"], element["action_id"]
    shown = [element.get("text", {}).get("text") or element["action_id"] for _, element in there]
    raise LookupError(f"there is no {name!r} to click; there are {shown}")


def _named_input(view: View, name: str) -> tuple[JSON, JSON]:
    there = list(elements_in(view.body["blocks"]))
    for block, element in there:
        label = block.get("label", {}).get("text", "")
        if name in (element["action_id"], block["block_id"], label):
            return block, element
    raise LookupError(f"the modal has no {name!r}; it has {[element['action_id'] for _, element in there]}")
