"""A sandbox with a small app in it, and windows of a real browser for the people who look at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright

from incident_bot.sandbox import Sandbox, Seed
from incident_bot.sandbox.records import Shortcut

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
    seed.shortcuts = [
        Shortcut("Declare an incident", "global", "declare_now", "Opens the form"),
        Shortcut("Report a problem", "global", "report"),
        Shortcut("Add to the timeline", "message", "to_timeline"),
    ]
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
    wrong: list[str] = []
    windows: list[BrowserContext] = []

    async def opened(name: str, channel: str = "general", width: int = 1280, dark: bool = False) -> Page:
        # Two tabs of one window would take turns: the browser lets the one behind rest.
        window = await browser.new_context(
            locale="en-GB",
            viewport={"width": width, "height": 820},
            color_scheme="dark" if dark else "light",
        )
        windows.append(window)
        page = await window.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
        page.on("request", lambda request: _stays_here(request.url, sandbox.url, wrong))
        await page.goto(f"{sandbox.url}/?as={name}&in={channel}")
        await page.locator(".switcher").wait_for(state="attached")
        return page

    yield opened
    for window in windows:
        await window.close()
    assert wrong == []


async def choose(place: Page | Locator, label: str, name: str, typed: str = "") -> None:
    """From a menu that opens, perhaps after typing into it."""
    field = place.get_by_role("combobox", name=label)
    await field.click()
    if typed:
        await field.press_sequentially(typed)
    await place.get_by_role("option", name=name).click()


def _stays_here(url: str, home: str, wrong: list[str]) -> None:
    if not url.startswith((home, "data:")):
        wrong.append(f"the page asked for {url}")
