"""What a message of the app says: text, blocks, attachments, checked and completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .arguments import parsed
from .blockkit import check_message_blocks
from .errors import SlackError
from .records import JSON
from .workspace import Workspace

_MOST_ATTACHMENTS = 100


@dataclass(frozen=True)
class Content:
    """Text, blocks and attachments, each within Slack's limits."""

    text: str
    blocks: list[JSON] | None
    attachments: list[JSON] | None

    def require(self) -> None:
        if not (self.text or self.blocks or self.attachments):
            raise SlackError("no_text")


def read_content(workspace: Workspace, args: JSON) -> Content:
    blocks = read_blocks(workspace, parsed(args, "blocks", "invalid_blocks_format"))
    attachments = parsed(args, "attachments", "invalid_attachments") or None
    if attachments and len(attachments) > _MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    text, markdown = str(args.get("text") or ""), str(args.get("markdown_text") or "")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    return Content(text or markdown, blocks, attachments)


def read_blocks(workspace: Workspace, blocks: Any) -> list[JSON] | None:
    if not blocks:
        return None
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    check_message_blocks(blocks)
    return named_blocks(workspace, blocks)


def named_blocks(workspace: Workspace, blocks: list[JSON]) -> list[JSON]:
    """Blocks and their interactive elements get the ids that the app left out, as Slack does."""
    return [
        {
            **_named_elements(workspace, block),
            "block_id": block.get("block_id") or f"b{workspace.number('block')}",
        }
        for block in blocks
    ]


def _named_elements(workspace: Workspace, block: JSON) -> JSON:
    named = dict(block)
    if block["type"] == "actions":
        named["elements"] = [_named(workspace, element) for element in block["elements"]]
    for place in ("accessory", "element"):
        if place in block and block[place]["type"] != "image":
            named[place] = _named(workspace, block[place])
    return named


def _named(workspace: Workspace, element: JSON) -> JSON:
    return {**element, "action_id": element.get("action_id") or f"a{workspace.number('action')}"}
