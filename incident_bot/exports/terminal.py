"""What commands say on the terminal: words from files and databases are shown there, and never obeyed."""

from __future__ import annotations

import typer

from incident_bot.errors import Refused
from incident_bot.exports.visible import spelt
from incident_bot.messages.refusal import sentence


def say(line: str, *, err: bool = False) -> None:
    """One line."""
    typer.echo(spelt(line), err=err)


def complain(refused: Refused, before: str = "") -> None:
    """Why not, and what would work; `before` says of what."""
    say(f"{before}{sentence(refused.problem)}", err=True)
    if refused.example:
        say(f"For example: {refused.example}", err=True)
