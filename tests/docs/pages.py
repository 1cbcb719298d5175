"""The project's pages, and what stands in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "incident_bot"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_CELL = re.compile(r"(?<!\\)\|")
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def named(page: Path) -> str:
    """What a page is called in a report."""
    return str(page.relative_to(ROOT))


def read(name: str) -> str:
    """A page by its path from the root."""
    return (ROOT / name).read_text("utf-8")


def section(page: str, title: str) -> str:
    """What stands under a heading, up to the next of the same kind or a higher one."""
    begin = re.search(rf"^(#+) {re.escape(title)}$\n", page, re.MULTILINE)
    assert begin is not None, f"there is no heading “{title}”"
    rest = page[begin.end() :]
    end = re.search(rf"^#{{1,{len(begin[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def rows(text: str) -> list[list[str]]:
    """The cells of every table in a text, without its heads; a bar within a cell has a backslash."""
    table = [line for line in text.splitlines() if line.startswith("|")]
    rules = [n for n, line in enumerate(table) if re.fullmatch(r"(\|-+)+\|", line)]
    heads = {n + step for n in rules for step in (-1, 0)}
    return [
        [cell.strip().replace(r"\|", "|") for cell in _CELL.split(line)[1:-1]]
        for n, line in enumerate(table)
        if n not in heads
    ]


def quoted(text: str) -> list[str]:
    """Everything between backticks on one line."""
    return re.findall(r"`([^`\n]+)`", text)


def examples(text: str, language: str) -> list[str]:
    """The code blocks in one language; the empty one is for blocks that name none."""
    return [code for kind, code in _FENCED.findall(text) if kind == language]


def prose(text: str) -> str:
    """A page without its code blocks."""
    return _FENCED.sub("", text)
