"""A tiny Bolt app: a modal with one rule, and a card with buttons."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

JSON = dict[str, Any]


class SmallApp:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        # What people chose in elements called pick_…, as Slack tells it.
        self.picked: list[JSON] = []
        self.client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
        bolt = AsyncApp(client=self.client, process_before_response=True)
        bolt.command("/incident")(_declare)
        bolt.view("declare")(_declared)
        bolt.action("take")(_taken)
        bolt.action(re.compile("^pick_"))(self._picked)
        self._handler = AsyncSocketModeHandler(bolt, sandbox.app.app_token)

    async def start(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves these two untyped
        await self._sandbox.until(lambda: self._sandbox.delivery.connected)

    async def stop(self) -> None:
        await self._handler.close_async()  # type: ignore[no-untyped-call]

    async def _picked(self, ack: Any, action: JSON) -> None:
        self.picked.append(action)
        await ack()


async def _declare(ack: Any, body: JSON, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=declare_form(body["channel_id"]))


async def _declared(ack: Any, view: JSON, client: AsyncWebClient) -> None:
    values = view["state"]["values"]
    title = values["title"]["title"]["value"]
    if len(title) < 6:
        await ack(response_action="errors", errors={"title": "Please say a little more."})
        return
    await ack()
    severity = values["severity"]["severity"]["selected_option"]["text"]["text"]
    blocks = card(title, severity, "nobody yet")
    await client.chat_postMessage(channel=view["private_metadata"], text=title, blocks=blocks)


async def _taken(ack: Any, body: JSON, client: AsyncWebClient) -> None:
    await ack()
    message, person = body["message"], body["user"]["id"]
    blocks = card(message["text"], "SEV-1", f"<@{person}>")
    await client.chat_update(
        channel=body["channel"]["id"], ts=message["ts"], text=message["text"], blocks=blocks
    )


def declare_form(channel: str) -> JSON:
    severities = [{"text": _plain(name), "value": name.lower()} for name in ("SEV-1", "SEV-2")]
    title = {"type": "plain_text_input", "action_id": "title"}
    severity = {"type": "static_select", "action_id": "severity", "options": severities}
    return {
        "type": "modal",
        "callback_id": "declare",
        "private_metadata": channel,
        "title": _plain("Declare an incident"),
        "submit": _plain("Declare"),
        "blocks": [
            {"type": "input", "block_id": "title", "label": _plain("What is wrong?"), "element": title},
            {"type": "input", "block_id": "severity", "label": _plain("Severity"), "element": severity},
        ],
    }


def card(title: str, severity: str, commander: str) -> list[JSON]:
    fields = [f"*Severity*\n{severity}", f"*Commander*\n{commander}"]
    buttons = {
        "take": "Take command",
        "update": "Post an update",
        "status": "Change status",
        "resolve": "Resolve",
    }
    return [
        {"type": "header", "text": _plain(title)},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in fields]},
        {
            "type": "actions",
            "block_id": "card",
            "elements": [
                {"type": "button", "action_id": action, "text": _plain(text)}
                for action, text in buttons.items()
            ],
        },
    ]


def _plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}
