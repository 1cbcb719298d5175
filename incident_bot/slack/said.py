"""Messages as Slack shows them, in events and when asked: what of one is worth keeping.

https://docs.slack.dev/reference/events/message
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incident_bot.slack.text import clean

_FORMER = ("tombstone",)
_GIVEN = (None, "file_share", "thread_broadcast", "me_message")
"""Subtypes of what people write. https://docs.slack.dev/reference/events/message#subtypes"""


def said(message: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a message: its words as Slack has them, since when, of whom, with which files.

    `since` is when it was last edited, or written: two looks at one edit are the same.
    """
    edited = message.get("edited") or {}
    kept = {
        "text": words(message),
        "since": str(edited.get("ts") or message["ts"]),
        "editor": edited.get("user"),
        "author": message.get("user"),
        "username": None if message.get("user") else _name_of_bot(message),
        "thread": message.get("thread_ts") if message.get("thread_ts") != message["ts"] else None,
    }
    kept = {name: value for name, value in kept.items() if value is not None}
    return {**kept, "files": [_file(each) for each in message.get("files") or [] if each.get("id")]}


def is_gone(message: dict[str, Any]) -> bool:
    """What replies hang on stays when it is deleted, without a word of what it said."""
    return message.get("subtype") in _FORMER


def is_of_people(message: dict[str, Any]) -> bool:
    """Somebody wrote it: neither an app nor Slack itself."""
    return bool(message.get("user") and not message.get("bot_id") and message.get("subtype") in _GIVEN)


def words(message: dict[str, Any]) -> str:
    """Its text; of one that has none, what stands in its blocks; with the alerts that apps attach."""
    text = str(message.get("text") or "").strip()
    blocks = message.get("blocks") or []
    found = [text or "\n".join(filter(None, (_of_block(block) for block in blocks)))]
    # What Slack adds to show a link is nobody's words, and comes later.
    found += [
        _of_attachment(each)
        for each in message.get("attachments") or []
        if not any(each.get(key) for key in ("from_url", "original_url", "is_msg_unfurl", "is_share"))
    ]
    return "\n".join(filter(None, found))


def _of_attachment(attachment: dict[str, Any]) -> str:
    """https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments"""
    parts = [str(attachment.get(key) or "").strip() for key in ("pretext", "title", "text")]
    fields = (each for each in attachment.get("fields") or [] if isinstance(each, dict))
    parts += [
        ": ".join(filter(None, (str(each.get("title") or ""), str(each.get("value") or ""))))
        for each in fields
    ]
    if not any(parts):
        parts = [_of_block(block) for block in attachment.get("blocks") or []]
    return "\n".join(filter(None, parts)) or str(attachment.get("fallback") or "")


def _of_block(block: Any) -> str:
    """The words of any block, or of a part of one: https://docs.slack.dev/reference/block-kit/blocks"""
    if not isinstance(block, dict):
        return ""
    kind = str(block.get("type"))
    if (word := _WORDS.get(kind)) is not None:
        return word(block)
    if (between := _BETWEEN.get(kind)) is not None:
        return between.join(filter(None, map(_of_block, block.get("elements") or [])))
    return "\n".join(filter(None, map(_of_block, [block.get("text"), *(block.get("fields") or [])])))


def _of_link(link: dict[str, Any]) -> str:
    return f"<{link.get('url')}|{link['text']}>" if link.get("text") else f"<{link.get('url')}>"


_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "text": lambda part: str(part.get("text") or ""),
    "plain_text": lambda part: str(part.get("text") or ""),
    "mrkdwn": lambda part: str(part.get("text") or ""),
    "user": lambda part: f"<@{part.get('user_id')}>",
    "channel": lambda part: f"<#{part.get('channel_id')}>",
    "usergroup": lambda part: f"<!subteam^{part.get('usergroup_id')}>",
    "broadcast": lambda part: f"<!{part.get('range')}>",
    "emoji": lambda part: f":{part.get('name')}:",
    "image": lambda part: str(part.get("alt_text") or ""),
    "link": _of_link,
}
_BETWEEN = {
    "context": " ",
    "rich_text": "\n",
    "rich_text_list": "\n",
    "rich_text_section": "",
    "rich_text_quote": "",
    "rich_text_preformatted": "",
}
"""What stands between the parts of those that have parts."""


def _name_of_bot(message: dict[str, Any]) -> str | None:
    profile = message.get("bot_profile") or {}
    return clean(str(message.get("username") or profile.get("name") or "")) or None


def _file(file: dict[str, Any]) -> dict[str, Any]:
    """https://docs.slack.dev/reference/objects/file-object"""
    kept = {
        "id": str(file["id"]),
        "name": clean(str(file.get("name") or file.get("title") or "")) or str(file["id"]),
        "type": file.get("mimetype") or file.get("filetype"),
        "size": file.get("size"),
        "permalink": file.get("permalink"),
    }
    return {name: value for name, value in kept.items() if value}
