"""`update [text]`: tell stakeholders where things stand."""

from __future__ import annotations

from datetime import datetime

from incident_bot.commands.ask import Ask
from incident_bot.commands.drafting import drafted, must_not_be_named
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import picked_moment
from incident_bot.errors import Refused
from incident_bot.forms.update import Sent, update_form
from incident_bot.incidents import owed
from incident_bot.incidents.audiences import Audience, Reach, reach
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.leaks import internal_in
from incident_bot.incidents.progress import was_told_of_the_end
from incident_bot.incidents.vocabulary import Source
from incident_bot.messages.listed import listed
from incident_bot.messages.updates.drafts import with_next
from incident_bot.messages.updates.said import PREVIEW, Update
from incident_bot.slack import text


async def update(ask: Ask) -> Reply:
    """Typed, it is for colleagues; the form, which no words open, has words for everybody."""
    incident = await ask.incident(for_change=True, free_text=True)
    sent = Sent.of(ask.filled)
    if ask.request.source is Source.FORM:
        return await _sent(ask, incident, sent)
    said = await ask.plain_rest()
    if said == PREVIEW and ask.request.view is not None:
        return await _previewed(ask, incident, sent)
    if not said:
        return await _form(ask, incident)
    incident.update(said, ask.act)
    return _told(ask, incident)


async def _form(ask: Ask, incident: Incident) -> Reply:
    await _must_be_wanted(ask, incident)
    form = update_form(incident, ask.settings, ask.now, await drafted(ask, incident))
    return Reply(say("Write the update.").message, form=form)


async def _sent(ask: Ask, incident: Incident, sent: Sent) -> Reply:
    """The form as it was sent: nothing of it is said unless all of it may be."""
    if not sent.internal:
        raise Refused("the update itself is missing.", field="text")
    if sent.final and not incident.is_open:
        await _must_be_wanted(ask, incident)
    if found := await _internal_in(ask, incident, sent.customers):
        raise Refused(leaking(found), field="customers")
    next_at = _promised(ask, incident, sent)
    made = _made(ask, incident, sent, next_at or _by_cadence(ask, incident))
    incident.update(
        made.text, ask.act, others=made.others, trend=made.trend, next_at=next_at, final=made.final
    )
    return _told(ask, incident)


async def _previewed(ask: Ask, incident: Incident, sent: Sent) -> Reply:
    """The same form, what was typed in it, and below it what would be sent where."""
    next_at = picked_moment(ask, "next") or _by_cadence(ask, incident)
    made = _made(ask, incident, sent, next_at)
    found = await _internal_in(ask, incident, sent.customers)
    form = update_form(
        incident, ask.settings, ask.now, sent, preview=made, problem=leaking(found) if found else ""
    )
    return Reply(say("This is what would be sent.").message, form=form, replaces=True)


def leaking(found: list[str]) -> str:
    """What is wrong with words for customers that name something internal."""
    shown = ", ".join(f"“{text.fit(each, 60)}”" for each in found)
    return f"customers would read what is internal: {shown}. Say it without."


def _made(ask: Ask, incident: Incident, sent: Sent, next_at: datetime | None) -> Update:
    """The update that the form makes; customers are told themselves when they hear more."""
    going, due = reach(incident, ask.settings), next_at if incident.is_open else None
    others = {
        Audience.LEADERSHIP.value: sent.leadership if going.leadership else "",
        Audience.CUSTOMERS.value: with_next(sent.customers, due, ask.settings) if going.customers else "",
    }
    said = {audience: words for audience, words in others.items() if words}
    final = sent.final and not incident.is_open
    return Update(ask.request.person, sent.internal, said, sent.trend, final=final, next_at=due)


def _promised(ask: Ask, incident: Incident, sent: Sent) -> datetime | None:
    """What was picked by hand; None when the cadence's own moment was left as it stood."""
    picked = picked_moment(ask, "next")
    return None if picked is None or picked == sent.proposed or not incident.is_open else picked


def _by_cadence(ask: Ask, incident: Incident) -> datetime | None:
    return owed.by_cadence(ask.now, ask.settings.severity(incident.severity)) if incident.is_open else None


async def _internal_in(ask: Ask, incident: Incident, words: str) -> list[str]:
    if not words:
        return []
    return internal_in(words, incident, await must_not_be_named(ask, incident), ask.settings)


async def _must_be_wanted(ask: Ask, incident: Incident) -> None:
    """While it is open always; afterwards once."""
    if not incident.is_open and await was_told_of_the_end(ask.session, incident.id):
        raise Refused(
            f"{incident.ref} is {incident.status}, and its last update is out.",
            example=f"status {incident.ref}",
        )


def _told(ask: Ask, incident: Incident) -> Reply:
    due = owed.next_update(incident, ask.settings.severity(incident.severity))
    then = f" The next one is due {text.moment(due)}." if due else ""
    return say(f"Update for *{incident.ref}* is on its way to {_where(ask, incident)}.{then}")


def _where(ask: Ask, incident: Incident) -> str:
    going: Reach = reach(incident, ask.settings)
    status = f"#{ask.settings.status_channel}"
    if not incident.wants_room:
        places = [f"its thread in {status}"]
    else:
        places = ["the room", *([] if incident.is_private else [status])]
    places += [text.channel(going.support)] if going.support else []
    return listed(places)
