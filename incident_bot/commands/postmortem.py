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
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages.days import day
from incident_bot.messages.postmortem import changed, stands
from incident_bot.slack import text

_WRITE = ("private", "draft", "write", "document")
_DAY = ("due", "date", "on")
_PLAN = ("plan", "form", "change")
_LEADS = ("facilitator", "assign", "by", "lead", "leader")
_PUBLISHED = ("published", "publish", "link")
_AS_USUAL = ("usual", "none", "default")
_SHOWN = 500
_ADDRESS = re.compile(r"https?://[^\s<>|…]+", re.IGNORECASE)
_TYPED_ADDRESS = re.compile(r"<(https?://[^\s<>|]+)(?:\|[^<>]*)?>", re.IGNORECASE)


async def postmortem(ask: Ask) -> Reply:
    """Alone it writes the document."""
    incident = await ask.incident(for_change=True)
    word = text.plain(ask.peek()).lower()
    if ask.filled.has("facilitator"):
        return await _from_form(ask, incident)
    if not word or word in _WRITE:
        return await _write(ask, incident, private="private" in ask.rest.lower().split())
    if word in _PLAN:
        return Reply(say("Plan the postmortem.").message, form=postmortem_form(incident))
    if word in _PUBLISHED or _address(ask.peek()):
        return await _publish(ask, incident)
    return await _lead_and_day(ask, incident)


async def _write(ask: Ask, incident: Incident, *, private: bool) -> Reply:
    # Where there is no place for it any more, whoever asks has it alone.
    private = private or incident.room_archived
    incident.want_postmortem((await zone_of(ask)).key, ask.act, private=private)
    return Reply(stands(incident, await _zone(ask, incident), ask.settings, private=private))


async def _lead_and_day(ask: Ask, incident: Incident) -> Reply:
    """`@bo due monday`, `due monday @chi`, or one of the two."""
    words = ask.rest.split()
    people = [word for word in words if _is_person(word)]
    left = [word for word in words if word not in people]
    leads = bool(left) and left[0].lower() in _LEADS
    left = left[leads:]
    is_day = bool(left) and left[0].lower() in _DAY
    if len(people) > 1:
        raise Refused("one person leads it, and you named more.")
    named = await _is_day(ask, " ".join(left))
    if leads and not people and not named:
        raise Refused("it is not said who leads it.", example=f"postmortem {incident.ref} @…")
    if left and not is_day and not named:
        raise _not_understood(left[0])
    before = len(incident.happened)
    on = await _day(ask, " ".join(left[is_day:])) if left else None
    # One of the two may be so already; all that was said is not.
    if people:
        person = await one_who_knows(ask, incident, await ask.somebody(people[0]))
        if person != incident.facilitator or not left or on == incident.postmortem_due_on:
            incident.facilitate(person, ask.act)
    if left and (on != incident.postmortem_due_on or len(incident.happened) == before):
        incident.hold_postmortem_by(on, ask.act)
    return await _told(ask, incident)


def _not_understood(word: str) -> Refused:
    return Refused(
        f"I do not know what “{text.fit(text.plain(word), 60)}” has to do with it. Alone it writes the "
        "draft; @somebody leads it, `due friday` says when, `published` and its address where, "
        "`plan` is a form."
    )


def _is_person(word: str) -> bool:
    return word.lower() in ("me", "myself") or word[:1] in "@<"


async def _is_day(ask: Ask, words: str) -> bool:
    return bool(typed_day(text.plain(words), ask.now.astimezone(await zone_of(ask)).date()))


async def _publish(ask: Ask, incident: Incident) -> Reply:
    if not _address(ask.peek()):
        ask.word()
    link = _address(ask.rest)
    if not link:
        raise Refused(
            f"“{text.fit(typed, 60)}” is no address: one begins with https://."
            if (typed := text.plain(ask.rest))
            else "its address is missing: where can it be read?",
            example=f"postmortem {incident.ref} published https://…",
        )
    before = incident.postmortem_link
    incident.publish_postmortem(link, ask.act)
    replaces = f" This replaces {text.fit(before, _SHOWN)}" if before else ""
    if incident.stands is not Status.RESOLVED:
        return say(f"The postmortem of *{incident.ref}* is published.{replaces}")
    close = f"Is nothing left to be done? `{ask.settings.command} close {incident.ref}` says so."
    between = "\n" if before else " "
    return say(f"The postmortem of *{incident.ref}* is published.{replaces}{between}{close}")


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
    elsewhere = ask.settings.office.zone
    return await zone_of_person(ask.session, ask.request.workspace, incident.facilitator, elsewhere)


def _address(typed: str) -> str:
    """The web address in words as Slack sent them, all of them; empty when they are none."""
    typed = typed.strip()
    match = _TYPED_ADDRESS.fullmatch(typed)
    address = text.plain(match[1] if match else typed)
    return address if _ADDRESS.fullmatch(address) and len(address) <= LINK else ""
