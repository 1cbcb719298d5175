"""A refusal: what was understood, what is wrong, and one line that would work."""

from __future__ import annotations

from incident_bot.settings import Settings
from incident_bot.slack.message import Message


def refusal(understood: str | None, problem: str, example: str, settings: Settings) -> Message:
    """`understood` is what the command would have done, None when there was none."""
    lines = [
        f"You want to {understood}, but {problem}" if understood else problem,
        f"This would work: `{settings.command} {example}`",
        "Nothing was changed.",
    ]
    return Message("\n".join(lines))
