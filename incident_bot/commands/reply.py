"""What a person sees at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from incident_bot.messages import blocks
from incident_bot.slack.message import Message


@dataclass(frozen=True)
class Reply:
    """A private answer; or a form to fill in, which then is the answer.

    `field` names the form field that a refusal is about, `problem` is what is wrong with it.
    """

    message: Message
    form: dict[str, Any] | None = None
    replaces: bool = False
    """The form takes the place of the one that was clicked in or sent; otherwise it lies on top of it."""
    refused: bool = False
    field: str | None = None
    problem: str = ""
    not_opened: bool = False
    """The form that was to be the answer did not open."""
    late: bool = False
    """The database took too long: whether it was done nobody knows."""

    def remarked(self, remarks: list[str]) -> Reply:
        """The reply, and what must be said of how the words were understood; a form stays as it is."""
        if not remarks or self.form is not None:
            return self
        said = "\n".join(remarks)
        shown = [*self.message.blocks, blocks.context(said)] if self.message.blocks else []
        return replace(self, message=Message(f"{self.message.text}\n{said}", shown))

    def kept(self) -> dict[str, Any]:
        """The reply as JSON, for the inbox. Forms are not kept: their trigger is used up."""
        return {
            "text": self.message.text,
            "blocks": self.message.blocks,
            "refused": self.refused,
            "field": self.field,
            "problem": self.problem,
        }

    @classmethod
    def from_kept(cls, kept: dict[str, Any]) -> Reply:
        """The reply that was kept."""
        message = Message(kept["text"], kept["blocks"])
        return cls(message, refused=kept["refused"], field=kept["field"], problem=kept["problem"])


def say(text: str) -> Reply:
    """A reply of one line or a few; `text` is mrkdwn."""
    return Reply(Message(text))
