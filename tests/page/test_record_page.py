"""The record as a page in a real browser: on a phone, on a screen, in the dark, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.record import Record
from tests.exports.scenes import nasty, put_right, scene

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("name", ["story", "crowded", "three days", "nasty", "put right"])
@pytest.mark.parametrize("width", [400, 1280])
async def test_the_page_is_never_wider_than_the_screen(
    browser: Browser, tmp_path: Path, name: str, width: int
) -> None:
    async with _Window(browser, tmp_path, _named(name), width) as page:
        wide, inner = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= inner
        shown = page.locator("svg:visible")
        assert await shown.count() == 1
        box = await shown.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        # Small print, but print.
        sizes = await shown.locator("text").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect().height)"
        )
        assert min(sizes) > 9


async def test_labels_of_bands_have_room_in_them(browser: Browser, tmp_path: Path) -> None:
    async with _Window(browser, tmp_path, scene("crowded"), 1280) as page:
        assert await page.locator("svg:visible").evaluate(_LABELS) == []


async def test_it_is_read_in_the_dark_and_printed_on_paper(browser: Browser, tmp_path: Path) -> None:
    async with _Window(browser, tmp_path, scene("story"), 1280, dark=True) as page:
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 24, 28)"
        await page.emulate_media(media="print")
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert (await page.pdf(format="A4")).startswith(b"%PDF")


async def test_a_mark_leads_to_its_entry(browser: Browser, tmp_path: Path) -> None:
    async with _Window(browser, tmp_path, scene("story"), 1280) as page:
        await page.locator("svg:visible .kind-decision").click()
        assert page.url.endswith("#e9")


_LABELS = """svg => {
  const boxes = [...svg.querySelectorAll('rect')].map(each => each.getBoundingClientRect());
  return [...svg.querySelectorAll('text[class^="on-"]')].filter(text => {
    const own = text.getBoundingClientRect();
    return !boxes.some(box => box.left <= own.left + 1 && own.right <= box.right + 1
      && box.top <= own.top + 3 && own.bottom <= box.bottom + 3);
  }).map(each => each.textContent);
}"""


def _named(name: str) -> Record:
    return {"nasty": nasty, "put right": put_right}.get(name, lambda: scene(name, "Europe/Berlin"))()


class _Window:
    """A window on the page as a file, as people open it; what goes wrong in it fails the test."""

    def __init__(
        self, browser: Browser, folder: Path, record: Record, width: int, dark: bool = False
    ) -> None:
        self._browser, self._file, self._record = browser, folder / "page.html", record
        self._width, self._dark = width, dark
        self._wrong: list[str] = []
        self._context: BrowserContext | None = None

    async def __aenter__(self) -> Page:
        self._file.write_bytes(await whole(FORMATS["html"].write(self._record)))
        self._context = await self._browser.new_context(
            viewport={"width": self._width, "height": 820}, color_scheme="dark" if self._dark else "light"
        )
        page = await self._context.new_page()
        page.on("pageerror", lambda error: self._wrong.append(str(error)))
        page.on("console", lambda said: self._wrong.append(said.text))
        page.on("request", lambda asked: self._wrong.append(asked.url) if asked.url[:5] != "file:" else None)
        await page.goto(self._file.as_uri())
        return page

    async def __aexit__(self, *_: object) -> None:
        assert self._context is not None
        await self._context.close()
        assert self._wrong == []
