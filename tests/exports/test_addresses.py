"""Only addresses of the web become links, whatever somebody wrote into a file that was imported."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from incident_bot.errors import Refused
from incident_bot.exports import FORMATS
from incident_bot.exports.addresses import FILE, WORKSPACE, is_page, is_workspace
from incident_bot.exports.canvas import canvas
from incident_bot.exports.export import whole
from incident_bot.exports.json_document import schema
from incident_bot.exports.json_reading import document_in
from incident_bot.exports.markdown_text import link
from incident_bot.exports.record import Record
from incident_bot.incidents.workspace import Workspace
from tests.exports.story import entry, record_of, rendered, story, with_entries

HOSTILE = [
    "javascript:alert(1)//",
    "data:text/html,x",
    "=HYPERLINK(1)&cmd|x!A0",
    "https://x.example/> | pwned | <img src=x>",
    'https://x.example/" onmouseover="alert(1)',
    "https://x.example\\@evil.example/",
    "https://x.example/\n# pwned",
    "\x00https://x.example/",
    "//x.example/",
]


def hostile(address: str) -> Record:
    file = {"name": "graph.png", "permalink": address}
    said = entry("message", "look", channel="C1", message="1767654300.000200", facts={"files": [file]})
    incident = story()
    incident.postmortem_link = address
    record = with_entries(record_of(incident), [*incident.happened, said])
    return replace(record, workspace=Workspace(id="T1", url=address, bot_person="U0"))


class Links(HTMLParser):
    """What the links of a page lead to, and everything that it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value or "" for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name.startswith("on")]


@pytest.mark.parametrize("address", HOSTILE)
def test_nothing_leads_to_what_is_no_address(address: str) -> None:
    record = hostile(address)
    page = Links(rendered("html", record))
    assert [each for each in page.found if not each.startswith(("#", "https://grafana"))] == []
    assert "img" not in page.tags

    markdown = rendered("markdown", record)
    assert "](" not in markdown
    assert "| pwned |" not in markdown
    assert "<img" not in markdown.replace("\\<img", "")
    assert "\n# pwned" not in markdown

    rows = list(csv.reader(io.StringIO(rendered("csv", record).removeprefix("\ufeff"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert {row[rows[0].index("link")] for row in rows[1:]} == {""}

    for line in rendered("jsonl", record).splitlines()[1:-1]:
        assert json.loads(line)["link"] is None
    assert json.loads(rendered("json", record))["incident"]["room"]["link"] is None

    pdf = asyncio.run(whole(FORMATS["pdf"].write(record)))
    assert not re.search(rb"/URI", pdf)
    assert "](" not in asyncio.run(canvas(record, 100_000))


@pytest.mark.parametrize("address", HOSTILE)
def test_a_document_with_such_an_address_is_not_read(address: str) -> None:
    made = json.loads(rendered("json", record_of(story())))
    made["incident"]["workspace"]["url"] = address
    with pytest.raises(Refused, match=r"incident\.workspace\.url: it is not written as it should be"):
        document_in(json.dumps(made))


@pytest.mark.parametrize("address", HOSTILE)
def test_nor_one_with_such_a_file(address: str) -> None:
    file = {"id": "F1", "name": "graph.png", "permalink": "https://example.slack.com/files/U1/F1/graph.png"}
    said = entry("message", "look", id=16, facts={"files": [file]})
    made = json.loads(rendered("json", with_entries(record_of(story()), [said])))
    for part, where in (("timeline", "files"), ("record", "facts")):
        wrong = json.loads(json.dumps(made))
        told = wrong[part][0][where]
        (told if where == "files" else told["files"])[0]["permalink"] = address
        with pytest.raises(Refused, match="permalink: it is not written as it should be"):
            document_in(json.dumps(wrong))


def test_workspaces_and_sandboxes_have_links() -> None:
    for address in ("https://example.slack.com/", "https://a.enterprise.slack.com", "http://127.0.0.1:8090"):
        assert is_workspace(address)
        record = replace(record_of(story()), workspace=Workspace(id="T1", url=address, bot_person="U0"))
        assert record.room_link == f"{address.rstrip('/')}/archives/C1"
    assert not is_workspace("http://example.slack.com/")
    assert not is_workspace("")


def test_pages_have_any_path() -> None:
    assert is_page("https://wiki.example.com:8443/x/Zoë?a=b&c=(d)#e")
    assert not any(map(is_page, [*HOSTILE, None, 5]))


def test_the_schema_has_the_same() -> None:
    described = schema()
    workspace = described["$defs"]["incident"]["properties"]["workspace"]["properties"]
    assert workspace["url"]["pattern"] == WORKSPACE
    assert described["$defs"]["page"]["pattern"] == FILE


def test_what_could_end_a_link_is_encoded() -> None:
    assert link("a", "https://x.example/a b>|<\n\u202e`\\") == (
        "[a](<https://x.example/a%20b%3E%7C%3C%0A%E2%80%AE%60%5C>)"
    )
    assert link("a", "javascript:x") == "a"
