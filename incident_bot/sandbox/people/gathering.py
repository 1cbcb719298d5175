"""What people do with channels, and with who is in them. Refusals are SlackErrors, as Slack words them."""

from __future__ import annotations

from ..acts.groups import change_members
from ..acts.membership import change_person
from ..client import channels
from ..rooms import Room
from .acting import Acting, Place


class Gathering(Acting):
    """Others are a Person, a name or an id; the app goes by its name too."""

    async def joins(self, place: Place) -> None:
        """Joins a public channel. Raises SlackError when it is private or archived."""
        channel = self._channel(place)
        await self._acting(lambda: channels.join(self._workspace, self.id, channel))

    async def leaves(self, place: Place) -> None:
        """Leaves a channel. Raises SlackError when they are not in it, and for #general."""
        channel = self._channel(place)
        await self._acting(lambda: channels.leave(self._workspace, self.id, channel))

    async def creates_channel(self, name: str, *, private: bool = False) -> Room:
        """Opens a new channel, with nobody else in it. Raises SlackError for a bad or taken name."""

        def create() -> Room:
            made = channels.create_channel(self._workspace, self.id, name, private=private)
            return Room(self._workspace, made)

        return await self._acting(create)

    async def opens_direct(self, *others: Acting | str) -> Room:
        """A conversation with these people alone; with nobody named, with the app."""
        named = [self._somebody(other) for other in others] or [self._workspace.app.user]

        def open_() -> Room:
            return Room(self._workspace, channels.open_direct(self._workspace, self.id, named))

        return await self._acting(open_)

    async def invites(self, place: Place, *others: Acting | str) -> None:
        """Brings people, or the app, into a channel that they are in themselves."""
        channel, named = self._channel(place), [self._somebody(other) for other in others]
        await self._acting(lambda: channels.invite(self._workspace, self.id, channel, named))

    async def removes(self, place: Place, other: Acting | str) -> None:
        """Puts somebody, or the app, out of a channel."""
        channel, named = self._channel(place), self._somebody(other)
        await self._acting(lambda: channels.remove(self._workspace, self.id, channel, named))

    async def renames(self, place: Place, name: str) -> None:
        """Gives a channel another name; for its creator and for admins."""
        channel = self._channel(place)
        await self._acting(lambda: channels.rename(self._workspace, self.id, channel, name))

    async def sets_topic(self, place: Place, topic: str) -> None:
        """The line beside a channel's name."""
        channel = self._channel(place)
        await self._acting(lambda: channels.set_topic(self._workspace, self.id, channel, topic))

    async def sets_purpose(self, place: Place, purpose: str) -> None:
        """A channel's description."""
        channel = self._channel(place)
        await self._acting(lambda: channels.set_purpose(self._workspace, self.id, channel, purpose))

    async def archives(self, place: Place) -> None:
        """Closes a channel for good, or until somebody unarchives it; the app is put out of it."""
        channel = self._channel(place)
        await self._acting(lambda: channels.archive(self._workspace, self.id, channel))

    async def unarchives(self, place: Place) -> None:
        """Opens an archived channel again; the app stays outside."""
        channel = self._channel(place)
        await self._acting(lambda: channels.unarchive(self._workspace, self.id, channel))

    async def sets_group(self, handle: str, *others: Acting | str) -> None:
        """Says who is in a user group from now on. Raises LookupError when there is no such group."""
        group, named = self._workspace.group_named(handle), [self._somebody(other) for other in others]
        if group is None:
            raise LookupError(f"there is no group {handle!r}")
        await self._acting(lambda: change_members(self._workspace, group, named))

    async def changes(self, **fields: object) -> None:
        """Changes their own profile: real_name, tz, title, deleted, …"""
        await self._acting(lambda: change_person(self._workspace, self.user, **fields))
