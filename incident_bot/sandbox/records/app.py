"""The app that is installed: what its manifest says, its secrets, what it was granted."""

from __future__ import annotations

from dataclasses import dataclass, field

from .conversation import Message


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
