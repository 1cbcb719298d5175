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
    """A correct line without the slash command, as in `severity sev2 only checkout is slow`: for help."""
    answer: Callable[[Ask], Awaitable[Reply]]
    writes: bool = True
    permission: Permission | None = "act"
    """What `settings.access` must grant whoever asks; None: anybody may."""
    helps: bool = False
    """`help` after its name is a word of its own: it helps with more than with typing."""
    topic: str = "incident"
    """Where help lists it: one of `messages.help.TOPICS`."""
    only_looks: Callable[[str], bool] | None = None
    """Of one that writes: whether it only looks when these words follow its name."""
    refuses_plainly: bool = False
    """It does several things: a refusal begins with what is wrong, not with what it is for."""
    beware: str = ""
    """What can go wrong with it, or may surprise: whole sentences."""
    pattern: str = ""
    """What a refusal shows instead of the example, where that would write something that nobody meant.

    Its `<text>` and the like are refused when they are sent as they are.
    """

    def writes_with(self, words: str) -> bool:
        """Whether it may change something when these words follow its name."""
        return self.writes and not (self.only_looks is not None and self.only_looks(words))

    def example_about(self, ref: str) -> str:
        """The example as it works outside a room, where the incident must be named."""
        return self.example.replace(self.name, f"{self.name} {ref}", 1)

    def shown(self, ref: str = "") -> str:
        """What a refusal shows: whoever copies it when they are tired must do no harm."""
        line = self.pattern or self.example
        return line.replace(self.name, f"{self.name} {ref}", 1) if ref else line
