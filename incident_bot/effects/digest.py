"""Names what a place shows, so that it is not shown again when nothing of it has changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

from incident_bot.slack.message import Message


def digest(shown: Message | dict[str, Any]) -> str:
    """64 characters: the same for the same words and blocks, and only for those."""
    content = asdict(shown) if isinstance(shown, Message) else shown
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
