"""Drafts of updates: what is true, in the words of the templates, for somebody to edit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from incident_bot.incidents.audiences import Audience, Stage, stage
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.leaks import internal_in
from incident_bot.incidents.workspace import Person
from incident_bot.messages.objects import cut
from incident_bot.messages.updates.facts import Known, clock_time, inside, outside
from incident_bot.messages.updates.templates import NEXT, rendered
from incident_bot.settings import Settings

LONGEST = 3000
"""Slack takes no more in a field: https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element"""


def draft(audience: Audience, incident: Incident, known: Known, settings: Settings) -> str:
    """For colleagues; of customers `draft_for_customers` knows more."""
    return _written(audience, stage(incident), inside(incident, known, settings), settings)


def draft_for_customers(
    incident: Incident, known: Known, people: Sequence[Person], settings: Settings
) -> str:
    """Empty when there is nothing to tell them yet: neither a service that they know nor an impact.

    An impact that names something internal is left out; `people` are those who must not be named.
    """
    impact = incident.impact or ""
    if impact and internal_in(impact, incident, people, settings):
        impact = ""
    told = outside(incident, known, settings, impact)
    if not told["services"] and not told["impact"]:
        return ""
    return _written(Audience.CUSTOMERS, stage(incident), told, settings)


def with_next(words: str, next_update: datetime | None, settings: Settings) -> str:
    """Words for customers with the moment when they hear more, which is always the one that is owed."""
    if not words or next_update is None:
        return words
    told = {"next_update": clock_time(next_update)}
    return f"{words}\n\n{rendered(NEXT, told, settings.updates.templates)}".rstrip()


def _written(audience: Audience, which: Stage, told: dict[str, object], settings: Settings) -> str:
    return cut(rendered(f"{audience}_{which}", told, settings.updates.templates), LONGEST)
