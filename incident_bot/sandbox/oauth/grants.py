"""From a person's consent to a code, and from the code back: once, and for ten minutes."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode

from ..call import Call
from ..errors import SlackError
from ..records import Grant, User
from ..workspace import Workspace
from .request import Asked, Flow

# By the workspace's clock: https://docs.slack.dev/authentication/installing-with-oauth
CODE_SECONDS = 600

# Of both methods that exchange a code for tokens.
EXCHANGE_ARGUMENTS = (
    "client_id",
    "client_secret",
    "code",
    "code_verifier",
    "grant_type",
    "redirect_uri",
    "refresh_token",
)
EXCHANGE_ERRORS = (
    "bad_client_secret",
    "bad_redirect_uri",
    "invalid_client_id",
    "invalid_code",
    "invalid_code_verifier",
    "invalid_grant_type",
    "invalid_refresh_token",
    "oauth_authorization_url_mismatch",
)


def allow(workspace: Workspace, asked: Asked, user: User) -> str:
    """The person agrees; the address to which the browser is sent, with the code."""
    app, now = workspace.app, workspace.now()
    app.grants = {code: grant for code, grant in app.grants.items() if now - grant.issued <= CODE_SECONDS}
    grant = Grant(
        code=f"{app.client_id}.{workspace.number('code')}",
        flow=asked.flow,
        user=user.id,
        issued=now,
        scopes=asked.scopes,
        user_scopes=asked.user_scopes,
        redirect_uri=asked.redirect_uri,
        nonce=asked.nonce,
        challenge=asked.challenge,
    )
    app.grants[grant.code] = grant
    return asked.answer(code=grant.code)


def decline(asked: Asked) -> str:
    """The person does not; the address to which the browser is sent."""
    return asked.answer(error="access_denied")


def check_client(call: Call) -> None:
    """It is the app itself that calls. Raises SlackError."""
    app = call.workspace.app
    if call.text("client_id") != app.client_id:
        raise SlackError("invalid_client_id")
    if not hmac.compare_digest(call.text("client_secret").encode(), app.client_secret.encode()):
        raise SlackError("bad_client_secret")


def redeem(call: Call, flow: Flow) -> Grant:
    """What was allowed, for the code in the call; it is good no more. Raises SlackError."""
    grants, code = call.workspace.app.grants, call.text("code")
    grant = grants.get(code)
    if grant is None or call.workspace.now() - grant.issued > CODE_SECONDS:
        raise SlackError("invalid_code")
    if grant.flow != flow:
        raise SlackError("oauth_authorization_url_mismatch")
    if grant.redirect_uri != call.text("redirect_uri"):
        raise SlackError("bad_redirect_uri")
    if grant.challenge != _challenge_of(call.text("code_verifier")):
        raise SlackError("invalid_code_verifier")
    del grants[code]
    return grant


def _challenge_of(verifier: str) -> str:
    """https://www.rfc-editor.org/rfc/rfc7636#section-4.2; of no verifier it is empty, too."""
    if not verifier:
        return ""
    if not 43 <= len(verifier) <= 128:
        raise SlackError("invalid_code_verifier")
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
