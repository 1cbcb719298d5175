"""A sandbox with a small app in it, and windows of a real browser for the people who look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from incident_bot.sandbox import Sandbox, Seed

from .small_app import SmallApp

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Look = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = _chromium()
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield started
        await started.close()


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sentence = (
            "There is no Chromium here (Debian: apt-get install chromium), so nobody can look at the page."
        )
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    seed = Seed.example()
    seed.commands[0].description = "Run an incident"
    seed.commands[0].usage_hint = "declare <title> [severity]"
    made = Sandbox(seed)
    await made.start()
    yield made
    await made.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def app(sandbox: Sandbox) -> AsyncIterator[SmallApp]:
    """An app that declares incidents in a modal."""
    small = SmallApp(sandbox)
    await small.start()
    yield small
    await small.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def look(browser: Browser, sandbox: Sandbox) -> AsyncIterator[Look]:
    """`await look("ann", "general")`: a window of her own on the page. What breaks in it fails the test."""
    context = await browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 820})
    wrong: list[str] = []

    async def opened(name: str, channel: str = "general") -> Page:
        page = await context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: _stays_here(request.url, sandbox.url, wrong))
        await page.goto(f"{sandbox.url}/?as={name}&in={channel}")
        await page.get_by_role("button", name="You are").wait_for()
        return page

    yield opened
    await context.close()
    assert wrong == []


def _stays_here(url: str, home: str, wrong: list[str]) -> None:
    if not url.startswith((home, "data:")):
        wrong.append(f"the page asked for {url}")
