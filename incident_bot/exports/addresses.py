"""Addresses that may become links: those that lead to the web, whoever wrote the record they stand in."""

from __future__ import annotations

import re

# A workspace lives at https://docs.slack.dev/reference/methods/auth.test#examples; a sandbox on this machine.
WORKSPACE = (
    r"^(?:(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\.0\.0\.1|0\.0\.0\.0))(?::[0-9]{1,5})?/?)?$"
)
"""Of a workspace; empty where it is left out. `incident.schema.json` has the same."""

FILE = r"^https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][^\s<>|\x22`\\\x00-\x1f\x7f-\x9f]*)?$"
"""Of a file or a page, whole."""

_WORKSPACE = re.compile(WORKSPACE.removesuffix("$") + r"\Z")
_PAGE = re.compile(FILE.removesuffix("$") + r"\Z")


def is_workspace(address: str) -> bool:
    """Whether links to messages may begin so."""
    return bool(address) and _WORKSPACE.match(address) is not None


def is_page(address: object) -> bool:
    """Whether it is an address of the web with nothing in it that ends a link."""
    return isinstance(address, str) and _PAGE.match(address) is not None
