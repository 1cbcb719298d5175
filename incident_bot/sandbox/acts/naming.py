"""Names of channels: https://docs.slack.dev/reference/methods/conversations.create#naming"""

from __future__ import annotations

import re

from ..errors import SlackError
from ..workspace import Workspace

_MOST = 80

NAME_ERRORS = (
    "invalid_name_maxlength",
    "invalid_name_punctuation",
    "invalid_name_required",
    "invalid_name_specials",
    "name_taken",
)


def checked_name(workspace: Workspace, name: str) -> str:
    """The name as it is: nothing is repaired. Raises SlackError, one of NAME_ERRORS."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > _MOST:
        raise SlackError("invalid_name_maxlength")
    if not re.fullmatch(r"[\w-]+", name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if not re.search(r"[^\W_]", name):
        raise SlackError("invalid_name_punctuation")
    # Archived channels keep their names.
    if workspace.channel_named(name):
        raise SlackError("name_taken")
    return name
