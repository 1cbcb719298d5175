"""What an app asks a person for: the address of an authorize page, read and checked as Slack does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode, urlsplit, urlunsplit

from ..records import App

Flow = Literal["install", "sign-in"]

# https://docs.slack.dev/authentication/sign-in-with-slack
SIGN_IN_SCOPES = frozenset({"openid", "email", "profile"})


class Unacceptable(Exception):
    """The page is not shown: `code` is Slack's word for it, `sentence` says what to change."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True)
class Asked:
    """A request for consent that may be shown to a person."""

    flow: Flow
    scopes: frozenset[str]
    user_scopes: frozenset[str]
    # As it came, perhaps empty; `target` is where the answer goes.
    redirect_uri: str
    target: str
    state: str
    nonce: str
    challenge: str

    @classmethod
    def read(cls, app: App, flow: Flow, query: Mapping[str, str]) -> Asked:
        """Raises Unacceptable."""
        if query.get("client_id") != app.client_id:
            known = f"The app's client_id is {app.client_id}."
            raise Unacceptable("invalid_client_id", known)
        scopes, user_scopes = _listed(query.get("scope", "")), _listed(query.get("user_scope", ""))
        _check_scopes(flow, scopes, user_scopes)
        if flow == "sign-in" and query.get("response_type") != "code":
            raise Unacceptable("unsupported_response_type", "response_type must be code.")
        given = query.get("redirect_uri", "")
        return cls(
            flow=flow,
            scopes=scopes if flow == "install" else frozenset(),
            user_scopes=user_scopes if flow == "install" else scopes,
            redirect_uri=given,
            target=_target(app, given),
            state=query.get("state", ""),
            nonce=query.get("nonce", ""),
            challenge=_challenge(query),
        )

    def answer(self, **fields: str) -> str:
        """The address to which the browser is sent back, with these fields and the state."""
        parts = urlsplit(self.target)
        added = urlencode({**fields, "state": self.state})
        return urlunsplit(parts._replace(query=f"{parts.query}&{added}" if parts.query else added))


def _listed(scopes: str) -> frozenset[str]:
    return frozenset(scopes.replace(",", " ").split())


def _check_scopes(flow: Flow, scopes: frozenset[str], user_scopes: frozenset[str]) -> None:
    if flow == "sign-in":
        if "openid" not in scopes or scopes - SIGN_IN_SCOPES or user_scopes:
            raise Unacceptable("invalid_scope", "scope must be openid, perhaps with email and profile.")
        return
    wanted = scopes | user_scopes
    if not wanted:
        raise Unacceptable("invalid_scope", "No scopes are requested, neither scope nor user_scope.")
    if wanted & SIGN_IN_SCOPES and wanted - SIGN_IN_SCOPES:
        raise Unacceptable("invalid_scope", "openid, email and profile cannot be mixed with other scopes.")


def _target(app: App, given: str) -> str:
    """Equal to one of the app's redirect URLs, or below it; the first of them when none is given."""
    known = app.redirect_urls
    if not known and app.scopes is None and given:
        # An app without a manifest is granted everything.
        return given
    if not given and known:
        return known[0]
    if any(given == url or given.startswith((url.rstrip("/") + "/", url + "?")) for url in known):
        return given
    allowed = ", ".join(known) or "none: its manifest has no oauth_config.redirect_urls"
    raise Unacceptable("bad_redirect_uri", f"{given or 'None'} is not one of the app's, {allowed}.")


def _challenge(query: Mapping[str, str]) -> str:
    challenge = query.get("code_challenge", "")
    if challenge and query.get("code_challenge_method") != "S256":
        raise Unacceptable("invalid_request", "code_challenge_method must be S256.")
    return challenge
