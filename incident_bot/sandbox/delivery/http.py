"""Delivery to the app's request URL, signed: https://docs.slack.dev/apis/events-api/using-http-request-urls"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urljoin

import aiohttp

from ..records import JSON
from ..workspace import Workspace
from .outgoing import ACK_SECONDS, NotDelivered, Parcel
from .signing import signed_headers

_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"
_MOST_REDIRECTS = 2


@dataclass(frozen=True)
class _Response:
    """What the app answered, read to its end."""

    status: int
    headers: dict[str, str]
    content_type: str
    text: str


class HttpDelivery:
    """One POST for each parcel; the app has `ack_seconds`, in real seconds, to answer."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._session: aiohttp.ClientSession | None = None
        self.ack_seconds = ACK_SECONDS

    async def send(self, parcel: Parcel) -> JSON | None:
        """What the app answered with. Raises NotDelivered."""
        body, content_type = _body(parcel)
        headers = {"Content-Type": content_type}
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.retry_reason}
        response = await self._post(body, headers)
        parcel.entry["status"] = response.status
        return _answer(parcel, response)

    async def verify_url(self) -> bool:
        """Whether the app returns the challenge, as text, as a form or as JSON.

        https://docs.slack.dev/reference/events/url_verification
        """
        challenge = secrets.token_urlsafe(36)
        token = self._workspace.app.verification_token
        asked = {"token": token, "challenge": challenge, "type": "url_verification"}
        try:
            response = await self._post(json.dumps(asked).encode(), {"Content-Type": _JSON})
        except NotDelivered:
            return False
        return response.status == 200 and _returned(response) == challenge

    async def close(self) -> None:
        """Closes the connections that are kept open."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, headers: dict[str, str]) -> _Response:
        app = self._workspace.app
        # Real time, not the sandbox's: apps hold it against their own clock, and refuse five minutes.
        signed = headers | signed_headers(app.signing_secret, int(time.time()), body)
        try:
            async with asyncio.timeout(self.ack_seconds):
                return await self._follow(str(app.request_url), body, signed)
        except TimeoutError:
            raise NotDelivered("operation_timeout", "http_timeout") from None
        except aiohttp.ClientSSLError:
            raise NotDelivered("dispatch_failed", "ssl_error") from None
        except aiohttp.ClientConnectionError:
            raise NotDelivered("dispatch_failed", "connection_failed") from None
        except (aiohttp.ClientError, UnicodeDecodeError):
            raise NotDelivered("dispatch_failed", "unknown_error") from None

    async def _follow(self, url: str, body: bytes, headers: dict[str, str]) -> _Response:
        """The same request again where a redirect leads; Slack follows two of them."""
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._client().post(url, data=body, headers=headers, allow_redirects=False) as got:
                if got.status not in (301, 302) or "Location" not in got.headers:
                    lowered = {name.lower(): value for name, value in got.headers.items()}
                    return _Response(got.status, lowered, got.content_type, await got.text())
                url = urljoin(url, got.headers["Location"])
        raise NotDelivered("dispatch_failed", "too_many_redirects")

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Everybody may be served at once: fifty commands in one second are fifty requests.
            connector = aiohttp.TCPConnector(limit=0)
            timeout = aiohttp.ClientTimeout(total=None)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout, trust_env=False)
        return self._session


def _body(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.kind == "slash_commands":
        return urlencode(parcel.payload).encode(), _FORM
    if parcel.kind == "interactive":
        return urlencode({"payload": json.dumps(parcel.payload)}).encode(), _FORM
    return json.dumps(parcel.payload).encode(), _JSON


def _answer(parcel: Parcel, response: _Response) -> JSON | None:
    is_event = parcel.kind == "events_api"
    if not (200 <= response.status < 300 if is_event else response.status == 200):
        no_retry = response.headers.get("x-slack-no-retry") == "1"
        raise NotDelivered("dispatch_failed", "http_error", no_retry=no_retry)
    if is_event or not response.text:
        return None
    if response.content_type != _JSON:
        return {"text": response.text}
    try:
        answer = json.loads(response.text)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise NotDelivered("invalid_response", "unknown_error")
    return answer


def _returned(response: _Response) -> str | None:
    """The challenge, in any of the three forms."""
    if response.content_type == _JSON:
        try:
            answer = json.loads(response.text)
        except (ValueError, RecursionError):
            return None
        return str(answer.get("challenge")) if isinstance(answer, dict) else None
    if response.content_type == _FORM:
        return parse_qs(response.text).get("challenge", [""])[0]
    return response.text.strip()
