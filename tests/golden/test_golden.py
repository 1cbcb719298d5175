"""Every recorded incident is played again, and its exports are compared byte by byte with the kept ones.

Nothing is masked: the record has hashes over all of it, so a file that is equal says that the replay was.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from incident_bot.exports.json_reading import read_document
from incident_bot.exports.json_verifying import verify_document
from incident_bot.settings import Settings

from .playing import HERE, NAMES, play

KINDS = (".md", ".json", ".jsonl", ".csv", ".html")
MOST = 60
"""Lines of a difference that are shown."""


@pytest.mark.parametrize("name", NAMES)
async def test_the_exports_are_as_they_were_read(name: str, tmp_path: Path) -> None:
    played = await play(name, tmp_path)

    told = [line for file, content in played.files.items() for line in _difference(HERE / file, content)]
    assert not told, "\n".join([*told[:MOST], "", "Read it, then: python -m tests.golden " + name])
    for file, content in played.posted.items():
        assert content == played.files[file], f"{file}: the file in the room is another one"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_kept_keeps_to_the_schema_and_is_intact(name: str) -> None:
    """Its chain says so: nobody wrote in these files by hand."""
    document = read_document(HERE / f"{name}.json")
    verdict = verify_document(document, Settings())
    assert (verdict.broken, verdict.remarks) == (None, [])
    assert verdict.facts == verdict.of > 0


def test_nothing_is_kept_that_nobody_plays() -> None:
    kept = {path.name for path in HERE.iterdir() if path.suffix in KINDS} - {"README.md"}
    assert {name for file in kept for name in NAMES if file.startswith(name)} == set(NAMES)
    assert [file for file in kept if not file.startswith(tuple(NAMES))] == []


def _difference(path: Path, content: bytes) -> list[str]:
    before = path.read_bytes() if path.exists() else b""
    if before == content:
        return []
    old, new = (each.decode("utf-8", "replace").splitlines() for each in (before, content))
    return [os.fspath(path.name), *(line[:200] for line in difflib.unified_diff(old, new, lineterm="", n=0))]
