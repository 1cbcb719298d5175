"""The words of docs/glossary.md are those of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.docs.pages import SOURCE, quoted, read, rows

PAGE = read("docs/glossary.md")
WORDS = {word: quoted(where)[0] for word, _, where in rows(PAGE)}
EMPTY = re.search(r"they say nothing: (.+)\.", PAGE)


@pytest.mark.parametrize("word", WORDS)
def test_a_word_stands_where_the_glossary_says(word: str) -> None:
    source = (SOURCE / WORDS[word]).read_text("utf-8")
    assert re.search(re.sub(r"\s", "[ _]?", word), source, re.IGNORECASE), f"{WORDS[word]} lacks “{word}”"


def test_no_word_has_two_meanings() -> None:
    words = [word for word, *_ in rows(PAGE)]
    assert len(words) == len(set(words))


def test_nothing_in_the_code_is_called_by_a_word_that_says_nothing() -> None:
    assert EMPTY is not None
    unwanted = {word.removesuffix("s") for word in EMPTY[1].split(", ")}
    assert len(unwanted) == 5
    found = [
        f"{path.relative_to(SOURCE)}: {name}"
        for path in SOURCE.rglob("*.py")
        for name in [path.stem, *names(path)]
        if unwanted & {part.removesuffix("s") for part in parts(name)}
    ]
    assert found == []


def names(path: Path) -> list[str]:
    """What a file gives names to: its functions and classes."""
    given = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [node.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, given)]


def parts(name: str) -> set[str]:
    """`DuePayment` and `due_payment` are made of the same words."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}
