"""What stands on the pages of a PDF of ours that was not compressed: its strings, by its fonts' tables."""

from __future__ import annotations

import re

_TABLE = re.compile(rb"beginbfchar\n(.*?)endbfchar", re.DOTALL)
_DRAWN = re.compile(rb"/F(\d) [\d.]+ Tf|Td \(((?:[^\\)]|\\.)*)\) Tj", re.DOTALL)
_PAGE = re.compile(rb"/Type /Page\n")
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def strings(document: bytes) -> list[str]:
    """Every line of text, in the order in which it was drawn."""
    tables = [_table(each) for each in _TABLE.findall(document)]
    found, font = [], 0
    for match in _DRAWN.finditer(document):
        if match[1]:
            font = int(match[1]) - 1
        else:
            said = _ESCAPED.sub(lambda each: _CONTROLS.get(each[1], each[1]), match[2])
            found.append("".join(tables[font][said[n : n + 2]] for n in range(0, len(said), 2)))
    return found


def pages(document: bytes) -> int:
    """How many there are."""
    return len(_PAGE.findall(document))


def _table(written: bytes) -> dict[bytes, str]:
    found = {}
    for line in written.splitlines():
        code, said = (bytes.fromhex(each.strip(b"<>").decode()) for each in line.split())
        found[code] = said.decode("utf-16-be")
    return found
