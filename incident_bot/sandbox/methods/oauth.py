"""An app that is installed gets its tokens: oauth.*"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..oauth.grants import EXCHANGE_ARGUMENTS, EXCHANGE_ERRORS, check_client, redeem
from ..oauth.tokens import bot_token, renewed, until_when, user_token
from ..records import JSON, Token


@method(
    "oauth.v2.access",
    tier="special",
    token="none",
    optional=EXCHANGE_ARGUMENTS,
    errors=EXCHANGE_ERRORS,
    on_order=(
        "cannot_install_an_org_installed_app",
        "no_scopes",
        "preview_feature_not_available",
        "user_email_unverified",
    ),
)
def access(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/oauth.v2.access"""
    check_client(call)
    kind = call.text("grant_type", "authorization_code")
    if kind == "authorization_code":
        return _installed(call)
    if kind == "refresh_token":
        token = renewed(call.workspace, call.text("refresh_token"))
        shown = _bot(call, token) if token.kind == "bot" else _user(token)
        return {"app_id": call.workspace.app.id, **shown, **_team(call)}
    raise SlackError("invalid_grant_type")


def _installed(call: Call) -> JSON:
    grant = redeem(call, "install")
    answer: JSON = {"app_id": call.workspace.app.id, "authed_user": {"id": grant.user}}
    if grant.scopes:
        answer |= _bot(call, bot_token(call.workspace, grant.scopes), grant.scopes)
    if grant.user_scopes:
        answer["authed_user"] |= _user(user_token(call.workspace, grant.user, grant.user_scopes))
    return answer | _team(call)


def _bot(call: Call, token: Token, asked: frozenset[str] = frozenset()) -> JSON:
    app = call.workspace.app
    granted = asked if app.scopes is None else app.scopes
    shown = {"scope": ",".join(sorted(granted)), "token_type": "bot", "access_token": token.value}
    return {**shown, "bot_user_id": app.user, **until_when(token)}


def _user(token: Token) -> JSON:
    scopes = ",".join(sorted(token.scopes or ()))
    return {"scope": scopes, "access_token": token.value, "token_type": "user", **until_when(token)}


def _team(call: Call) -> JSON:
    team = {"id": call.workspace.team_id, "name": call.workspace.team_name}
    return {"team": team, "enterprise": None, "is_enterprise_install": False}
