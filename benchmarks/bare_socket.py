"""The bare thing over Socket Mode: a Bolt app that acknowledges and does nothing else."""

from __future__ import annotations

import asyncio
import os
import re

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def main() -> None:
    """Serve until killed."""
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client, process_before_response=True)

    @app.command(re.compile(".*"))
    async def answer(ack: AsyncAck) -> None:
        await ack("noted")

    handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
    await handler.start_async()  # type: ignore[no-untyped-call] # as Bolt has it


if __name__ == "__main__":
    asyncio.run(main())
