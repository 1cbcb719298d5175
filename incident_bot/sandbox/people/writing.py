"""What people say, in the words of the person: ann types, says, edits, reacts, pins, shares a file."""

from __future__ import annotations

from typing import Any

from ..acts.marks import pin, react, unpin, unreact
from ..client.commands import Reply, run_command
from ..client.typing import erase, rewrite, write
from ..client.uploading import share_file
from ..rooms import Seen
from .acting import Acting, Place


class Writing(Acting):
    """A message is its ts, or a Seen."""

    async def types(self, text: str, place: Place, thread_ts: str | None = None) -> Any:
        """A command gives its Reply, a message its ts.

        Raises LookupError for a place that is not there, ValueError where they are not a member or a command
        is typed in a thread, SlackError in an archived channel.
        """
        if not text.startswith("/"):
            return await self.says(text, place, thread_ts)
        self._own_channel(place)
        if thread_ts is not None:
            raise ValueError("commands cannot be used in threads")
        return await self.commands(text, place)

    async def commands(self, text: str, place: Place) -> Reply:
        """Types a slash command; the Reply has what they saw at once and its error, if any."""
        return await run_command(self._workspace, self._delivery, self.id, self._own_channel(place), text)

    async def says(
        self, text: str, place: Place, thread_ts: str | None = None, *, broadcast: bool = False
    ) -> str:
        """Writes a message, or a reply to `thread_ts`; gives its ts. `broadcast` shows a reply to all."""
        channel = self._own_channel(place)

        def say() -> str:
            return write(self._workspace, self.id, channel, text, thread_ts, broadcast).ts

        return await self._acting(say)

    async def edits(self, place: Place, message: Seen | str, text: str) -> None:
        """Writes a message of theirs anew. Raises SlackError for somebody else's."""
        channel, found = self._find(message, place)
        await self._acting(lambda: rewrite(self._workspace, self.id, channel, found, text))

    async def deletes(self, place: Place, message: Seen | str) -> None:
        """Takes a message back; admins take anybody's. Raises SlackError for somebody else's."""
        channel, found = self._find(message, place)
        await self._acting(lambda: erase(self._workspace, self.id, channel, found))

    async def shares_file(
        self, place: Place, name: str, content: bytes, comment: str = "", thread_ts: str | None = None
    ) -> str:
        """Brings a file into a channel, or into a thread; gives the ts of the message that has it."""
        channel = self._own_channel(place)

        def share() -> str:
            return share_file(self._workspace, self.id, channel, name, content, comment, thread_ts).ts

        return await self._acting(share)

    # -- marks ---

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
