"""Who somebody is, as an app that they signed in to is told.

https://docs.slack.dev/authentication/sign-in-with-slack
"""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode

from ..avatars import images
from ..people_shapes import LOCALE
from ..records import JSON, Token, User
from ..workspace import Workspace
from .keys import signing_key

_NAMESPACE = "https://slack.com"
# Everybody's address was verified long ago.
_VERIFIED = 1_577_836_800
_ID_TOKEN_SECONDS = 300


def issuer(workspace: Workspace) -> str:
    """The `iss` of every id_token."""
    return workspace.app.issuer or workspace.url


def about(workspace: Workspace, user: User, scopes: frozenset[str]) -> JSON:
    """The claims that these scopes open."""
    claims: JSON = {
        "sub": user.id,
        f"{_NAMESPACE}/user_id": user.id,
        f"{_NAMESPACE}/team_id": workspace.team_id,
    }
    if "email" in scopes and user.email:
        claims |= {"email": user.email, "email_verified": True, "date_email_verified": _VERIFIED}
    return claims | _profile(workspace, user) if "profile" in scopes else claims


def id_token(workspace: Workspace, token: Token, nonce: str) -> str:
    """Signed; good for five minutes."""
    # Real time, not the sandbox's: apps hold it against their own clock.
    now = int(time.time())
    claims: JSON = {
        "iss": issuer(workspace),
        "aud": workspace.app.client_id,
        "iat": now,
        "exp": now + _ID_TOKEN_SECONDS,
        "auth_time": now,
        "at_hash": _half_hash(token.value),
    }
    if nonce:
        claims["nonce"] = nonce
    person = workspace.user(token.user)
    return signing_key().sign(claims | about(workspace, person, token.scopes or frozenset()))


def _profile(workspace: Workspace, user: User) -> JSON:
    given, _, family = user.real_name.partition(" ")
    pictures = images(workspace, user)
    claims: JSON = {
        "name": user.real_name,
        "given_name": given,
        "family_name": family,
        "locale": LOCALE,
        "picture": pictures["image_512"],
        f"{_NAMESPACE}/team_name": workspace.team_name,
        f"{_NAMESPACE}/team_domain": workspace.domain,
        f"{_NAMESPACE}/team_image_default": True,
    }
    return claims | {f"{_NAMESPACE}/user_{size}": address for size, address in pictures.items()}


def _half_hash(access_token: str) -> str:
    """https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken"""
    digest = hashlib.sha256(access_token.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
