"""People at work in the sandbox, in the words of the person: ann types, clicks, fills, reacts.

Each waits until the app acknowledged what it was sent, or three seconds have passed.
"""

from __future__ import annotations

from ..records import View
from ..rooms import Room, Seen
from .acting import Place
from .gathering import Gathering
from .pressing import Pressing
from .writing import Writing

__all__ = ["Person", "Place"]


class Person(Writing, Gathering, Pressing):
    """Somebody of the team. A place is a Room, a channel's name or its id; a message is a Seen or its ts."""

    @property
    def home(self) -> View | None:
        """The app's home tab as it was last published for them, if it ever was."""
        return self._workspace.homes.get(self.id)

    @property
    def direct(self) -> Room:
        """Their conversation with the app."""
        return Room(self._workspace, self._workspace.direct([self.id, self._workspace.app.user]))

    def private(self, place: Place | None = None) -> list[Seen]:
        """What only they can see, in one channel or in all."""
        channels = self._workspace.channels.values() if place is None else [self._channel(place)]
        seen = [message for channel in channels for message in channel.ephemerals.values()]
        mine = (message for message in seen if message.ephemeral_to == self.id)
        return [Seen(self._workspace, message) for message in sorted(mine, key=lambda message: message.ts)]
