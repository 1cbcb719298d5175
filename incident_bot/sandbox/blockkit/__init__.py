"""Block Kit as Slack checks it: what passes here should pass there.

https://docs.slack.dev/reference/block-kit
"""

from .surfaces import check_message_blocks, check_view

__all__ = ["check_message_blocks", "check_view"]
