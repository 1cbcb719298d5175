"""What a message is called: https://docs.slack.dev/messaging/retrieving-messages#individual_messages"""

from __future__ import annotations

import re

from .errors import SlackError

_TS = re.compile(r"\d+\.\d{6}")


def checked_ts(text: str) -> str:
    """A ts as it is. Raises SlackError for what cannot be one."""
    if not _TS.fullmatch(text):
        raise SlackError("bad_timestamp")
    return text
