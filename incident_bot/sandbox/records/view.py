"""What a person has open, and what their acts allow an app to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from .json import JSON


@dataclass
class View:
    """A modal, or a person's home tab."""

    id: str
    user: str
    body: JSON
    hash: str
    root_id: str
    previous_id: str | None = None
    # Typed so far: block_id -> action_id -> {"type": …, "value": …}
    values: dict[str, dict[str, JSON]] = field(default_factory=dict)
    # Options that the app offered for its external menus, by block_id and action_id.
    offered: dict[str, dict[str, list[JSON]]] = field(default_factory=dict)

    @property
    def type(self) -> str:
        return str(self.body["type"])

    @property
    def title(self) -> str:
        return str(self.body.get("title", {}).get("text", ""))


@dataclass
class Trigger:
    """A person's act, for which a modal may be opened: for a few seconds, and once."""

    id: str
    user: str
    issued: float
    # The modal in which the person acted, if any: views.push stacks upon it.
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """Where an app answers later: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""

    token: str
    user: str
    channel: str
    issued: float
    # The message whose button was clicked; None after a slash command.
    message_ts: str | None = None
    uses: int = 0
