"""How a person acts: on a place and a message as tests name them, and until the app has heard of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from ..acts.membership import require_open
from ..delivery import ACK_SECONDS, Delivery
from ..records import Channel, Message, User, View
from ..rooms import Room, Seen
from ..workspace import Workspace

Place = str | Room
Acted = TypeVar("Acted")


class Acting:
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

    @property
    def view(self) -> View | None:
        """The modal they have open, the topmost."""
        return self._workspace.top_view(self.id)

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
            raise ValueError(f"{self.name} is not in #{channel.name or channel.id}")
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

    def _somebody(self, name: Acting | str) -> str:
        """The id of a Person, a name with or without @, or an id; the app's name is one too."""
        if isinstance(name, Acting):
            return name.id
        found = self._workspace.user_named(name.removeprefix("@")) or self._workspace.users.get(name)
        if found is None:
            raise LookupError(f"nobody here is called {name!r}")
        return found.id

    def _resolved(self, value: Any) -> Any:
        """People and channels may be picked by name instead of by id: @bo, #general."""
        if isinstance(value, list):
            return [self._resolved(one) for one in value]
        if isinstance(value, Acting):
            return value.id
        if isinstance(value, Room):
            return value.id
        if isinstance(value, str) and value.startswith("@"):
            user = self._workspace.user_named(value[1:])
            return user.id if user else value
        if isinstance(value, str) and value.startswith("#"):
            channel = self._workspace.channel_named(value[1:])
            return channel.id if channel else value
        return value
