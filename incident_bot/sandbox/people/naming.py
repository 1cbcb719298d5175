"""What is meant by a name on a button, a label, a shortcut; LookupErrors say what there is."""

from __future__ import annotations

from ..elements import elements_in
from ..records import JSON, App


def element_named(blocks: list[JSON], name: str) -> tuple[str, str]:
    """block_id and action_id of what has this text or action_id."""
    there = list(elements_in(blocks))
    for block, element in there:
        if name in (element["action_id"], _label(element)):
            return block["block_id"], element["action_id"]
    shown = [_label(element) or element["action_id"] for _, element in there]
    raise LookupError(f"there is no {name!r} to click; {_there(shown)}")


def input_named(blocks: list[JSON], name: str) -> tuple[JSON, JSON]:
    """The block, and the element with this action_id, block_id or label."""
    there = list(elements_in(blocks))
    for block, element in there:
        if name in (element["action_id"], block["block_id"], block.get("label", {}).get("text", "")):
            return block, element
    raise LookupError(f"there is no {name!r}; {_there([element['action_id'] for _, element in there])}")


def shortcut_named(app: App, kind: str, name: str) -> str:
    """The callback_id of the shortcut with this name or callback_id."""
    there = [shortcut for shortcut in app.shortcuts if shortcut.type == kind]
    for shortcut in there:
        if name in (shortcut.name, shortcut.callback_id):
            return shortcut.callback_id
    known = [shortcut.name for shortcut in there]
    raise LookupError(f"there is no {kind} shortcut {name!r}; {_there(known)}")


def _there(names: list[str]) -> str:
    return f"there are {', '.join(names)}" if names else "there are none"


def _label(element: JSON) -> str | None:
    text: str | None = element.get("text", {}).get("text")
    return text
