"""Blocks: https://docs.slack.dev/reference/block-kit/blocks"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .elements import IMAGE, element_in
from .objects import SECURE_URL, SLACK_FILE, URL, one_picture, plain, text
from .places import ONLY_IN_MESSAGES
from .problem import Problems
from .rich_text import RICH_TEXT
from .rules import Rule, also, boolean, by_type, listed, object_of, one_of, string

MOST_MARKDOWN = 12_000
_BLOCK_ID: dict[str, Rule] = {"block_id": string(255)}


def _text_or_fields(block: Any, at: str, problems: Problems) -> None:
    if "text" not in block and "fields" not in block:
        problems.failed("must define either `text` or `fields`", f"{at}/type", "any_of", ["text", "fields"])


def _unique_action_ids(block: Any, at: str, problems: Problems) -> None:
    """Within a block; across blocks they may repeat: https://docs.slack.dev/reference/block-kit/blocks/actions-block"""
    seen: set[str] = set()
    for number, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            problems.already("action_id", action_id, f"{at}/elements/{number}/action_id")
        if action_id:
            seen.add(action_id)


def _markdown(block: Any, at: str, problems: Problems) -> None:
    """All markdown blocks together: https://docs.slack.dev/reference/block-kit/blocks/markdown-block"""
    problems.text_length += len(block["text"])
    problems.markdown_length += len(block["text"])
    if problems.markdown_length > MOST_MARKDOWN:
        told = f"must be less than {MOST_MARKDOWN + 1} characters"
        problems.failed(told, f"{at}/text", "max_length", MOST_MARKDOWN, problems.markdown_length)


def _acting(host: Any, most: int) -> Rule:
    return also(object_of({"elements": listed(element_in(host), most=most)}, _BLOCK_ID), _unique_action_ids)


_RULES: dict[str, Rule] = {
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
    "actions": _acting("actions", 25),
    "context": object_of(
        {
            "elements": listed(
                by_type({"image": IMAGE, "plain_text": text(3000), "mrkdwn": text(3000)}), most=10
            )
        },
        _BLOCK_ID,
    ),
    "divider": object_of({}, _BLOCK_ID),
    "header": object_of({"text": plain(150)}, _BLOCK_ID),
    "image": also(
        object_of(
            {"alt_text": string(2000)},
            {**_BLOCK_ID, "image_url": URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        ),
        one_picture,
    ),
    "input": object_of(
        {"label": plain(2000), "element": element_in("input")},
        {**_BLOCK_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
    # Fewer than 200 and 50 characters: https://docs.slack.dev/reference/block-kit/blocks/video-block
    "video": object_of(
        {"alt_text": string(2000), "title": plain(199), "thumbnail_url": URL, "video_url": SECURE_URL},
        {
            **_BLOCK_ID,
            "author_name": string(49),
            "description": plain(199),
            "provider_icon_url": URL,
            "provider_name": string(255),
            "title_url": SECURE_URL,
        },
    ),
    "markdown": also(object_of({"text": string(MOST_MARKDOWN)}, _BLOCK_ID), _markdown),
    "file": object_of({"external_id": string(255), "source": one_of("remote")}, _BLOCK_ID),
    "context_actions": _acting("context_actions", 5),
}
_IN_VIEWS = {kind: rule for kind, rule in _RULES.items() if kind not in ONLY_IN_MESSAGES}

BLOCKS = {"message": by_type(_RULES), "modal": by_type(_IN_VIEWS), "home": by_type(_IN_VIEWS)}


def unique_block_ids(blocks: list[Any], at: str, problems: Problems) -> None:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        # Slack ignores the one of a markdown block.
        block_id = block.get("block_id") if block["type"] != "markdown" else None
        if block_id in seen:
            problems.already("block_id", block_id, f"{at}/{number}/block_id")
        if block_id:
            seen.add(block_id)


def places_of(block: Any) -> Iterator[tuple[str, Any]]:
    """Where elements are in a block, and which; of blocks that were found to be right."""
    for place in ("accessory", "element"):
        if place in block:
            yield place, block[place]
    if block["type"] in ("actions", "context", "context_actions"):
        for number, element in enumerate(block["elements"]):
            yield f"elements/{number}", element
