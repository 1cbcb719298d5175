"""The postmortem: who leads it, when it is owed, and where it is. Reminders of it may go by these dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from incident_bot.errors import Refused
from incident_bot.incidents.act import Act
from incident_bot.incidents.facts import Facts
from incident_bot.incidents.holding import RoleHolding
from incident_bot.incidents.office import Hours
from incident_bot.incidents.tasks import COMMANDER
from incident_bot.incidents.vocabulary import Kind

DRAFT, PUBLISHED = timedelta(days=1), timedelta(days=3)
"""From the day of the resolution: a first draft; the document for everybody, once it was reviewed."""

WHEN_WANTED = 14
"""Days for one that the severity does not ask for, once somebody leads it."""

AGENDA = (
    (5, "why we are here, and that nobody is to blame"),
    (10, "what happened: the timeline"),
    (10, "how we responded: what went well, what went poorly"),
    (15, "why it could happen: root causes"),
    (15, "what we change: action items, each with an owner and a day"),
    (5, "what we take away, and who publishes it"),
)
"""Of the review, which takes an hour: minutes, and what for."""


@dataclass(frozen=True)
class Steps:
    """By which day what of it is to be there."""

    draft: date
    review: date
    """The day by which it is held: the review is what is held."""
    published: date


def steps(incident: Facts, due: date | None, hours: Hours) -> Steps | None:
    """Draft, review and publication, in this order; None while it is not over, or not owed.

    `due` is `due_on` with the same hours. What is reviewed was written before, and is published after.
    """
    if incident.resolved_at is None or due is None:
        return None
    ended = hours.day(incident.resolved_at)
    return Steps(min(ended + DRAFT, due), due, max(ended + PUBLISHED, due + timedelta(days=1)))


def due_on(incident: Facts, days: int | None, hours: Hours) -> date | None:
    """By which day it is to be held; None when it is not owed, or not yet. `hours` are those of its leader.

    `days` is what the severity asks for: one means the next working day, more are days of the calendar. A day
    that somebody named counts, whatever the severity has.
    """
    if incident.postmortem_due_on is not None:
        return incident.postmortem_due_on
    if incident.resolved_at is None:
        return None
    if days is None or incident.is_drill:
        if incident.facilitator is None:
            return None
        days = days or WHEN_WANTED
    ended = hours.day(incident.resolved_at)
    return hours.working_day_after(ended) if days == 1 else ended + timedelta(days=days)


def commanders(holdings: Sequence[RoleHolding]) -> list[str]:
    """Everybody who ever commanded it, each once, in that order."""
    return list(dict.fromkeys(each.person for each in holdings if each.role == COMMANDER))


class Postmortem(Facts):
    """The rules of the postmortem."""

    __abstract__ = True

    @property
    def commanders(self) -> list[str]:
        """Everybody who ever commanded it."""
        return commanders(self.holdings)

    def may_facilitate(self, person: str) -> None:
        """Raises Refused for whoever commanded: it is about their decisions, too."""
        if person not in self.commanders:
            return
        raise Refused(
            f"the postmortem is for somebody who was not commander of {self.ref}: "
            "it looks at those decisions, too.",
            example=f"postmortem {self.ref} @…",
            field="facilitator",
        )

    def facilitate(self, person: str, act: Act) -> None:
        """Somebody leads the postmortem from now on."""
        if person == self.facilitator:
            whose = "you lead" if person == act.by else "they lead"
            raise self._refused(f"{whose} the postmortem of {self.ref} already.")
        self.may_facilitate(person)
        before, self.facilitator, self.postmortem_asked_at = self.facilitator, person, act.at
        self._of_postmortem("facilitator", act, person=person, before=before)

    def hold_postmortem_by(self, day: date | None, act: Act) -> None:
        """Say by which day it is to be held; None: as the severity has it."""
        if day == self.postmortem_due_on:
            raise self._refused(f"the postmortem of {self.ref} is to be held then already.")
        before, self.postmortem_due_on, self.postmortem_asked_at = self.postmortem_due_on, day, act.at
        self._of_postmortem(
            "due", act, due_on=day and day.isoformat(), due_before=before and before.isoformat()
        )

    def publish_postmortem(self, link: str, act: Act) -> None:
        """It is written and can be read there."""
        if link == self.postmortem_link:
            raise self._refused(f"that is where the postmortem of {self.ref} is already.")
        before, self.postmortem_link = self.postmortem_link, link
        self._of_postmortem("published", act, link=link, link_before=before)

    def want_postmortem(self, zone: str, act: Act, *, private: bool = False) -> None:
        """Somebody wants the document as the record has it now, with times in `zone` beside UTC.

        `private`: for them alone.
        """
        self.postmortem_written_at = act.at
        self._of_postmortem("written", act, zone=zone, private=private or None)

    def _of_postmortem(self, change: str, act: Act, **facts: Any) -> None:
        told = {name: value for name, value in facts.items() if value is not None}
        self._record(Kind.POSTMORTEM, told.get("link", ""), act, change=change, **told)
