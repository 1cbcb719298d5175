"""Delivery to the app's request URL, signed: https://docs.slack.dev/apis/events-api/using-http-request-urls"""

from __future__ import annotations

import json
import time
from urllib.parse import urlencode

import aiohttp

from .outgoing import ACK_SECONDS, NotDelivered, Parcel
from .records import JSON
from .signing import signed_headers
from .workspace import Workspace

_FORM = "application/x-www-form-urlencoded"


class HttpDelivery:
    """One POST for each parcel; the app has `ack_seconds`, in real seconds, to answer."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._session: aiohttp.ClientSession | None = None
        self.ack_seconds = ACK_SECONDS

    async def send(self, parcel: Parcel) -> JSON | None:
        """What the app answered with. Raises NotDelivered."""
        body, content_type = _body(parcel)
        app = self._workspace.app
        # Real time, not the sandbox's: apps hold it against their own clock, and refuse five minutes.
        headers = signed_headers(app.signing_secret, int(time.time()), body)
        headers["Content-Type"] = content_type
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.retry_reason}
        try:
            timeout = aiohttp.ClientTimeout(total=self.ack_seconds)
            sent = self._client().post(str(app.request_url), data=body, headers=headers, timeout=timeout)
            async with sent as response:
                return _answer(parcel, response, await response.text())
        except TimeoutError:
            raise NotDelivered("operation_timeout", "http_timeout") from None
        except aiohttp.ClientError:
            raise NotDelivered("dispatch_failed", "connection_failed") from None

    async def close(self) -> None:
        """Closes the connections that are kept open."""
        if self._session is not None:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Everybody may be served at once: fifty commands in one second are fifty requests.
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=False)
        return self._session


def _body(parcel: Parcel) -> tuple[bytes, str]:
    if parcel.kind == "slash_commands":
        return urlencode(parcel.payload).encode(), _FORM
    if parcel.kind == "interactive":
        return urlencode({"payload": json.dumps(parcel.payload)}).encode(), _FORM
    return json.dumps(parcel.payload).encode(), "application/json"


def _answer(parcel: Parcel, response: aiohttp.ClientResponse, text: str) -> JSON | None:
    accepted = response.ok if parcel.kind == "events_api" else response.status == 200
    if not accepted:
        no_retry = response.headers.get("X-Slack-No-Retry") == "1"
        raise NotDelivered("dispatch_failed", "http_error", no_retry=no_retry)
    if not text:
        return None
    if response.content_type == "application/json":
        answer = json.loads(text)
        return answer if isinstance(answer, dict) else None
    return {"text": text}
