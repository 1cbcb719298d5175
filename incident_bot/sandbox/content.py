"""What a message of the app says: text, blocks, attachments, checked and completed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .arguments import parsed
from .blockkit import check_attachments, check_message_blocks, check_pictures
from .errors import SlackError
from .records import JSON
from .text import emoji_named
from .text.emoji import with_names
from .workspace import Workspace


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
    attachments = read_attachments(workspace, parsed(args, "attachments", "invalid_attachments"))
    text, markdown = str(args.get("text") or ""), str(args.get("markdown_text") or "")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    return Content(text or markdown, blocks, attachments)


def read_blocks(workspace: Workspace, blocks: Any) -> list[JSON] | None:
    """None for no blocks. Raises SlackError as check_message_blocks does."""
    if blocks is None or blocks == []:
        return None
    check_message_blocks(blocks)
    check_pictures(blocks, workspace.files)
    return named_blocks(workspace, blocks)


def read_attachments(workspace: Workspace, attachments: Any) -> list[JSON] | None:
    """None for no attachments. Raises SlackError as check_attachments does."""
    if attachments is None or attachments == []:
        return None
    check_attachments(attachments)
    return [
        {**each, "blocks": named_blocks(workspace, each["blocks"])} if "blocks" in each else each
        for each in attachments
    ]


def named_blocks(workspace: Workspace, blocks: list[JSON]) -> list[JSON]:
    """As Slack keeps them: with the ids that the app left out, and with emoji by name."""
    return [_named_block(workspace, _with_emoji_names(block)) for block in blocks]


def _named_block(workspace: Workspace, block: JSON) -> JSON:
    # Slack ignores the one of a markdown block: https://docs.slack.dev/reference/block-kit/blocks/markdown-block
    given = block.get("block_id") if block["type"] != "markdown" else None
    return {**_named_elements(workspace, block), "block_id": given or f"b{workspace.number('block')}"}


def _named_elements(workspace: Workspace, block: JSON) -> JSON:
    named = dict(block)
    if block["type"] in ("actions", "context_actions"):
        named["elements"] = [_named(workspace, element) for element in block["elements"]]
    for place in ("accessory", "element"):
        if place in block and block[place]["type"] != "image":
            named[place] = _named(workspace, block[place])
    return named


def _named(workspace: Workspace, element: JSON) -> JSON:
    return {**element, "action_id": element.get("action_id") or f"a{workspace.number('action')}"}


def _with_emoji_names(node: Any) -> Any:
    """In text objects only; what an app keeps in values is its own."""
    if isinstance(node, list):
        return [_with_emoji_names(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "mrkdwn":
        return {**node, "text": emoji_named(node["text"])}
    if node.get("type") == "plain_text" and node.get("emoji") is not False:
        return {**node, "text": with_names(node["text"])}
    return {name: _with_emoji_names(each) for name, each in node.items()}
