"""`resolve [summary]`: the disruption is over. With `--confirmed`, without being asked whether it is."""

from __future__ import annotations

from datetime import timedelta

from incident_bot.commands.ask import Ask
from incident_bot.commands.insiders import one_who_knows
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.resolve import is_sure, resolve_form
from incident_bot.incidents import checklists
from incident_bot.incidents.incident import Incident
from incident_bot.messages.durations import spoken

# Phones make one long dash of two.
_CONFIRMED = ("--confirmed", "—confirmed", "–confirmed")


async def resolve(ask: Ask) -> Reply:
    """Reminders stop at once."""
    sure = _take_confirmed(ask)
    incident = await ask.incident(for_change=True, free_text=True)
    return await resolved(ask, incident, sure=sure)


async def resolved(ask: Ask, incident: Incident, *, sure: bool = False) -> Reply:
    """Resolve it, or ask first whether it is over; what is left of the words is the summary."""
    sure = _take_confirmed(ask) or sure
    summary = await ask.plain_rest()
    if ask.filled.has("summary"):
        await _from_form(ask, incident)
    elif sure or not incident.is_open:
        incident.resolve(ask.act, summary, archive_after=_archive_after(ask))
    else:
        return Reply(say("Is it over?").message, form=resolve_form(incident, ask.settings, summary))
    return say(
        f"*{incident.ref}* is resolved. It lasted {spoken(incident.lasted(ask.now))}. "
        f"`{ask.settings.command} export {incident.ref}` puts the timeline into the room."
    )


async def _from_form(ask: Ask, incident: Incident) -> None:
    criteria = checklists.items(ask.settings, incident.severity, "resolved")
    chosen = set(ask.filled.many("criteria"))
    confirmed = [item for item in criteria if checklists.token(item) in chosen]
    missing = [item for item in criteria if item not in confirmed]
    if missing and incident.is_open and not is_sure(ask.filled):
        raise Refused(
            f"not ticked: {'; '.join(missing)}. "
            "Wait until all of it is true, or tick below that it is resolved all the same.",
            field="criteria",
        )
    incident.resolve(
        ask.act,
        ask.filled.text("summary"),
        confirmed=confirmed,
        unconfirmed=missing,
        postmortem=await _facilitator(ask, incident),
        archive_after=_archive_after(ask),
    )


async def _facilitator(ask: Ask, incident: Incident) -> str | None:
    """Who leads the postmortem: a person, and nobody whose decisions it is about."""
    chosen = ask.filled.text("postmortem")
    if not chosen:
        return None
    try:
        incident.may_facilitate(chosen)
    except Refused as refused:
        raise Refused(refused.problem, field="postmortem") from None
    return await one_who_knows(ask, incident, chosen, field="postmortem")


def _archive_after(ask: Ask) -> timedelta | None:
    hours = ask.settings.archive_after_hours
    return timedelta(hours=hours) if hours else None


def _take_confirmed(ask: Ask) -> bool:
    sure = ask.peek().lower() in _CONFIRMED
    if sure:
        ask.word()
    return sure
