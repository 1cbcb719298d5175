"""The catalogue: what people must know of each command to type it, a file for each topic."""

from __future__ import annotations

from incident_bot.commands.catalogue import begin, end, find, people, record, state, tell
from incident_bot.commands.command import Command

CATALOGUE: dict[str, Command] = {
    command.name: command
    for topic in (begin, state, people, tell, record, find, end)
    for command in topic.COMMANDS
}
"""Every subcommand by its name."""
