"""How a command of the command line ends that cannot do its work: it says why, and ends with 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer

from incident_bot.settings import Misconfigured, Settings, load


def fail(sentences: Iterable[str]) -> NoReturn:
    """Say them, a line each, and end."""
    for sentence in sentences:
        typer.echo(sentence, err=True)
    raise typer.Exit(2)


def settings_or_fail() -> Settings:
    """The settings, unless something in them is wrong."""
    try:
        return load()
    except Misconfigured as wrong:
        fail(wrong.problems)
