"""Direct messages: what the bot writes to one person.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from datetime import datetime

from incident_bot.errors import GiveUp
from incident_bot.slack.message import Message
from incident_bot.slack.posts import Posts


class Direct(Posts):
    """Direct messages: what the bot writes to one person."""

    async def tell(
        self, person: str, message: Message, *, key: str, look_since: datetime | None = None
    ) -> dict[str, str]:
        """Write to a person; returns where it stands: `channel` and `ts`.

        With `look_since` a message with that key is looked for first, as `post` does.
        """
        if look_since is not None and (there := await self.told_before(person, key, look_since)):
            return there
        channel, ts = await self._say(person, message, key=key)
        return {"channel": channel, "ts": ts}

    async def open_direct(self, person: str) -> str:
        """The channel of the bot's direct messages with somebody; asked twice it is the same."""
        # https://docs.slack.dev/reference/methods/conversations.open
        opened = await self._call("conversations.open", self.web.conversations_open(users=[person]))
        return str(opened["channel"]["id"])

    async def told_before(self, person: str, key: str, since: datetime) -> dict[str, str] | None:
        """Where a message with that key stands, written to a person since then; None when there is none."""
        try:
            # A person's id is enough to write to them, but not to read what was written.
            channel = await self.open_direct(person)
            found = await self.find_post(channel, key, since)
        except GiveUp:
            # An app without the scopes to look says it again rather than not at all.
            return None
        return None if found is None else {"channel": channel, "ts": found}
