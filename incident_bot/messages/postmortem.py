"""What is said about a postmortem: to whoever leads it, and to whoever asks how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from incident_bot.incidents import postmortem
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.office import hours_in
from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.listed import listed
from incident_bot.messages.where import place_of
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

LINK = 2500
"""Characters, so that a section has room for it."""


def expected(incident: Incident, by: str | None, zone: tzinfo, settings: Settings) -> Message:
    """To whoever was chosen to lead it: what for, until when, and how to begin. `zone` is theirs."""
    chosen = f", says {text.mention(by)}" if by and by != incident.facilitator else ""
    first = (
        f"You lead the postmortem of *{incident.ref}* · {text.fit(text.one_line(incident.title), 300)} "
        f"({settings.severity(incident.severity).label}){chosen}."
    )
    shown = [
        blocks.section(first),
        blocks.section("\n".join(_dates(incident, settings, zone))),
        blocks.section(agenda()),
        blocks.section(
            "It is blameless: ask what made it possible and what let it through, not who did it. Whoever "
            "acted did what made sense with what they knew."
        ),
        blocks.actions(
            [
                blocks.button("Write the draft", f"postmortem {incident.ref}", style="primary"),
                blocks.button("Change the date", f"postmortem {incident.ref} plan"),
                blocks.button("Action items", f"items {incident.ref}"),
            ]
        ),
        blocks.context(
            f"No time? `{settings.command} postmortem {incident.ref} @somebody` gives it to somebody else. "
            f"`{settings.command} postmortem {incident.ref} published` and its address say that it is out."
        ),
    ]
    return Message(first, shown)


def stands(incident: Incident, zone: tzinfo, settings: Settings, *, private: bool = False) -> Message:
    """To whoever asks for it: who leads it and until when, once they are told where the draft comes."""
    lines = _facts(incident, zone, settings)
    ref = incident.ref
    buttons = [
        blocks.button("Plan it", f"postmortem {ref} plan"),
        blocks.button("Action items", f"items {ref}"),
    ]
    what = (
        "The draft of the postmortem" if not incident.is_open else "What is known so far for the postmortem"
    )
    first = f"{what} of *{ref}* is on its way to {'you' if private else place_of(incident)}."
    said = [first, *lines, *_against_the_rule(incident)]
    return Message("\n".join(said), [*blocks.paragraphs(said), blocks.actions(buttons)])


def led(incidents: Sequence[Incident], count: int, settings: Settings) -> str:
    """To whoever leads postmortems that are not published: of which incidents, the newest first."""
    named = [f"*{each.ref}*" for each in incidents]
    if count > len(named):
        named.append(f"{count - len(named)} more")
    of = "the postmortem" if count == 1 else f"{count} postmortems"
    how = f"`{settings.command} postmortem {incidents[0].ref}` writes the draft."
    return f"You lead {of} of {listed(named)}. {how}"


def changed(incident: Incident, zone: tzinfo, settings: Settings) -> str:
    """A reply to whoever changed something about it."""
    return "\n".join([*_facts(incident, zone, settings), *_against_the_rule(incident)])


def _facts(incident: Incident, zone: tzinfo, settings: Settings) -> list[str]:
    leader = incident.facilitator
    who = f"{text.mention(leader)} leads it" if leader else "Nobody leads it yet"
    due = _due(incident, settings, zone)
    lines = [f"{who}{f'; it is to be held by {day(due)}' if due else ''}."]
    if not leader:
        lines.append(f"`{settings.command} postmortem {incident.ref} @somebody` says who does.")
    if incident.postmortem_link:
        # Sections are verbatim: only what is marked as a link is one. Half a link leads nowhere.
        link = text.escape(incident.postmortem_link)
        shown = f"<{link}>" if len(link) <= LINK else text.fit(incident.postmortem_link, 500)
        lines.append(f"It is published: {shown}")
    return lines


def _against_the_rule(incident: Incident) -> list[str]:
    leader = incident.facilitator
    if leader is None or leader not in incident.commanders:
        return []
    return [f"{text.mention(leader)} has been commander since: somebody else should lead it."]


def _dates(incident: Incident, settings: Settings, zone: tzinfo) -> list[str]:
    due = _due(incident, settings, zone)
    lines = [f"Hold it by *{day(due)}*."] if due else ["It is to be held once the incident is over."]
    if (steps := postmortem.steps(incident, due, hours_in(settings.office, zone))) is not None:
        lines.append(f"A draft before that, by {day(steps.draft)}; published by {day(steps.published)}.")
    return lines


def agenda() -> str:
    """The hour of the review, by minutes."""
    points = [f"• {minutes} min: {what}" for minutes, what in postmortem.AGENDA]
    return "\n".join(["The review takes an hour:", *points])


def _due(incident: Incident, settings: Settings, zone: tzinfo) -> date | None:
    days = settings.severity(incident.severity).postmortem_days
    return postmortem.due_on(incident, days, hours_in(settings.office, zone))
