"""A browser tab without the browser: the page's end of the line."""

from __future__ import annotations

from typing import Any

import aiohttp

from incident_bot.sandbox import Sandbox

GENERAL = "C0GENERAL"
Frame = dict[str, Any]


class Page:
    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.number = 0

    async def does(self, what: str, **fields: Any) -> list[Frame]:
        """The frames up to the word that it is done, which comes last."""
        self.number += 1
        await self.socket.send_json({"id": self.number, "do": what, **fields})
        frames: list[Frame] = []
        while not frames or frames[-1].get("id") != self.number:
            frames.append(await self.socket.receive_json())
        return frames

    async def next(self, kind: str) -> Frame:
        """The next frame of this kind; those before it are lost."""
        while True:
            frame: Frame = await self.socket.receive_json()
            if frame["type"] == kind:
                return frame


async def page_of(sandbox: Sandbox, http: aiohttp.ClientSession, person: str) -> Page:
    page = Page(await http.ws_connect(sandbox.url + "/live"))
    await page.does("be", person=person)
    return page


def of_kind(frames: list[Frame], kind: str) -> list[Frame]:
    return [frame for frame in frames if frame["type"] == kind]
