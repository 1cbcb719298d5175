"""Starting and stopping."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from incident_bot.sandbox import Sandbox, Seed

from .bots import Bot


async def test_a_stopped_sandbox_leaves_nothing_behind() -> None:
    sandbox = Sandbox(Seed.example())
    await sandbox.start()
    bot = Bot(sandbox)
    bot.collect("message")
    await bot.connect()
    await bot.client.conversations_join(channel="C0GENERAL")
    async with aiohttp.ClientSession() as http:
        page = await http.ws_connect(sandbox.url + "/live")
        await page.send_json({"id": 1, "do": "be", "person": "ann"})
        await page.receive_json()
        await sandbox.person("ann").says("hello", "general")
        await bot.close()
        # This one waits for its retries when the sandbox stops.
        await sandbox.person("ann").says("nobody hears this", "general")
        await sandbox.stop()
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_sandbox_that_never_started_stops_too() -> None:
    await Sandbox(Seed.example()).stop()


async def test_a_taken_port_is_said(sandbox: Sandbox) -> None:
    other = Sandbox(Seed.example())
    with pytest.raises(OSError, match="address already in use"):
        await other.start(port=int(sandbox.url.rpartition(":")[2]))
    await other.stop()


async def test_the_page_is_served(sandbox: Sandbox, http: aiohttp.ClientSession) -> None:
    async with http.get(sandbox.url + "/") as response:
        assert response.content_type == "text/html"
    async with http.get(sandbox.url + "/page/app.js") as response:
        assert "javascript" in response.content_type
