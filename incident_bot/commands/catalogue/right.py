"""Putting the record right, and checking it."""

from __future__ import annotations

from incident_bot.commands.command import Command

COMMANDS: tuple[Command, ...] = ()
