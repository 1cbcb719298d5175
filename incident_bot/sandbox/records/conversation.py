"""What is said where: channels, messages, pins, files, canvases."""

from __future__ import annotations

from dataclasses import dataclass, field

from .json import JSON


@dataclass
class Note:
    """A topic or a purpose."""

    value: str = ""
    creator: str = ""
    last_set: int = 0


@dataclass
class Pin:
    ts: str
    by: str
    at: int


@dataclass
class Message:
    """`user` is its author's id, the app's own for messages of the app."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[JSON] | None = None
    attachments: list[JSON] | None = None
    thread_ts: str | None = None
    subtype: str | None = None
    by_app: bool = False
    client_msg_id: str | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    metadata: JSON | None = None
    edited: JSON | None = None
    # For whom alone the message is visible; such messages are never in the history.
    ephemeral_to: str | None = None
    # Fields that only some subtypes have (topic, inviter, root, …).
    extra: JSON = field(default_factory=dict)
    # Options that the app offered for its external menus, by block_id and action_id.
    offered: dict[str, dict[str, list[JSON]]] = field(default_factory=dict)
    # What people typed and picked in it, by person, block_id and action_id.
    picked: dict[tuple[str, str, str], JSON] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def shows_in_channel(self) -> bool:
        return not self.is_reply or self.subtype == "thread_broadcast"


@dataclass
class Channel:
    """A conversation of any kind; times are in seconds since 1970."""

    id: str
    name: str
    creator: str
    created: int
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_general: bool = False
    is_archived: bool = False
    members: list[str] = field(default_factory=list)
    topic: Note = field(default_factory=Note)
    purpose: Note = field(default_factory=Note)
    previous_names: list[str] = field(default_factory=list)
    # Oldest first: timestamps only ever grow.
    messages: dict[str, Message] = field(default_factory=dict)
    ephemerals: dict[str, Message] = field(default_factory=dict)
    # Replies of each parent, oldest first.
    threads: dict[str, list[str]] = field(default_factory=dict)
    pins: list[Pin] = field(default_factory=list)
    bookmarks: list[JSON] = field(default_factory=list)
    # The id of its canvas, if it has one: https://docs.slack.dev/surfaces/canvases
    canvas: str | None = None
    last_read: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The word events use: https://docs.slack.dev/reference/events/message"""
        if self.is_im:
            return "im"
        if self.is_mpim:
            return "mpim"
        return "group" if self.is_private else "channel"


@dataclass
class File:
    """`length` is what was announced, `content` what came."""

    id: str
    name: str
    title: str
    user: str
    created: int
    length: int
    content: bytes | None = None
    shared: bool = False
    channels: list[str] = field(default_factory=list)
    # The ts of the messages that it came with, by channel.
    shares: dict[str, list[str]] = field(default_factory=dict)
    alt_txt: str = ""
    # The language of a snippet: https://slack.com/help/articles/204145658
    snippet_type: str = ""


@dataclass
class Section:
    """A heading, paragraph, list or other block of a canvas."""

    id: str
    markdown: str


@dataclass
class Canvas:
    """A document, in a channel's tab or on its own: https://docs.slack.dev/surfaces/canvases"""

    id: str
    title: str
    owner: str
    sections: list[Section] = field(default_factory=list)
    # Where it is a tab.
    channel: str | None = None
    # "read" or "write", by the id of a person or channel.
    access: dict[str, str] = field(default_factory=dict)

    @property
    def markdown(self) -> str:
        return "\n\n".join(section.markdown for section in self.sections)
