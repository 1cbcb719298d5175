"""Sign in with Slack, once the person agreed: openid.*"""

from __future__ import annotations

from ..call import Call, method
from ..errors import SlackError
from ..oauth.claims import about, id_token
from ..oauth.grants import EXCHANGE_ARGUMENTS, EXCHANGE_ERRORS, check_client, redeem
from ..oauth.tokens import renewed, until_when, user_token
from ..records import JSON


@method(
    "openid.connect.token",
    tier=4,
    token="none",
    optional=EXCHANGE_ARGUMENTS,
    errors=EXCHANGE_ERRORS,
    on_order=("cannot_install_an_org_installed_app", "preview_feature_not_available"),
)
def exchange(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/openid.connect.token"""
    check_client(call)
    kind, nonce = call.text("grant_type", "authorization_code"), ""
    if kind == "authorization_code":
        grant = redeem(call, "sign-in")
        nonce, token = grant.nonce, user_token(call.workspace, grant.user, grant.user_scopes)
    elif kind == "refresh_token":
        token = renewed(call.workspace, call.text("refresh_token"))
    else:
        raise SlackError("invalid_grant_type")
    signed = id_token(call.workspace, token, nonce)
    return {"access_token": token.value, "token_type": "Bearer", "id_token": signed, **until_when(token)}


@method("openid.connect.userInfo", tier=3, scope="openid", token="user")
def user_info(call: Call) -> JSON:
    """https://docs.slack.dev/reference/methods/openid.connect.userInfo"""
    scopes = call.granted or frozenset()
    return about(call.workspace, call.workspace.user(call.me), scopes)
