"""When the steps of a postmortem are reminded of, and what these reminders have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages import blocks
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import named
from incident_bot.reminders.afterwards import apart, asked_since, hours_of, in_turn, reader, steps
from incident_bot.reminders.reminder import Case, Owed
from incident_bot.slack.message import Block

FAMILY = "postmortem"


def owed_step(case: Case, name: str, why: str) -> Iterator[Owed]:
    """One of the three, unless the postmortem is out or nothing is left to be done."""
    incident = case.incident
    moments = _moments(case)
    if not moments or incident.postmortem_link or incident.stands is Status.CLOSED:
        return
    yield from in_turn(case, name, FAMILY, moments, why, since=asked_since(incident))


def is_written(incident: Incident) -> bool:
    """Whether somebody had the document written since it was over."""
    written, over = incident.postmortem_written_at, incident.resolved_at
    return written is not None and over is not None and written >= over


def about(case: Case, whose: str) -> str:
    """`The draft of the postmortem of …`: with the word that nobody leads it, where that is so."""
    what = f"the {whose} of {named(case.incident, case.settings)}"
    return what[:1].upper() + what[1:]


def nobody_leads(incident: Incident) -> str:
    """The sentence that says so; empty where somebody does."""
    if incident.facilitator is not None:
        return ""
    return " Nobody leads it yet: it is for somebody who was not commander."


def buttons(case: Case, *first: Block) -> Block:
    """`first` is what whoever leads it does; where nobody does, somebody is to be found before."""
    incident = case.incident
    if incident.facilitator is None:
        first = tuple(_to_lead_it(incident))
    return quieting(incident, FAMILY, *first)


def write_it(incident: Incident, style: str | None = "primary") -> Block:
    """The button that writes the document, in a style of its own while there is none."""
    return blocks.button(
        "Write the draft", f"postmortem {incident.ref}", style=None if is_written(incident) else style
    )


def _to_lead_it(incident: Incident) -> Iterator[Block]:
    if reader(incident) not in incident.commanders:
        yield blocks.button("I lead it", f"postmortem {incident.ref} me", style="primary")
    yield blocks.button("Name somebody", f"postmortem {incident.ref} plan")


def _moments(case: Case) -> dict[str, datetime]:
    """At the openings of whoever is told. A draft that is due with its review is asked for by that."""
    if (found := steps(case)) is None:
        return {}
    hours = hours_of(case, reader(case.incident))
    review, publish = apart(hours, found.review, found.published)
    return {
        "postmortem_draft": hours.first_opening(found.draft),
        "postmortem_review": review,
        "postmortem_publish": publish,
    }
