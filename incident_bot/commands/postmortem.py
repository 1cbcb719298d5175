"""`postmortem`: the document out of the record; who leads it, until when it is held, and where it is out."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from incident_bot.commands.ask import Ask
from incident_bot.commands.insiders import one_who_knows
from incident_bot.commands.item_words import no_day
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.exports.zone import zone_of_person
from incident_bot.forms.postmortem import LINK, postmortem_form
from incident_bot.incidents.days import typed_day
from incident_bot.incidents.incident import Incident
from incident_bot.messages.days import day
from incident_bot.messages.postmortem import changed, stands
from incident_bot.slack import text

_PLAN = ("plan", "form", "change")
_LEADS = ("facilitator", "assign", "by", "lead", "leader")
_PUBLISHED = ("published", "publish", "link")
_AS_USUAL = ("usual", "none", "default")
_ADDRESS = re.compile(r"https?://[^\s<>|]+", re.IGNORECASE)
_TYPED_ADDRESS = re.compile(r"<(https?://[^\s<>|]+)(?:\|[^<>]*)?>", re.IGNORECASE)


async def postmortem(ask: Ask) -> Reply:
    """Alone it writes the document."""
    incident = await ask.incident(for_change=True)
    word = text.plain(ask.peek()).lower()
    if ask.filled.has("facilitator"):
        return await _from_form(ask, incident)
    if not word or word == "private":
        return await _write(ask, incident, private=word == "private")
    if word in _PLAN:
        return Reply(say("Plan the postmortem.").message, form=postmortem_form(incident))
    if word in ("due", "date", "on"):
        ask.word()
        incident.hold_postmortem_by(await _day(ask, ask.rest), ask.act)
        return await _told(ask, incident)
    if word in _PUBLISHED or _address(ask.peek()):
        return await _publish(ask, incident)
    if word in _LEADS:
        ask.word()
    return await _lead(ask, incident)


async def _write(ask: Ask, incident: Incident, *, private: bool) -> Reply:
    # Where there is no place for it any more, whoever asks has it alone.
    private = private or incident.room_archived
    incident.want_postmortem((await zone_of(ask)).key, ask.act, private=private)
    return Reply(stands(incident, await _zone(ask, incident), ask.settings, private=private))


async def _lead(ask: Ask, incident: Incident) -> Reply:
    if not ask.rest:
        raise Refused("it is not said who leads it.", example=f"postmortem {incident.ref} @dee")
    if not (
        text.MENTION.match(ask.peek()) or ask.peek().lower() in ("me", "myself") or ask.peek()[:1] in "@<"
    ):
        shown = text.fit(text.plain(ask.peek()), 60)
        raise Refused(
            f"I do not know what “{shown}” has to do with it. Alone it writes the draft; @somebody "
            "leads it, `due friday` says when, `published` and its address where, `plan` is a form.",
            example=f"postmortem {incident.ref}",
        )
    person = await one_who_knows(ask, incident, await ask.somebody())
    incident.facilitate(person, ask.act)
    return await _told(ask, incident)


async def _publish(ask: Ask, incident: Incident) -> Reply:
    if not _address(ask.peek()):
        ask.word()
    link = _address(ask.rest)
    if not link:
        raise Refused(
            "its address is missing: where can it be read?",
            example=f"postmortem {incident.ref} published https://wiki.example.com/inc-12",
        )
    incident.publish_postmortem(link, ask.act)
    close = f" Is nothing left to be done? `{ask.settings.command} close {incident.ref}` says so."
    return say(f"The postmortem of *{incident.ref}* is published.{'' if incident.is_open else close}")


async def _from_form(ask: Ask, incident: Incident) -> Reply:
    """Only what was changed is one."""
    facilitator, link = ask.filled.text("facilitator"), ask.filled.text("link")
    due = await _day(ask, ask.filled.text("due"), field="due") if ask.filled.text("due") else None
    if link and not _ADDRESS.fullmatch(link):
        raise Refused("that is no address: one begins with https://.", field="link")
    before = len(incident.happened)
    if facilitator and facilitator != incident.facilitator:
        incident.facilitate(await one_who_knows(ask, incident, facilitator, field="facilitator"), ask.act)
    if due != incident.postmortem_due_on:
        incident.hold_postmortem_by(due, ask.act)
    if link and link != incident.postmortem_link:
        incident.publish_postmortem(link, ask.act)
    if len(incident.happened) == before:
        raise Refused("nothing is other than before.", field="facilitator")
    return await _told(ask, incident)


async def _day(ask: Ask, words: str, *, field: str | None = None) -> date | None:
    """The day that somebody named; None: as the severity has it."""
    said = text.plain(words).lower()
    if said in _AS_USUAL:
        return None
    today = ask.now.astimezone(await zone_of(ask)).date()
    on = typed_day(said, today)
    if on is None:
        raise no_day(words)
    # What was held already may be written down.
    if (today - on).days > 365:
        raise Refused(f"{day(on)} is long over.", field=field)
    return on


async def _told(ask: Ask, incident: Incident) -> Reply:
    """How it stands now, with days where whoever leads it lives."""
    return say(changed(incident, await _zone(ask, incident), ask.settings))


async def _zone(ask: Ask, incident: Incident) -> ZoneInfo:
    return await zone_of_person(ask.session, ask.request.workspace, incident.facilitator)


def _address(typed: str) -> str:
    """The web address in words as Slack sent them, all of them; empty when they are none."""
    typed = typed.strip()
    match = _TYPED_ADDRESS.fullmatch(typed)
    address = text.plain(match[1] if match else typed)
    return address if _ADDRESS.fullmatch(address) and len(address) <= LINK else ""
