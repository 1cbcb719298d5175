"""Whom to call while nobody commands, and when updates stay away. Frozen once read."""

from __future__ import annotations

from pydantic import Field

from incident_bot.settings.team import Frozen, Invited, Minutes


class Rung(Frozen):
    """One step of the ladder: whom to call while nobody commands, and how long they have."""

    label: str = Field(min_length=1, max_length=40)
    who: tuple[Invited, ...] = ()
    """People and user groups, by Slack id; a rung without anybody is left out."""
    minutes: Minutes = 5
    """The next rung is called so much later."""


class Escalation(Frozen):
    """Who is called when nobody takes command, and when updates stay away."""

    ladder: tuple[Rung, ...] = Field((), max_length=9)
    manager: tuple[Invited, ...] = ()
    """Who hears of updates that stay away, by Slack id."""
