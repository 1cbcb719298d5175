"""A program in another language, as far as the sandbox can tell."""

from __future__ import annotations

from typing import Any

import aiohttp

from incident_bot.sandbox import Sandbox

JSON = dict[str, Any]


class Remote:
    def __init__(self, sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
        self.url = sandbox.url + "/control/"
        self.http = http

    async def post(self, path: str, order: JSON) -> tuple[int, JSON]:
        async with self.http.post(self.url + path, json=order) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> Any:
        async with self.http.get(self.url + path) as response:
            return await response.json()
