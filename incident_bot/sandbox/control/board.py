"""Everything the control API reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..delivery import Delivery
from ..faults import Faults
from ..journal import Journal
from ..limits import Limits
from ..people import Person
from ..records import Message, User
from ..rooms import Room, Seen
from ..workspace import Workspace
from .answers import naming


@dataclass(frozen=True)
class Board:
    """Whatever is not there raises ValueError, which names the field that named it."""

    workspace: Workspace
    delivery: Delivery
    faults: Faults
    limits: Limits
    journal: Journal
    people: Callable[[str], Person]

    def person(self, name: str, field: str = "person") -> Person:
        with naming(field):
            return self.people(name)

    def somebody(self, name: str, field: str) -> User:
        """A person, or the app."""
        workspace = self.workspace
        found = workspace.user_named(name.removeprefix("@")) or workspace.users.get(name)
        if found is None:
            known = ", ".join(sorted(user.name for user in workspace.users.values()))
            raise ValueError(f"{field}: nobody here is called {name!r}; there are {known}")
        return found

    def room(self, name: str, field: str = "channel") -> Room:
        plain = name.removeprefix("#")
        found = self.workspace.channels.get(plain) or self.workspace.channel_named(plain)
        if found is None:
            known = ", ".join(channel.name for channel in self.workspace.channels.values() if channel.name)
            raise ValueError(f"{field}: there is no channel {name!r}; there are {known}")
        return Room(self.workspace, found)

    def message(self, channel: str, ts: str, person: Person) -> Seen:
        """One that the person can see."""
        room = self.room(channel)
        found: Message | None = room.channel.messages.get(ts)
        if found is None:
            whispered = room.channel.ephemerals.get(ts)
            found = whispered if whispered and whispered.ephemeral_to == person.id else None
        if found is None:
            raise ValueError(f"ts: there is no message {ts} in #{room.name or room.id}")
        return Seen(self.workspace, found)
