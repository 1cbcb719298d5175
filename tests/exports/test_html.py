"""The page: it needs nothing else, nothing that people type becomes part of it, and all is there."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.export import whole
from incident_bot.exports.pseudonyms import hidden
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.vocabulary import Kind, kind_said
from tests.messages.nasty import NASTY, anything

from .scenes import SHAPES, declared, long, nasty, put_right, scene
from .story import entry, minutes, record_of, with_entries

VOID = ("meta", "wbr", "link", "br", "img", "hr", "input")
OURS = "https://example.slack.com/"


class Reading(HTMLParser):
    """A page as a browser takes it apart: elements with their attributes, and the text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []
        self.titles: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(attrs) == len(dict(attrs))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.titles.append(data)
        elif self._open and self._open[-1] != "style":
            self.shown.append(data)

    @property
    def text(self) -> str:
        return "".join(self.shown)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def tags(self) -> set[str]:
        return {name for name, _ in self.elements}


def page_of(record: Record) -> str:
    return asyncio.run(whole(FORMATS["html"].write(record))).decode()


@pytest.mark.parametrize("name", SHAPES)
def test_the_page_is_well_made_and_asks_for_nothing(name: str) -> None:
    _alone(Reading(page_of(scene(name, "Europe/Berlin"))))


def test_nothing_that_people_type_becomes_part_of_the_page() -> None:
    plain, typed = (
        Reading(page_of(nasty(["x", "y"]))),
        Reading(page_of(nasty(['"><script>x</script><b', "' onload=x"]))),
    )
    assert typed.tags <= plain.tags
    assert {each for _, has in typed.elements for each in has} <= {
        each for _, has in plain.elements for each in has
    }
    _alone(Reading(page_of(nasty())))


@settings(max_examples=25)
@given(anything)
def test_whatever_is_typed_is_only_text(text: str) -> None:
    read = Reading(page_of(nasty([text])))
    _alone(read)
    assert not set("".join(read.shown) + "".join(read.titles)) & set("\x00\x08\u202e\u2066\ud800")


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_what_was_typed_is_read_as_it_was_typed(text: str) -> None:
    read = Reading(page_of(nasty([text])))
    words = re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", text).split()
    assert " ".join(words) in " ".join(read.text.split())


def test_every_kind_is_on_the_timeline() -> None:
    incident = declared()
    kinds = [*Kind, "of_a_later_version"]
    entries = [entry(kind, f"this is {kind}", minutes(n), id=n + 10) for n, kind in enumerate(kinds)]
    read = Reading(page_of(with_entries(record_of(incident), entries)))
    rows = [has["id"] for has in read.all("tr") if (has.get("id") or "").startswith("e")]
    assert rows == [f"e{n + 10}" for n in range(len(kinds))]
    for kind in kinds:
        assert kind_said(kind) in read.text


def test_what_was_put_right_says_so() -> None:
    read = Reading(page_of(put_right()))
    for said in (
        "note of other words",
        "words revised, last changed by Bo Example",
        "recorded 6 min later",
        "withdrawn by Bo Example",
        "the message was deleted in Slack",
        "graph.png",
        "Alert on the pool",
        "Done when: it fires in the drill",
    ):
        assert said in read.text, said
    assert "note of gone" not in read.text + "".join(read.titles)


def test_the_head_of_the_chain_is_there_with_the_number_of_facts() -> None:
    record = put_right()
    read = Reading(page_of(record))
    assert record.head in read.text
    assert f"has {record.facts} facts" in read.text


def test_it_says_when_not_everything_is_shown() -> None:
    read = Reading(page_of(replace(scene("story"), wanted=Wanted("UTC", starred=True, kinds=("decision",)))))
    assert "Only entries of these kinds are shown: decision." in read.text
    assert "Only entries with a star are shown." in read.text


def test_without_names_there_are_none() -> None:
    record = replace(scene("story"), wanted=Wanted("UTC", pseudonyms=True))
    page = page_of(hidden(record))
    assert "People have pseudonyms." in page
    assert "Person 1" in page
    for known in ("Example", "U1", "example.slack.com", "C1"):
        assert known not in re.sub(r"<style>.*</style>", "", page, flags=re.DOTALL)


def test_the_same_record_is_the_same_page() -> None:
    assert page_of(scene("story")) == page_of(scene("story"))


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused):
        page_of(scene("story", "Mars/Base"))


def test_times_stand_in_both_zones() -> None:
    read = Reading(page_of(scene("story", "Asia/Kolkata")))
    assert "2026-01-05 22:30:00" in read.text
    assert "2026-01-06 04:00:00 (UTC+05:30)" in read.text
    assert {has["datetime"] for has in read.all("time")} >= {"2026-01-05T22:30:00Z"}


def test_the_name_of_a_zone_is_never_broken_within_a_word() -> None:
    page = page_of(scene("story", "Australia/Sydney"))
    assert '<th scope="col" role="columnheader" class="h-t">Australia/<wbr>Sydney</th>' in page
    assert ".timeline .h-t { width: 8.25rem; overflow-wrap: break-word; }" in page


def test_the_policy_allows_the_one_style_of_the_page() -> None:
    page = page_of(scene("story"))
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = [has["content"] for has in Reading(page).all("meta") if has.get("http-equiv")]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "</" not in style
    assert "url(" not in style
    assert "@import" not in style


def test_a_long_timeline_comes_in_pieces() -> None:
    async def pieces() -> list[bytes]:
        return [piece async for piece in FORMATS["html"].write(long(30))]

    assert len(asyncio.run(pieces())) > 10


def test_headings_and_tables_tell_those_who_listen_what_is_what() -> None:
    read = Reading(page_of(put_right()))
    assert [tag for tag, _ in read.elements if tag in ("h1", "h2")] == ["h1", *["h2"] * 5]
    assert all(has.get("scope") for has in read.all("th"))
    assert len(read.all("caption")) == len(read.all("table"))
    for picture in read.all("svg"):
        assert picture["role"] == "img"
        assert picture["aria-describedby"] == "in-words"
    assert "Ann Example, Mon 5 Jan 22:31 to Tue 6 Jan 00:00, 1 h 29 min" in read.text


def _alone(read: Reading) -> None:
    """No script, nothing fetched; links go to Slack or stay on the page, and each id is there once."""
    assert not read.tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "base",
        "form",
        "image",
        "use",
    }
    ids = Counter(has["id"] for _, has in read.elements if has.get("id"))
    assert all(count == 1 for count in ids.values()), ids
    for tag, attributes in read.elements:
        for name, value in attributes.items():
            assert not name.startswith("on")
            assert name not in ("src", "style", "srcset", "action", "xlink:href", "background")
            if name == "href":
                assert tag == "a"
                assert value is not None
                assert value.startswith(OURS) or (value[0] == "#" and value[1:] in ids), value
