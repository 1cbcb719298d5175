"""One Slack workspace in memory: lookups, identifiers, timestamps, and word to everybody who watches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from .changes import Called, Change
from .errors import SlackError
from .records import JSON, App, Canvas, Channel, File, Group, Message, ResponseUrl, Token, Trigger, User, View

# https://docs.slack.dev/reference/objects/user-object
SLACKBOT = "USLACKBOT"


class Workspace:
    """What is true. `now` is its clock, in seconds since 1970; unknown ids raise SlackError."""

    def __init__(self, team_id: str, team_name: str, domain: str, now: Callable[[], float]) -> None:
        self.team_id = team_id
        self.team_name = team_name
        self.domain = domain
        self.now = now
        # Moves the clock on by so many seconds, where it can be moved.
        self.skip: Callable[[float], None] | None = None
        self.url = ""
        # What it calls itself in links; where it is served, unless something else was said.
        self.address = ""
        self.app: App
        self.users: dict[str, User] = {}
        self.groups: dict[str, Group] = {}
        self.channels: dict[str, Channel] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.views: dict[str, View] = {}
        # The modals each person has open, the topmost last.
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.tickets: set[str] = set()
        self.tokens: dict[str, Token] = {}
        self.watchers: list[Callable[[Change], None]] = []
        self.send_event: Callable[[JSON, Channel | None], None] = lambda event, channel: None
        self._numbers: dict[str, int] = {}
        # Ids that were looked for before, by what and by name: there may be thousands to look through.
        self._known: dict[tuple[str, str], str] = {}
        self._last_ts = 0
        self._pulse = asyncio.Event()

    # -- word to those who watch ---

    def tell(self, change: Change) -> None:
        """Tells everybody who watches, and wakes those who wait for the next change."""
        for watcher in self.watchers:
            watcher(change)
        pulse, self._pulse = self._pulse, asyncio.Event()
        pulse.set()

    def nudge(self) -> None:
        """Wakes those who wait, when nothing changed that a page shows."""
        self.tell(Called())

    async def next_change(self) -> None:
        """Returns at the next change or call after this one was awaited."""
        await self._pulse.wait()

    # -- identifiers and time ---

    def number(self, what: str) -> int:
        """Counts from 1, for each thing on its own, so that the same story has the same ids."""
        self._numbers[what] = self._numbers.get(what, 0) + 1
        return self._numbers[what]

    def new_id(self, prefix: str) -> str:
        """As in C0000000001, for the prefix C."""
        return f"{prefix}0{self.number(prefix):09d}"

    def new_ts(self) -> str:
        """Grows strictly, also when the clock stands still or goes back: ts are unique per channel."""
        self._last_ts = max(self._last_ts + 1, int(self.now() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    # -- lookups ---

    def people(self) -> Iterator[User]:
        """Everybody but bots and Slackbot."""
        return (user for user in self.users.values() if not user.is_bot and user.id != SLACKBOT)

    def user(self, user_id: str) -> User:
        try:
            return self.users[user_id]
        except KeyError:
            raise SlackError("user_not_found") from None

    def user_named(self, name: str) -> User | None:
        found = self.users.get(self._known.get(("user", name), ""))
        # Names change: what was found last time is looked at again.
        if found is None or found.name != name:
            found = next((user for user in self.users.values() if user.name == name), None)
            if found is not None:
                self._known["user", name] = found.id
        return found

    def group_named(self, handle: str) -> Group | None:
        return next((group for group in self.groups.values() if group.handle == handle), None)

    def channel(self, channel_id: str) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise SlackError("channel_not_found") from None

    def channel_named(self, name: str) -> Channel | None:
        """The oldest of that name: two creations at once can both succeed in Slack."""
        found = self.channels.get(self._known.get(("channel", name), ""))
        if found is None or found.name != name:
            named = (channel for channel in self.channels.values() if channel.name == name)
            found = next((channel for channel in named if not channel.is_im), None)
            if found is not None:
                self._known["channel", name] = found.id
        return found

    def visible_channel(self, channel_id: str, user_id: str) -> Channel:
        """A private channel does not exist for those outside it."""
        channel = self.channel(channel_id)
        if channel.kind != "channel" and user_id not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def direct(self, users: list[str]) -> Channel:
        """The conversation of exactly these people, opened if need be."""
        wanted = sorted(set(users))
        whose = ("direct", ",".join(wanted))
        if whose in self._known:
            return self.channels[self._known[whose]]
        is_im = len(wanted) <= 2
        channel = Channel(
            id=self.new_id("D" if is_im else "G"),
            name="" if is_im else "mpdm-" + "--".join(self.users[user].name for user in wanted) + "-1",
            creator=self.app.user,
            created=int(self.now()),
            is_private=True,
            is_im=is_im,
            is_mpim=not is_im,
            members=wanted,
        )
        self.channels[channel.id] = channel
        # Nobody can leave such a conversation, so it stays the one of these people.
        self._known[whose] = channel.id
        return channel

    def message(self, channel: Channel, ts: str) -> Message:
        try:
            return channel.messages[ts]
        except KeyError:
            raise SlackError("message_not_found") from None

    def top_view(self, user_id: str) -> View | None:
        stack = self.stacks.get(user_id)
        return self.views[stack[-1]] if stack else None
