"""A hand-off: what the next holder of a role must know, as it is offered and once it is answered."""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block, Message

SHOWN = 9000
"""Characters of a brief in one message, so that all of it stays below what Slack takes."""

ONE = 2800
"""Characters under one heading: a section takes 3,000."""


def offered(entry: TimelineEntry, incident: Incident, settings: Settings, *, ended: str = "") -> Message:
    """The brief with its two buttons; once `ended` says how it came out, with that in their place."""
    first = _first(entry, incident, settings)
    shown: list[Block] = [blocks.section(first), *_brief(entry.facts.get("brief") or {}, incident, settings)]
    role = entry.facts["role"]
    if ended:
        shown.append(blocks.context(f"*{ended}*"))
    else:
        shown.append(
            blocks.actions(
                [
                    blocks.button("Accept", f"accept {incident.ref} {role}", style="primary"),
                    blocks.button("Decline", f"decline {incident.ref} {role}"),
                ]
            )
        )
    return Message(first, shown)


def how_it_ended(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    """By what an offer was ended: its answer, or whatever made it pointless."""
    if entry.what is Kind.HANDOFF:
        return "This was offered anew."
    if entry.what is Kind.RESOLVED:
        return f"{incident.ref} is resolved: nothing is to be handed over."
    label, by = settings.role_label(entry.facts["role"]), text.mention(entry.author or "")
    if entry.what is Kind.HANDOFF_ANSWER:
        answers = {"accepted": f"{by} accepted.", "declined": f"{by} declined."}
        return answers.get(entry.facts["answer"], f"{by} took it back.")
    if person := entry.facts.get("person"):
        return f"{text.mention(person)} is {label} now."
    return f"Nobody is {label} now."


def _first(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    label, receiver = settings.role_label(entry.facts["role"]), text.mention(entry.facts["receiver"])
    giver = entry.facts.get("giver")
    until = f"{text.mention(giver)} answers for it" if giver else "nobody holds it"
    title = text.fit(text.one_line(incident.title), 500)
    room = f" (room {text.channel(incident.room_id)})" if incident.room_id else ""
    return (
        f"{text.mention(entry.author or '')} asks {receiver} to be *{label}* of *{incident.ref}* · "
        f"{title}{room}. Until {receiver} accepts, {until}."
    )


def _brief(brief: Mapping[str, str], incident: Incident, settings: Settings) -> list[Block]:
    said = {heading: words for heading, words in brief.items() if words}
    if not said:
        return []
    whole = all(len(text.escape(words)) <= ONE for words in said.values())
    whole = whole and sum(len(text.escape(words)) for words in said.values()) <= SHOWN
    most = ONE if whole else min(ONE, SHOWN // len(said))
    shown = [
        blocks.section(f"*{text.fit(heading, 100)}*\n{text.fit(words, most)}")
        for heading, words in said.items()
    ]
    if not whole:
        export = f"`{settings.command} export {incident.ref}`"
        shown.append(blocks.context(f"Shortened here. The timeline has it whole: {export}"))
    return shown
