"""One call of a Web API method: its arguments, read as Slack reads them, and who may call what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .arguments import parsed
from .errors import SlackError
from .records import JSON, Channel, Message, Token
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


# Which tokens a method takes: https://docs.slack.dev/authentication/tokens; "any" is a bot's or a person's.
Tokens = Literal["bot", "app", "user", "any", "none"]

# Calls a minute, by tier: https://docs.slack.dev/apis/web-api/rate-limits. Special ones have a number of
# their own, or none that is published.
Tier = Literal[1, 2, 3, 4, "special"]

# What any method may answer, whatever it does: https://docs.slack.dev/apis/web-api#responses
COMMON_ERRORS = (
    "access_denied",
    "accesslimited",
    "account_inactive",
    "app_access_restricted",
    "deprecated_endpoint",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "fatal_error",
    "internal_error",
    "invalid_arg_name",
    "invalid_arguments",
    "invalid_array_arg",
    "invalid_auth",
    "invalid_charset",
    "invalid_form_data",
    "invalid_json",
    "invalid_post_type",
    "json_not_object",
    "method_deprecated",
    "missing_post_type",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "team_access_not_granted",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
)


@dataclass(frozen=True)
class Method:
    """A method as it was registered."""

    name: str
    answer: Callable[[Call], JSON]
    tier: Tier
    # Calls a minute of a special tier; None where nothing is published.
    per_minute: int | None
    scope: str | None
    # Conversations need another scope for each kind; checked when the channel is known.
    by_kind: Mapping[str, Scopes] | None
    token: Tokens
    # Arguments without which it answers invalid_arguments.
    required: tuple[str, ...]
    # The other arguments that Slack documents; whatever else comes is ignored.
    optional: tuple[str, ...]
    # The documented errors that it answers by itself, beside COMMON_ERRORS.
    errors: tuple[str, ...]
    # Documented errors for which the sandbox has no cause of its own: they come when a fault orders them.
    on_order: tuple[str, ...]

    @property
    def page(self) -> str:
        """Where Slack documents it."""
        return f"https://docs.slack.dev/reference/methods/{self.name}"


METHODS: dict[str, Method] = {}


def method(
    name: str,
    *,
    tier: Tier,
    required: Iterable[str] = (),
    optional: Iterable[str] = (),
    errors: Iterable[str] = (),
    on_order: Iterable[str] = (),
    scope: str | None = None,
    by_kind: Mapping[str, Scopes] | None = None,
    token: Tokens = "bot",  # noqa: S107 - a kind of token, and none of them
    per_minute: int | None = None,
) -> Callable[[Callable[[Call], JSON]], Callable[[Call], JSON]]:
    """Registers the function that answers a method, with what Slack documents of it."""

    def register(answer: Callable[[Call], JSON]) -> Callable[[Call], JSON]:
        METHODS[name] = Method(
            name,
            answer,
            tier,
            per_minute,
            scope,
            by_kind,
            token,
            tuple(required),
            tuple(optional),
            tuple(errors),
            tuple(on_order),
        )
        return answer

    return register


@dataclass(frozen=True)
class Call:
    """A call on its way to an answer; whatever is wrong with it raises SlackError."""

    method: Method
    args: JSON
    workspace: Workspace
    # With which it was called; None when without.
    token: Token | None = None
    # The method of the HTTP request: GET or POST.
    verb: str = "POST"

    @property
    def me(self) -> str:
        """Who calls: the app's own user, or the person whose token it is."""
        return self.token.user if self.token else self.workspace.app.user

    @property
    def granted(self) -> frozenset[str] | None:
        """The scopes of the caller; None is all of them."""
        if self.token is None or self.token.kind == "bot":
            return self.workspace.app.scopes
        return self.token.scopes

    def answer(self) -> JSON:
        """Does what is asked for. Raises SlackError."""
        self._authenticate()
        for name in self.method.required:
            self.required(name)
        return self.method.answer(self)

    def _authenticate(self) -> None:
        """https://docs.slack.dev/authentication/tokens"""
        wanted = self.method.token
        if wanted == "none":
            return
        if self.token is None:
            raise SlackError("not_authed")
        if self.token.revoked:
            raise SlackError("token_revoked")
        if self.token.expires is not None and self.workspace.now() >= self.token.expires:
            raise SlackError("token_expired")
        if self.token.kind not in (("bot", "user") if wanted == "any" else (wanted,)):
            raise SlackError("not_allowed_token_type")
        if self.method.scope is not None:
            self.need(self.method.scope)

    # -- arguments ---

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str) -> str:
        # A list or an object that came as JSON counts as given, also an empty one.
        if (value := self.text(name)) or self.args.get(name) == []:
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
        granted = self.granted
        if granted is not None and not granted.intersection(any_of):
            raise SlackError("missing_scope", needed=any_of[0], provided=",".join(sorted(granted)))

    def has_scope(self, scope: str) -> bool:
        return self.granted is None or scope in self.granted


def invalid_arguments(*messages: str) -> SlackError:
    """Slack's error for arguments that are missing or of the wrong kind."""
    told = [f"[ERROR] {message}" for message in messages]
    return SlackError("invalid_arguments", response_metadata={"messages": told})
