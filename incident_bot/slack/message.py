"""What is said in Slack: text for notifications and screen readers, blocks for the eye."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message. `text` stands alone where blocks cannot be shown."""

    text: str
    blocks: list[Block] = field(default_factory=list)
