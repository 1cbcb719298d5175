"""What can be typed, from the catalogue of commands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


@dataclass(frozen=True)
class HelpLine:
    """One command as help shows it."""

    name: str
    usage: str
    summary: str
    example: str


def help_page(lines: Sequence[HelpLine], settings: Settings) -> Message:
    """Every command, a line each."""
    shown = [f"`{_typed(line, settings)}`  {line.summary}" for line in lines]
    where = (
        "In an incident's room a command is about that incident. Elsewhere name it, as in "
        f"`{settings.command} status INC-12`. To put a message on the timeline, react to it with "
        f":{settings.marking_reactions[0] if settings.marking_reactions else 'pushpin'}:."
    )
    return Message(
        "What you can type", [*blocks.paragraphs(["*What you can type*", *shown]), blocks.context(where)]
    )


def help_with(line: HelpLine, settings: Settings) -> Message:
    """One command and an example."""
    return Message(
        f"`{_typed(line, settings)}`  {line.summary}\nFor example: `{settings.command} {line.example}`"
    )


def _typed(line: HelpLine, settings: Settings) -> str:
    return text.escape(f"{settings.command} {line.name} {line.usage}".rstrip())
