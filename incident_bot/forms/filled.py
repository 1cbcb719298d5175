"""What stands in a form: read once from Slack's payload, then asked by the names of its blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from incident_bot.slack import text

Value = str | tuple[str, ...]


@dataclass(frozen=True)
class Filled:
    """The values of a form, by block, and what the form itself was about (its private metadata)."""

    values: Mapping[str, Value] = field(default_factory=dict)
    about: str = ""

    def text(self, block: str) -> str:
        """What somebody typed or chose, as they meant it: no control characters; empty when nothing."""
        value = self.values.get(block, "")
        return text.plain(text.escape(value)) if isinstance(value, str) else " ".join(value)

    def many(self, block: str) -> tuple[str, ...]:
        """Everything that was chosen."""
        value = self.values.get(block, ())
        return ((value,) if value else ()) if isinstance(value, str) else value

    def has(self, block: str) -> bool:
        """Whether the form has that block at all: an empty one says "nothing", a missing one says nothing."""
        return block in self.values

    @classmethod
    def from_view(cls, view: Mapping[str, Any]) -> Filled:
        """https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
        found: dict[str, Value] = {}
        for block, elements in (view.get("state") or {}).get("values", {}).items():
            for element in elements.values():
                found[block] = _value(element)
        return cls(found, view.get("private_metadata") or "")


def _value(element: Mapping[str, Any]) -> Value:
    for several in ("selected_users", "selected_conversations", "selected_channels"):
        if several in element:
            return tuple(element[several] or ())
    if "selected_options" in element:
        return tuple(option["value"] for option in element["selected_options"] or ())
    if "selected_date_time" in element:
        # Seconds since 1970: the only moment among Slack's elements that has a zone.
        at = element["selected_date_time"]
        return "" if at is None else str(at)
    chosen = (element.get("selected_option") or {}).get("value")
    return str(
        element.get("value")
        or chosen
        or element.get("selected_user")
        or element.get("selected_channel")
        or element.get("selected_conversation")
        or ""
    )
