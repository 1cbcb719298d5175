"""The catalogue: what people must know of each command to type it, a file for each topic."""

from __future__ import annotations

from incident_bot.commands.catalogue import after, begin, end, find, people, record, right, state, tell
from incident_bot.commands.command import Command

CATALOGUE: dict[str, Command] = {
    command.name: command
    for topic in (begin, state, people, tell, record, right, find, end, after)
    for command in topic.COMMANDS
}
"""Every subcommand by its name."""
