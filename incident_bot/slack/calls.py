"""One call to Slack's Web API, and how its failures are sorted into Retry and GiveUp."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping

import aiohttp
from slack_sdk.errors import SlackApiError

from incident_bot.errors import GiveUp, Retry

TIMEOUT = 10
"""Seconds for one call: far below the lease of a job (60 s)."""

# https://docs.slack.dev/apis/web-api/rate-limits and the lists of errors on the methods' own pages.
_LATER = frozenset(
    (
        "ratelimited",
        "rate_limited",
        "too_many_requests",
        "service_unavailable",
        "request_timeout",
        "fatal_error",
        "internal_error",
        "team_added_to_org",
        "org_login_required",
        "external_channel_migrating",
        "update_failed",
        "canvas_editing_locked",
    )
)
_IN_WORDS = {
    "missing_scope": "the app lacks a scope that Slack wants for this",
    "not_in_channel": "the bot is not in that channel",
    "channel_not_found": "the channel is gone, or the bot may not see it",
    "is_archived": "the channel is archived",
    "restricted_action": "the workspace's settings do not allow it",
    "invalid_auth": "Slack does not accept the bot's token",
    "not_authed": "Slack does not accept the bot's token",
    "token_revoked": "the bot's token was revoked",
    "account_inactive": "the bot's account was deactivated",
}


class Declined(Exception):
    """Slack answered that it will not, with a code that the calling verb may know what to do about."""

    def __init__(self, method: str, code: str, detail: dict[str, object]) -> None:
        super().__init__(f"{method}: {code}")
        self.method = method
        self.code = code
        self.detail = detail

    def give_up(self) -> GiveUp:
        """The same for somebody who cannot do anything about it."""
        words = _IN_WORDS.get(self.code)
        needed = f" (needed: {self.detail['needed']})" if self.detail.get("needed") else ""
        return GiveUp(f"{self.method}: {self.code}{needed}" + (f", that is: {words}" if words else ""))


@contextlib.asynccontextmanager
async def calling(method: str) -> AsyncIterator[None]:
    """Around one call: raises Retry when it may go well later, Declined when Slack said no.

    A call that got no answer may have been done all the same: whoever repeats it looks first.
    """
    try:
        yield
    except SlackApiError as error:
        raise _sorted(method, error) from error
    except (aiohttp.ClientError, TimeoutError, OSError) as lost:
        raise Retry(f"{method}: no answer ({type(lost).__name__})") from lost


def check_status(what: str, status: int, headers: Mapping[str, str]) -> None:
    """The same for addresses that are not methods: raises Retry or GiveUp unless all is well."""
    if status == 429 or status >= 500:
        raise Retry(f"{what}: HTTP {status}", after=_seconds(headers.get("Retry-After")))
    if status >= 400:
        raise GiveUp(f"{what}: HTTP {status}")


def _sorted(method: str, error: SlackApiError) -> Exception:
    status = int(getattr(error.response, "status_code", 200))
    data = error.response.data if isinstance(getattr(error.response, "data", None), dict) else {}
    code = str(data.get("error") or f"http_{status}")
    if status == 429 or code in _LATER:
        return Retry(f"{method}: {code}", after=_retry_after(error))
    if status >= 500:
        return Retry(f"{method}: HTTP {status}")
    return Declined(method, code, data)


def _retry_after(error: SlackApiError) -> float | None:
    headers = getattr(error.response, "headers", None) or {}
    return _seconds(headers.get("Retry-After") or headers.get("retry-after"))


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value is not None else None
    except (TypeError, ValueError):
        return None
