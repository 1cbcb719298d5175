"""Blocks and where each may stand: https://docs.slack.dev/reference/block-kit/blocks"""

from __future__ import annotations

from typing import Any

from .elements import element_in
from .objects import URL, plain, text
from .rules import Problems, Rule, also, anything, boolean, by_type, listed, object_of, string

_BLOCK_ID: dict[str, Rule] = {"block_id": string(255)}


def _text_or_fields(block: Any, at: str, problems: Problems) -> None:
    if not block.get("text") and not block.get("fields"):
        problems.note("must define either `text` or `fields`", f"{at}/type")


def _unique_action_ids(block: Any, at: str, problems: Problems) -> None:
    seen: set[str] = set()
    for number, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            problems.note(f'`action_id` "{action_id}" already exists', f"{at}/elements/{number}/action_id")
        if action_id:
            seen.add(action_id)


def _context_item(value: Any, at: str, problems: Problems) -> None:
    is_image = isinstance(value, dict) and value.get("type") == "image"
    (element_in("context") if is_image else text(3000))(value, at, problems)


def _markdown(block: Any, at: str, problems: Problems) -> None:
    problems.text_length += len(block["text"])


_RICH_PARTS = by_type(
    {
        kind: object_of({"elements": listed(anything, most=1000, least=0)}, optional)
        for kind, optional in {
            "rich_text_section": {},
            "rich_text_list": {"style": anything, "indent": anything, "offset": anything, "border": anything},
            "rich_text_preformatted": {"border": anything, "language": anything},
            "rich_text_quote": {"border": anything},
        }.items()
    }
)

_EVERYWHERE: dict[str, Rule] = {
    "section": also(
        object_of(
            {},
            {
                **_BLOCK_ID,
                "text": text(3000),
                "fields": listed(text(2000), most=10),
                "accessory": element_in("section"),
                "expand": boolean,
            },
        ),
        _text_or_fields,
    ),
    "actions": also(
        object_of({"elements": listed(element_in("actions"), most=25)}, _BLOCK_ID), _unique_action_ids
    ),
    "context": object_of({"elements": listed(_context_item, most=10)}, _BLOCK_ID),
    "divider": object_of({}, _BLOCK_ID),
    "header": object_of({"text": plain(150)}, _BLOCK_ID),
    "image": object_of(
        {"alt_text": string(2000)},
        {**_BLOCK_ID, "image_url": URL, "slack_file": anything, "title": plain(2000)},
    ),
    "input": object_of(
        {"label": plain(2000), "element": element_in("input")},
        {**_BLOCK_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": object_of({"elements": listed(_RICH_PARTS, most=1000)}, _BLOCK_ID),
    "video": object_of(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": URL, "video_url": URL},
        {
            **_BLOCK_ID,
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": URL,
        },
    ),
}
_IN_MESSAGES: dict[str, Rule] = {
    "markdown": also(object_of({"text": string(12_000)}, _BLOCK_ID), _markdown),
    "file": object_of({"external_id": string(255), "source": string(20)}, _BLOCK_ID),
    "context_actions": object_of({"elements": listed(anything, most=5)}, _BLOCK_ID),
}

BLOCKS = {
    "message": by_type({**_EVERYWHERE, **_IN_MESSAGES}),
    "modal": by_type(_EVERYWHERE),
    "home": by_type(_EVERYWHERE),
}


def unique_block_ids(blocks: list[Any], at: str, problems: Problems) -> None:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            problems.note(f'`block_id` "{block_id}" already exists', f"{at}/{number}/block_id")
        if block_id:
            seen.add(block_id)
