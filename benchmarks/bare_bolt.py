"""The bare thing: a Bolt app that acknowledges and does nothing else, on the same server as the bot."""

from __future__ import annotations

import asyncio
import os
import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from incident_bot.entrypoints.http import listen, server, web


async def health() -> dict[str, object]:
    """Always well."""
    return {"ok": True}


async def main() -> None:
    """Serve until killed."""
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    secret = os.environ["SLACK_SIGNING_SECRET"]
    app = AsyncApp(client=client, signing_secret=secret, process_before_response=True)

    @app.command(re.compile(".*"))
    async def answer(ack: AsyncAck) -> None:
        await ack("noted")

    listening = listen("127.0.0.1", int(os.environ["PORT"]))
    await server(web(health, app)).serve(sockets=[listening])


if __name__ == "__main__":
    asyncio.run(main())
