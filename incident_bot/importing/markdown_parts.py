"""A Markdown document as lines, rows and headings, each with the number of its line and without its markup.

https://spec.commonmark.org/0.31.2/ and, for tables, https://github.github.com/gfm/#tables-extension-
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True)
class Cell:
    """Text as a reader sees it; `is_bold`: all of it is."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True)
class Heading:
    """`level` 1 is a title."""

    number: int
    level: int
    text: str


@dataclass(frozen=True)
class Written:
    """A line of a paragraph, of a list or of a block of code. `block`: lines of one block belong together."""

    number: int
    block: int
    cell: Cell


@dataclass(frozen=True)
class Row:
    """A row of a table, by the words of its head, in lower case."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Lost:
    """A line with figures in it that belongs to nothing of this."""

    number: int
    text: str


Part = Heading | Written | Row | Lost

_DEEPEST = 100
_FIGURES = re.compile(r"\d[:.]\d\d")


def parts(text: str) -> Iterator[Part]:
    """What a document consists of, from top to bottom."""
    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").parse(text)
    for place, token in enumerate(tokens):
        if token.type in ("fence", "code_block"):
            begin = _number(token) + (token.type == "fence")
            for offset, line in enumerate(token.content.splitlines()):
                yield Written(begin + offset, place, Cell(line))
        elif token.type == "html_block":
            for offset, line in enumerate(token.content.splitlines()):
                yield Written(_number(token) + offset, place, Cell(line))
        elif token.type == "table_open":
            yield from _table(tokens, place)
        elif token.type == "inline":
            yield from _inline(tokens, place)
    yield from _lost(text, tokens)


def _lost(text: str, tokens: Sequence[Token]) -> Iterator[Lost]:
    """What the reader of Markdown passes over: what is nested too deeply, and what follows in that list."""
    read = {
        number
        for token in tokens
        if token.map and token.type in ("inline", "fence", "code_block", "html_block", "tr_open")
        for number in range(*token.map)
    }
    # Its lines end where those of Markdown do.
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text)):
        if number not in read and _FIGURES.search(line):
            yield Lost(number + 1, line.strip(" \t>"))


def _inline(tokens: Sequence[Token], place: int) -> Iterator[Part]:
    token, above = tokens[place], tokens[place - 1]
    if above.type == "heading_open":
        yield Heading(_number(token), int(above.tag[1:]), _cell(token.children or []).text)
    elif above.type not in ("th_open", "td_open"):
        for offset, children in enumerate(_split(token.children or [])):
            yield Written(_number(token) + offset, place, _cell(children))


def _table(tokens: Sequence[Token], begin: int) -> Iterator[Row]:
    head: list[str] = []
    number, cells = 0, list[Cell]()
    for token in takewhile(lambda each: each.type != "table_close", tokens[begin:]):
        if token.type == "tr_open":
            number, cells = _number(token), []
        elif token.type == "inline":
            cells.append(_cell(token.children or []))
        elif token.type == "thead_close":
            head = [cell.text.strip().lower() for cell in cells]
        elif token.type == "tr_close" and head:
            yield Row(number, dict(zip(head, cells, strict=False)))


def _number(token: Token) -> int:
    return token.map[0] + 1 if token.map else 0


def _split(children: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for each in children:
        if each.type in ("softbreak", "hardbreak"):
            yield line
            line = []
        else:
            line.append(each)
    yield line


def _cell(children: Sequence[Token]) -> Cell:
    said: list[tuple[str, bool, bool]] = []
    bold = italic = 0
    for each in children:
        bold += {"strong_open": 1, "strong_close": -1}.get(each.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(each.type, 0)
        if each.type == "html_inline":
            said.append(
                ("\n" if each.content.lower().startswith("<br") else each.content, bold > 0, italic > 0)
            )
        elif each.type in ("softbreak", "hardbreak"):
            said.append(("\n", bold > 0, italic > 0))
        elif each.type in ("text", "code_inline"):
            said.append((each.content, bold > 0, italic > 0))
        elif each.type == "image":
            said.append((each.content or "", bold > 0, italic > 0))
    while said and (_is_aside(said[-1]) or not said[-1][0].strip()):
        said.pop()
    own = [bold for text, bold, _ in said if text.strip()]
    text = "".join(text for text, _, _ in said).strip()
    return Cell(text, bool(own) and all(own))


def _is_aside(said: tuple[str, bool, bool]) -> bool:
    """In italics and brackets, at the end: our own exports remark there what is not the text."""
    text, _, italic = said
    return italic and text.startswith("(") and text.endswith(")")
