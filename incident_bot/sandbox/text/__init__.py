"""Text as Slack keeps it: mrkdwn with ids and escapes, the rich text of its editor, emoji by name."""

from .mrkdwn import app_text, emoji_named, escaped, typed_text, unescaped
from .rich import rich_text

__all__ = ["app_text", "emoji_named", "escaped", "rich_text", "typed_text", "unescaped"]
