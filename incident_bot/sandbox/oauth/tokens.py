"""Tokens that an app is given for a code, and for a refresh token where they rotate.

https://docs.slack.dev/authentication/using-token-rotation
"""

from __future__ import annotations

from ..errors import SlackError
from ..records import JSON, Token
from ..workspace import Workspace

ROTATED_SECONDS = 43_200


def bot_token(workspace: Workspace, scopes: frozenset[str]) -> Token:
    """The app's own, with these scopes added to those it had: installing again takes none away."""
    app = workspace.app
    if app.scopes is not None:
        app.scopes |= scopes
    if app.token_rotation:
        return _rotating(workspace, "bot", app.user, None)
    token = workspace.tokens[app.bot_token]
    token.revoked = False
    return token


def user_token(workspace: Workspace, user: str, scopes: frozenset[str]) -> Token:
    """A person's, with these scopes added to those that they allowed before."""
    before = (token for token in workspace.tokens.values() if (token.kind, token.user) == ("user", user))
    allowed = scopes.union(*(token.scopes or () for token in before if not token.revoked))
    if workspace.app.token_rotation:
        return _rotating(workspace, "user", user, allowed)
    token = Token(f"xoxp-sandbox-{user}", "user", user, allowed)
    workspace.tokens[token.value] = token
    return token


def renewed(workspace: Workspace, refresh: str) -> Token:
    """A new one in place of the one that ends; the refresh token is good once. Raises SlackError."""
    for token in workspace.tokens.values():
        if refresh and token.refresh == refresh and not token.revoked:
            token.refresh = ""
            return _rotating(workspace, token.kind, token.user, token.scopes)
    raise SlackError("invalid_refresh_token")


def until_when(token: Token) -> JSON:
    """The fields that only tokens which end have."""
    return {"expires_in": ROTATED_SECONDS, "refresh_token": token.refresh} if token.refresh else {}


def _rotating(workspace: Workspace, kind: str, user: str, scopes: frozenset[str] | None) -> Token:
    number = workspace.number("rotated")
    beginning = "xoxe.xoxb-1-sandbox" if kind == "bot" else "xoxe.xoxp-1-sandbox"
    token = Token(f"{beginning}-{number}", kind, user, scopes)
    token.expires = workspace.now() + ROTATED_SECONDS
    token.refresh = f"xoxe-1-sandbox-{number}"
    workspace.tokens[token.value] = token
    return token
