"""Everything a person reads in a message: the texts of its blocks in order, or its text when it has none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..records import Message

_READ = ("title", "text", "fields", "accessory", "element", "label", "elements", "alt_text", "name", "url")


def words_of(message: Message) -> str:
    if not message.blocks or message.client_msg_id:
        return message.text
    return "\n".join(filter(None, (" ".join(_texts(block)) for block in message.blocks)))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for child in node:
            yield from _texts(child)
    elif isinstance(node, dict):
        # An element's value and an action's id are for the app, not for people.
        for key in _READ:
            if key in node and not (key == "url" and "text" in node):
                yield from _texts(node[key])
