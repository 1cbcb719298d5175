"""One call of a Web API method: its arguments, read as Slack reads them, and who may call what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .arguments import parsed
from .errors import SlackError
from .records import JSON, Channel, Message
from .workspace import Workspace

Scopes = tuple[str, ...]

# Bot scopes by kind of conversation, any of which is enough: https://docs.slack.dev/reference/scopes
READ: Mapping[str, Scopes] = {
    "channel": ("channels:read",),
    "group": ("groups:read",),
    "im": ("im:read",),
    "mpim": ("mpim:read",),
}
HISTORY: Mapping[str, Scopes] = {
    "channel": ("channels:history",),
    "group": ("groups:history",),
    "im": ("im:history",),
    "mpim": ("mpim:history",),
}
MANAGE: Mapping[str, Scopes] = {
    "channel": ("channels:manage",),
    "group": ("groups:write",),
    "im": ("im:write",),
    "mpim": ("mpim:write",),
}
INVITE = {**MANAGE, "channel": ("channels:write.invites", "channels:manage")}
INVITE["group"] = ("groups:write.invites", "groups:write")
DESCRIBE = {**MANAGE, "channel": ("channels:write.topic", "channels:manage")}
DESCRIBE["group"] = ("groups:write.topic", "groups:write")


@dataclass(frozen=True)
class Method:
    """A method as it was registered."""

    name: str
    answer: Callable[[Call], JSON]
    scope: str | None
    # Conversations need another scope for each kind; checked when the channel is known.
    by_kind: Mapping[str, Scopes] | None
    app_token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    scope: str | None = None,
    by_kind: Mapping[str, Scopes] | None = None,
    app_token: bool = False,
) -> Callable[[Callable[[Call], JSON]], Callable[[Call], JSON]]:
    """Registers the function that answers a method, with the bot scope it needs."""

    def register(answer: Callable[[Call], JSON]) -> Callable[[Call], JSON]:
        METHODS[name] = Method(name, answer, scope, by_kind, app_token)
        return answer

    return register


@dataclass(frozen=True)
class Call:
    """A call on its way to an answer; whatever is wrong with it raises SlackError."""

    method: Method
    args: JSON
    workspace: Workspace

    @property
    def me(self) -> str:
        return self.workspace.app.user

    # -- arguments ---

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        if value := self.text(name):
            return value
        raise invalid_arguments(f"missing required field: {name}")

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else str(value).lower() in ("1", "true")

    def integer(self, name: str, default: int) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise invalid_arguments(f"invalid {name} [json-pointer:/{name}]") from None

    def listed(self, name: str) -> list[str]:
        """A JSON list or a comma-separated one."""
        value = self.args.get(name) or []
        items = value.split(",") if isinstance(value, str) else value
        return [str(item).strip() for item in items if str(item).strip()]

    def parsed(self, name: str, error: str) -> Any:
        """JSON, or JSON once more encoded as a string; `error` when it is neither."""
        return parsed(self.args, name, error)

    # -- what the arguments name ---

    def conversation(self, name: str = "channel") -> Channel:
        """The channel, if the app may know of it and may do this to such a one."""
        channel = self.workspace.visible_channel(self.required(name), self.me)
        if self.method.by_kind is not None:
            self.need(*self.method.by_kind[channel.kind])
        return channel

    def message(self, channel: Channel, name: str) -> Message:
        return self.workspace.message(channel, self.required(name))

    def need(self, *any_of: str) -> None:
        """https://docs.slack.dev/reference/scopes"""
        granted = self.workspace.app.scopes
        if granted is not None and not granted.intersection(any_of):
            raise SlackError("missing_scope", needed=any_of[0], provided=",".join(sorted(granted)))

    def has_scope(self, scope: str) -> bool:
        granted = self.workspace.app.scopes
        return granted is None or scope in granted


def invalid_arguments(*messages: str) -> SlackError:
    """Slack's error for arguments that are missing or of the wrong kind."""
    told = [f"[ERROR] {message}" for message in messages]
    return SlackError("invalid_arguments", response_metadata={"messages": told})
