"""`skip <family> [subject] [reason]`: what a reminder asks for is not needed, and why."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from incident_bot.commands.ask import Ask
from incident_bot.commands.quieting import (
    USUAL,
    Meant,
    must_be_owed,
    no_family,
    take_family,
    take_subject,
)
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.forms.skip import WHY, shown_due, skip_form
from incident_bot.incidents import owed
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.quiet import AFTERWARDS
from incident_bot.messages.silence import silenced, skipped_update
from incident_bot.slack import text

_WITHOUT_NUMBER = "skip item <number> <reason>"
_BECAUSE = re.compile(r"because\b\s*:?\s*", re.IGNORECASE)


async def skip(ask: Ask) -> Reply:
    """Alone it means the update that is owed. Without a reason a form asks for it."""
    family = take_family(ask)
    subject = take_subject(ask, family, _WITHOUT_NUMBER)
    incident = await ask.incident(for_change=True, free_text=True)
    if not family:
        family = take_family(ask)
        if not family and ask.rest:
            # Whatever follows it might be a reason, and so might a family that is not spelled right.
            raise no_family(ask, "skip", "<reason>")
        family = family or USUAL
        subject = take_subject(ask, family, _WITHOUT_NUMBER)
    meant = Meant(family, subject)
    if not incident.is_open and family not in AFTERWARDS:
        raise Refused(
            f"{incident.ref} is {incident.status}, so nobody is reminded of that.",
            example=f"status {incident.ref}",
        )
    await must_be_owed(ask, incident, meant)
    due = _due(ask, incident, meant)
    if ask.filled.has("why") and shown_due(ask.filled) != due:
        # Two who click at once mean the same update; the next one would go with it.
        stands = await _stands(ask, due)
        raise Refused(
            f"meanwhile that update is settled. {stands} Close this form, and look again.", field="why"
        )
    _must_be_near(ask, incident, due)
    why = await _why(ask)
    if not why and ask.filled.has("why"):
        raise Refused("it is not said why.", field="why")
    if not why:
        return Reply(
            say("Why is it not needed?").message,
            form=skip_form(incident, family, subject, _means(ask, incident, meant), due),
        )
    return _skipped(ask, incident, meant, why)


def _skipped(ask: Ask, incident: Incident, meant: Meant, why: str) -> Reply:
    if meant.family != USUAL:
        incident.waive(meant.family, why, ask.act, subject=meant.subject)
        return say(silenced(incident, meant.family, meant.subject))
    means = _means(ask, incident, meant)
    incident.skip_update(why, _after(ask, incident), ask.act)
    return say(means)


def _means(ask: Ask, incident: Incident, meant: Meant) -> str:
    """What follows from it, as a sentence or two."""
    if meant.family != USUAL:
        return silenced(incident, meant.family, meant.subject)
    due = _due(ask, incident, meant)
    was = f" that is due {text.moment(due)}" if due else ""
    return f"The update of *{incident.ref}*{was} is left out. {skipped_update(_after(ask, incident))}"


def _due(ask: Ask, incident: Incident, meant: Meant) -> datetime | None:
    if meant.family != USUAL:
        return None
    return owed.next_update(incident, ask.settings.severity(incident.severity))


def _after(ask: Ask, incident: Incident) -> datetime | None:
    return owed.after_skipping(incident, ask.settings.severity(incident.severity), ask.now)


def _must_be_near(ask: Ask, incident: Incident, due: datetime | None) -> None:
    """Nobody leaves out the updates of a whole night before it began. Raises Refused."""
    every = ask.settings.severity(incident.severity).update_every
    if due is None or every is None or due - ask.now <= timedelta(minutes=every):
        return
    raise Refused(
        f"the next update of {incident.ref} is not owed before {text.moment(due)} as it is.",
        example=f"reminders {incident.ref}",
        field="why" if ask.filled.has("why") else None,
    )


async def _stands(ask: Ask, due: datetime | None) -> str:
    """Plain, for under a field, where Slack shows nobody a moment in their own zone."""
    if due is None:
        return "None is owed."
    zone = await zone_of(ask)
    return f"The next one is due at {due.astimezone(zone):%H:%M} ({zone.key})."


async def _why(ask: Ask) -> str:
    if ask.filled.has("why"):
        return ask.filled.text("why")
    said = await ask.plain_rest()
    said = _BECAUSE.sub("", said, count=1) if _BECAUSE.match(said) else said
    if len(said) > WHY:
        raise Refused(f"that is too long for a reason: {WHY} characters are the most.")
    return said
