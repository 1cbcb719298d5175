"""Channels as people see them."""

from __future__ import annotations

from dataclasses import dataclass

from .records import JSON, Channel, File, Message
from .text.wording import words_of
from .workspace import Workspace


@dataclass(frozen=True)
class Seen:
    """A message as it stands now, with everything a person reads in it."""

    workspace: Workspace
    message: Message

    @property
    def ts(self) -> str:
        return self.message.ts

    @property
    def channel(self) -> str:
        return self.message.channel

    @property
    def user(self) -> str:
        """The id of whoever wrote it, the app's for the app's messages."""
        return self.message.user

    @property
    def author(self) -> str:
        """The name of whoever wrote it, as in ann."""
        return self.workspace.users[self.message.user].name

    @property
    def text(self) -> str:
        """What notifications show; `words` is what the message shows."""
        return self.message.text

    @property
    def blocks(self) -> list[JSON]:
        return self.message.blocks or []

    @property
    def attachments(self) -> list[JSON]:
        return self.message.attachments or []

    @property
    def words(self) -> str:
        """What a person reads in it: the texts of its blocks in order, or its text when it has none."""
        return words_of(self.message)

    @property
    def thread_ts(self) -> str | None:
        """The ts of the message that its thread hangs on; its own when it is that message."""
        return self.message.thread_ts

    @property
    def subtype(self) -> str | None:
        return self.message.subtype

    @property
    def is_reply(self) -> bool:
        return self.message.is_reply

    @property
    def by_app(self) -> bool:
        return self.message.by_app

    @property
    def edited(self) -> bool:
        return self.message.edited is not None

    @property
    def reactions(self) -> dict[str, list[str]]:
        """Ids of those who reacted, by the reaction's name without colons."""
        return self.message.reactions

    @property
    def metadata(self) -> JSON | None:
        return self.message.metadata

    @property
    def files(self) -> list[File]:
        return [self.workspace.files[file] for file in self.message.files]


@dataclass(frozen=True)
class Room:
    """A conversation as it stands now; it stays true while the sandbox runs."""

    workspace: Workspace
    channel: Channel

    @property
    def id(self) -> str:
        return self.channel.id

    @property
    def name(self) -> str:
        return self.channel.name

    @property
    def messages(self) -> list[Seen]:
        """Everything said here, thread replies included, oldest first; nothing that only one person sees."""
        return [Seen(self.workspace, message) for message in self.channel.messages.values()]

    @property
    def posts(self) -> list[Seen]:
        """The messages without Slack's own grey lines."""
        grey = ("channel_", "group_", "pinned_item", "tombstone")
        return [seen for seen in self.messages if not (seen.subtype or "").startswith(grey)]

    def message(self, ts: str) -> Seen:
        """The message with this ts. Raises KeyError when there is none, or not any more."""
        return Seen(self.workspace, self.channel.messages[ts])

    def replies(self, ts: str) -> list[Seen]:
        """What was answered in the thread of this message, oldest first."""
        return [self.message(reply) for reply in self.channel.threads.get(ts, [])]

    @property
    def members(self) -> list[str]:
        """Names, the app's included, in the order they came."""
        return [self.workspace.users[user].name for user in self.channel.members]

    @property
    def topic(self) -> str:
        return self.channel.topic.value

    @property
    def purpose(self) -> str:
        return self.channel.purpose.value

    @property
    def pins(self) -> list[Seen]:
        """The pinned messages, in the order they were pinned."""
        return [self.message(pin.ts) for pin in self.channel.pins]

    @property
    def bookmarks(self) -> list[JSON]:
        """As https://docs.slack.dev/reference/methods/bookmarks.list gives them."""
        return self.channel.bookmarks

    @property
    def is_private(self) -> bool:
        return self.channel.is_private

    @property
    def is_archived(self) -> bool:
        return self.channel.is_archived

    @property
    def files(self) -> list[File]:
        """The files of all messages, oldest first."""
        return [file for seen in self.messages for file in seen.files]
