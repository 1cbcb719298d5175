"""All pages: links lead somewhere, examples are Python, and lines fit beside each other."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, ROOT, SOURCE, examples, named, prose, quoted

every_page = pytest.mark.parametrize("page", PAGES, ids=named)


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not leads_somewhere(page, link)] == []


@every_page
def test_every_file_that_is_named_exists(page: Path) -> None:
    paths = [each for each in quoted(prose(page.read_text("utf-8"))) if is_path(each)]
    assert [path for path in paths if not is_there(page, path)] == []


@every_page
def test_every_example_in_python_can_be_read_and_its_imports_exist(page: Path) -> None:
    for code in examples(page.read_text("utf-8"), "python"):
        tree = ast.parse(code)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("incident_bot"):
                module = importlib.import_module(str(node.module))
                assert [each.name for each in node.names if not hasattr(module, each.name)] == []


def test_a_missing_heading_is_noticed() -> None:
    assert leads_somewhere(ROOT / "README.md", "docs/operating.md#what-was-given-up")
    assert not leads_somewhere(ROOT / "README.md", "docs/operating.md#what-was-not")
    assert not leads_somewhere(ROOT / "README.md", "docs/missing.md")


def links(page: Path) -> Iterator[str]:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page.read_text("utf-8"))):
        if not link.startswith(("http://", "https://")):
            yield link


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    target = page.parent / path if path else page
    if not target.exists():
        return False
    return not heading or heading in headings(target)


def headings(page: Path) -> list[str]:
    """As anchors: lower case, hyphens for spaces, nothing else."""
    titles = re.findall(r"^#+ (.+)$", prose(page.read_text("utf-8")), re.MULTILINE)
    return [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]


def is_path(text: str) -> bool:
    """A file or folder of ours, as pages write it: with a slash or a known ending, and nothing to fill in."""
    known = text.endswith((".py", ".md", ".toml", ".yaml", ".lock", ".js", ".json", "/"))
    return known and re.fullmatch(r"[\w./-]+", text) is not None and not text.startswith("/")


def is_there(page: Path, path: str) -> bool:
    """From the root, beside the page, or among the rooms of the source."""
    if path in TO_BE or "INC-" in path:
        return True
    return any((folder / path).exists() for folder in (ROOT, page.parent, SOURCE, ROOT / "config/drills"))


TO_BE = {"incident_bot/integrations/"}
"""What a page says will be there one day."""
