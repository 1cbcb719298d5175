"""A command: one word after `/incident`, its function, and what people must know to type it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from incident_bot.commands.access import Permission
from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply


@dataclass(frozen=True)
class Command:
    """One subcommand. `writes` is False for those that only look: they take no lock and keep no reply."""

    name: str
    usage: str
    """What follows the name, as in `<role> @person`."""
    summary: str
    """What it does, as the rest of a sentence: "change the severity"."""
    example: str
    """A correct line without the slash command, as in `severity sev2 only checkout is slow`."""
    answer: Callable[[Ask], Awaitable[Reply]]
    writes: bool = True
    permission: Permission | None = "act"
    """What `settings.access` must grant whoever asks; None: anybody may."""
    helps: bool = False
    """`help` after its name is a word of its own: it helps with more than with typing."""
    topic: str = "incident"
    """Where help lists it: one of `messages.help.TOPICS`."""
    beware: str = ""
    """What can go wrong with it, or may surprise: whole sentences."""

    def example_about(self, ref: str) -> str:
        """The example as it works outside a room, where the incident must be named."""
        return self.example.replace(self.name, f"{self.name} {ref}", 1)
