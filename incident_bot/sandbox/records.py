"""What a workspace consists of: people, channels, messages, files, views. Slack's JSON is in shapes.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass
class User:
    """https://docs.slack.dev/reference/objects/user-object"""

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    # A guest of several channels; `is_ultra_restricted` of a single one: https://slack.com/help/articles/202518103
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    email: str = ""
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    # When something of this was last changed, in seconds since 1970; 0 is never.
    updated: int = 0


@dataclass
class Group:
    """https://docs.slack.dev/reference/objects/usergroup-object"""

    id: str
    handle: str
    name: str
    users: list[str]
    description: str = ""
    deleted: bool = False


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


@dataclass
class View:
    """A modal, or a person's home tab."""

    id: str
    user: str
    body: JSON
    hash: str
    root_id: str
    previous_id: str | None = None
    # Typed so far: block_id -> action_id -> {"type": …, "value": …}
    values: dict[str, dict[str, JSON]] = field(default_factory=dict)
    # Options that the app offered for its external menus, by block_id and action_id.
    offered: dict[str, dict[str, list[JSON]]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))


@dataclass
class Trigger:
    """A person's act, for which a modal may be opened: for a few seconds, and once."""

    id: str
    user: str
    issued: float
    # The modal in which the person acted, if any: views.push stacks upon it.
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """Where an app answers later: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""

    token: str
    user: str
    channel: str
    issued: float
    # The message whose button was clicked; None after a slash command.
    message_ts: str | None = None
    uses: int = 0


@dataclass
class Command:
    """As the manifest has it: https://docs.slack.dev/reference/app-manifest"""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False


@dataclass
class Shortcut:
    """As the manifest has it; `type` is "global" or "message": https://docs.slack.dev/interactivity/implementing-shortcuts"""

    name: str
    type: str
    callback_id: str
    description: str = ""


@dataclass
class Token:
    """What a caller shows; `kind` is "bot", "app" or "user". A bot's scopes are its app's.

    https://docs.slack.dev/authentication/tokens
    """

    value: str
    kind: str
    user: str
    scopes: frozenset[str] | None = None
    # Seconds since 1970, for tokens that are rotated.
    expires: float | None = None
    # With what it is renewed, once: https://docs.slack.dev/authentication/using-token-rotation
    refresh: str = ""
    revoked: bool = False


@dataclass
class Grant:
    """A person's consent, until the app exchanges its code for tokens.

    https://docs.slack.dev/authentication/installing-with-oauth
    """

    code: str
    # "install", or "sign-in" with OpenID Connect.
    flow: str
    user: str
    issued: float
    scopes: frozenset[str]
    user_scopes: frozenset[str]
    # As it came; the exchange must repeat it.
    redirect_uri: str = ""
    nonce: str = ""
    # Of PKCE: https://www.rfc-editor.org/rfc/rfc7636
    challenge: str = ""


@dataclass
class Scheduled:
    """A message for later; times are in seconds since 1970.

    https://docs.slack.dev/reference/methods/chat.scheduleMessage
    """

    id: str
    post_at: int
    created: int
    # Its ts is that of the moment when it is posted.
    message: Message


@dataclass
class App:
    """The app that is installed: what its manifest says, and its secrets."""

    id: str
    name: str
    user: str
    bot_id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    commands: list[Command]
    # None: everything is granted, every event is sent.
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    # Where events, commands and clicks are posted; None is Socket Mode.
    request_url: str | None = None
    # Switched off, it gets no connection: https://docs.slack.dev/apis/events-api/using-socket-mode
    socket_mode: bool = True
    shortcuts: list[Shortcut] = field(default_factory=list)
    # https://docs.slack.dev/surfaces/app-home
    home_tab: bool = True
    messages_tab: bool = True
    # The app writes there, people do not.
    messages_tab_read_only: bool = False
    # Without it no payload of a button, menu, modal or shortcut is sent.
    interactivity: bool = True
    # Kinds of message metadata it is told of: https://docs.slack.dev/messaging/message-metadata
    metadata_types: frozenset[str] = frozenset()
    # For Sign in with Slack and for installing: https://docs.slack.dev/authentication/installing-with-oauth
    client_id: str = "1000000000000.1000000000000"
    client_secret: str = "sandbox-client-secret"
    redirect_urls: list[str] = field(default_factory=list)
    user_scopes: frozenset[str] = frozenset()
    # Tokens that it gets from now on end after twelve hours: https://docs.slack.dev/authentication/using-token-rotation
    token_rotation: bool = False
    # What people allowed, by code, until it is exchanged.
    grants: dict[str, Grant] = field(default_factory=dict)
    # What it handed in to be posted later, by id.
    scheduled: dict[str, Scheduled] = field(default_factory=dict)
    # Channel and ts of its messages by their client_msg_id. None: no message is taken for another's double;
    # Slack documents the answer to one (`is_duplicate`), but neither the argument nor who may use it.
    client_msg_ids: dict[str, tuple[str, str]] | None = None
    # Who vouches for a sign-in, `iss`; None is the sandbox's own address. An app that has https://slack.com
    # written into it can be tried with that, if it takes pages and keys from here.
    issuer: str | None = None
