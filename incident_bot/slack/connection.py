"""The connections to Slack, kept open, and one call over them."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from incident_bot.slack.calls import TIMEOUT, Declined, calling
from incident_bot.slack.found import Identity
from incident_bot.slack.pace import Pace

LIST_PAGE = 999
"""Channels and people come in the largest pages there are: lists may be asked for 20 times a minute."""


class Connection:
    """A pool of connections to the Web API at `api_url`, with the bot's token."""

    def __init__(self, token: str, api_url: str) -> None:
        self._token = token
        self._api_url = api_url
        self._opened: aiohttp.ClientSession | None = None
        self._pace = Pace()
        self.identity: Identity | None = None
        """Who the bot is; known once `introduce` has been answered."""

    async def start(self) -> None:
        """Open the pool of connections; needs a running loop."""
        # Kept open between incidents: the first call of a declaration should not pay for a handshake.
        connector = aiohttp.TCPConnector(limit=200, keepalive_timeout=75)
        self._opened = aiohttp.ClientSession(
            connector=connector, timeout=aiohttp.ClientTimeout(total=TIMEOUT)
        )
        # No retry handlers: the SDK repeats a post after a lost connection, and says things twice.
        self.web = AsyncWebClient(
            self._token, base_url=self._api_url, session=self._opened, timeout=TIMEOUT, retry_handlers=[]
        )

    async def stop(self) -> None:
        """Close the connections."""
        if self._opened is not None:
            await self._opened.close()

    @property
    def _session(self) -> aiohttp.ClientSession:
        assert self._opened is not None, "started first"
        return self._opened

    async def _call(
        self, method: str, call: Any, *, fine: set[str] | None = None
    ) -> AsyncSlackResponse | dict[str, Any]:
        try:
            return await self._call_or_declined(method, call)
        except Declined as declined:
            if declined.code in (fine or ()):
                return declined.detail
            raise declined.give_up() from declined

    async def _call_or_declined(self, method: str, call: Any) -> AsyncSlackResponse:
        async with calling(method):
            answer: AsyncSlackResponse = await call
        return answer


def next_page(page: Any) -> str:
    """Where a list goes on; empty at its end. https://docs.slack.dev/apis/web-api/pagination"""
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")
