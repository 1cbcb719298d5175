"""After the end: the postmortem and what is to be done."""

from __future__ import annotations

from incident_bot.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
