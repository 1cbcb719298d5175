"""A refusal: what was understood, what is wrong, and one line that would work."""

from __future__ import annotations

from incident_bot.settings import Settings
from incident_bot.slack.message import Message


def sentence(problem: str) -> str:
    """A problem that stands alone, as under a field of a form."""
    return problem[:1].upper() + problem[1:]


def refusal(understood: str | None, problem: str, example: str, settings: Settings) -> Message:
    """`understood` is what the command would have done, None when there was none."""
    lines = [
        f"You want to {understood}, but {problem}" if understood else sentence(problem),
        f"This would work: `{settings.command} {example}`",
        "Nothing was changed.",
    ]
    return Message("\n".join(lines))
