"""A refusal: what was understood, what is wrong, and one line that shows how it is done."""

from __future__ import annotations

from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def sentence(problem: str) -> str:
    """A problem that stands alone, as under a field of a form."""
    return problem[:1].upper() + problem[1:]


def refusal(
    understood: str | None, problem: str, example: str, settings: Settings, *, theirs: bool = True
) -> Message:
    """`understood` is what the command would have done, None when there was none.

    `theirs`: the example is what they typed, put right; any other one they should read before they send it.
    """
    lines = [
        f"You want to {understood}, but {problem}" if understood else sentence(problem),
        f"{'This would work' if theirs else 'For example'}: `{settings.command} {text.escape(example)}`",
        "Nothing was changed.",
    ]
    return Message("\n".join(lines))
