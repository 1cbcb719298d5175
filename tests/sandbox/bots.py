"""A tiny Bolt app to try the sandbox with."""

from __future__ import annotations

from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox


class Bot:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
        self.app = AsyncApp(
            client=self.client, signing_secret=sandbox.app.signing_secret, process_before_response=True
        )
        # The events that reached it, in the order they came.
        self.events: list[dict[str, Any]] = []
        self._handler: AsyncSocketModeHandler | None = None
        self._runner: web.AppRunner | None = None

    async def connect(self) -> None:
        self._handler = AsyncSocketModeHandler(self.app, self.sandbox.app.app_token)
        await self._handler.connect_async()  # type: ignore[no-untyped-call] # as Bolt has it
        await self.sandbox.until(lambda: self.sandbox.delivery.connected)

    async def listen(self) -> None:
        self._runner = web.AppRunner(self.app.server(port=0, path="/slack").web_app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.sandbox.app.request_url = f"http://127.0.0.1:{port}/slack"

    async def close(self) -> None:
        if self._handler is not None:
            await self._handler.close_async()  # type: ignore[no-untyped-call] # as Bolt has it
        if self._runner is not None:
            await self._runner.cleanup()

    def collect(self, *kinds: str) -> None:
        async def note(event: dict[str, Any]) -> None:
            self.events.append(event)

        for kind in kinds:
            self.app.event(kind)(note)


def section(text: str, **fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **fields}


def button(text: str, action_id: str, **fields: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text), **fields}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def question(label: str, element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain(label), "element": element, **fields}


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    view = {"type": "modal", "callback_id": "form", "title": plain("A form"), "submit": plain("Send")}
    return {**view, "blocks": list(blocks), **fields}
