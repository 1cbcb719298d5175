"""A tiny Bolt app: a modal with one rule, a card with buttons, two shortcuts, a menu that asks, a home."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.sandbox import Sandbox

JSON = dict[str, Any]
SERVICES = ("Checkout", "Search", "Sign-in")


class SmallApp:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        # What people chose in elements called pick_…, as Slack tells it.
        self.picked: list[JSON] = []
        # What was in the report's form when it was sent, and which messages went to the timeline.
        self.reports: list[JSON] = []
        self.noted: list[str] = []
        self.client = AsyncWebClient(token=sandbox.app.bot_token, base_url=sandbox.api_url)
        bolt = AsyncApp(client=self.client, process_before_response=True)
        bolt.command("/incident")(_declare)
        bolt.shortcut("declare_now")(_declare)
        bolt.view("declare")(_declared)
        bolt.action("take")(_taken)
        bolt.shortcut("report")(_report)
        bolt.view("report")(self._reported)
        bolt.options("services")(_services)
        bolt.shortcut("to_timeline")(self._note)
        bolt.action(re.compile("^pick_"))(self._picked)
        self._handler = AsyncSocketModeHandler(bolt, sandbox.app.app_token)

    async def start(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves these two untyped
        await self._sandbox.until(lambda: self._sandbox.delivery.connected)

    async def stop(self) -> None:
        await self._handler.close_async()  # type: ignore[no-untyped-call]

    async def say(self, channel: str, blocks: list[JSON], text: str = "For you") -> None:
        """In a channel of the sandbox, by its name; the app comes in first."""
        found = self._sandbox.channel(channel).id
        await self.client.conversations_join(channel=found)
        await self.client.chat_postMessage(channel=found, text=text, blocks=blocks)

    async def _picked(self, ack: Any, action: JSON) -> None:
        self.picked.append(action)
        await ack()

    async def _reported(self, ack: Any, view: JSON) -> None:
        self.reports.append(view["state"]["values"])
        await ack()

    async def _note(self, ack: Any, shortcut: JSON, client: AsyncWebClient) -> None:
        await ack()
        self.noted.append(shortcut["message"]["text"])
        channel, ts = shortcut["channel"]["id"], shortcut["message"]["ts"]
        await client.chat_postEphemeral(
            channel=channel, user=shortcut["user"]["id"], text="It is on the timeline."
        )
        await client.reactions_add(channel=channel, timestamp=ts, name="pushpin")


async def _declare(ack: Any, body: JSON, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=declare_form(body.get("channel_id", "")))


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


async def _report(ack: Any, body: JSON, client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=report_form())


async def _services(ack: Any, payload: JSON) -> None:
    typed = payload["value"].lower()
    await ack(options=[option(name) for name in SERVICES if typed in name.lower()])


def declare_form(channel: str) -> JSON:
    title = {"type": "plain_text_input", "action_id": "title"}
    severity = {"type": "static_select", "action_id": "severity"}
    severity["options"] = [option(name) for name in ("SEV-1", "SEV-2")]  # type: ignore[assignment]
    return {
        "type": "modal",
        "callback_id": "declare",
        "private_metadata": channel,
        "title": plain("Declare an incident"),
        "submit": plain("Declare"),
        "blocks": [asked("title", "What is wrong?", title), asked("severity", "Severity", severity)],
    }


def report_form() -> JSON:
    """Every kind of field that only forms have."""
    services = {"type": "external_select", "action_id": "services", "min_query_length": 2}
    typed: list[tuple[str, str, JSON]] = [
        ("service", "Which service?", services),
        ("people", "Who saw it?", {"type": "multi_users_select", "action_id": "people"}),
        ("story", "What happened?", {"type": "rich_text_input", "action_id": "story"}),
        (
            "log",
            "Log files",
            {"type": "file_input", "action_id": "log", "filetypes": ["csv"], "max_files": 2},
        ),
        (
            "count",
            "How many people?",
            {"type": "number_input", "action_id": "count", "is_decimal_allowed": False},
        ),
        ("mail", "Your address", {"type": "email_text_input", "action_id": "mail"}),
        ("graph", "Graph", {"type": "url_text_input", "action_id": "graph"}),
        ("since", "Since when?", {"type": "datetimepicker", "action_id": "since"}),
    ]
    blocks = [asked(block, label, element) for block, label, element in typed]
    return {
        "type": "modal",
        "callback_id": "report",
        "title": plain("Report"),
        "submit": plain("Send"),
        "blocks": [{**block, "optional": block["block_id"] != "service"} for block in blocks],
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
        {"type": "header", "text": plain(title)},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in fields]},
        {
            "type": "actions",
            "block_id": "card",
            "elements": [
                {"type": "button", "action_id": action, "text": plain(text)}
                for action, text in buttons.items()
            ],
        },
    ]


def asked(block_id: str, label: str, element: JSON) -> JSON:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element}


def option(name: str, description: str = "") -> JSON:
    made: JSON = {"text": plain(name), "value": name.lower()}
    return {**made, "description": plain(description)} if description else made


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}
