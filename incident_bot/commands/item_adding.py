"""Adding an action item, from a line or from the form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from incident_bot.commands.ask import Ask
from incident_bot.commands.insiders import one_who_knows
from incident_bot.commands.item_words import no_day, read_item
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.exports.zone import zone_of_person
from incident_bot.forms.item import origin
from incident_bot.incidents import queries
from incident_bot.incidents.blame import blaming
from incident_bot.incidents.days import typed_day
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items import PRIORITIES, TYPES, USUAL, due_by_priority
from incident_bot.messages.blame import remark
from incident_bot.messages.days import day
from incident_bot.slack import text

LONGEST = 3000
"""Characters of an item, and of what says that it is done: what a field of a form takes."""


@dataclass(frozen=True)
class _Wanted:
    """What was said of it; an `owner` who may have it."""

    text: str
    owner: str | None
    priority: str
    due: date | None
    never: bool = False
    type_: str | None = None
    criterion: str = ""
    channel: str | None = None
    message: str | None = None


async def add_from_line(ask: Ask, incident: Incident) -> Reply:
    """`add an alert @bo P1 due friday`"""
    words = read_item(ask.rest, await _today(ask, None))
    owner = None
    if words.owner:
        mentioned = text.MENTION.match(words.owner)
        person = mentioned[1] if mentioned else ask.request.person
        owner = await one_who_knows(ask, incident, person)
    wanted = _Wanted(
        text=await ask.plain(words.text),
        owner=owner,
        priority=words.priority or USUAL,
        due=words.due,
        never=words.never,
        type_=words.type_ or None,
        criterion=await ask.plain(words.criterion),
    )
    return await _add(ask, incident, wanted)


async def add_from_form(ask: Ask, incident: Incident) -> Reply:
    """What stands in its fields."""
    filled = ask.filled
    owner = filled.text("owner")
    said = filled.text("due").lower()
    never = said in ("never", "none")
    due = typed_day(said, await _today(ask, None)) if said and not never else None
    if said and not never and due is None:
        raise no_day(said)
    priority, type_ = filled.text("priority"), filled.text("type")
    channel, message = origin(filled)
    wanted = _Wanted(
        text=filled.text("text"),
        owner=await one_who_knows(ask, incident, owner, field="owner") if owner else None,
        priority=priority if priority in PRIORITIES else USUAL,
        due=due,
        never=never,
        type_=type_ if type_ in TYPES else None,
        criterion=filled.text("criterion"),
        channel=channel,
        message=message,
    )
    return await _add(ask, incident, wanted)


async def _add(ask: Ask, incident: Incident, wanted: _Wanted) -> Reply:
    if not wanted.text:
        raise Refused("it is not said what is to be done.", field="text", example="item add <text>")
    if len(wanted.text) > LONGEST or len(wanted.criterion) > LONGEST:
        raise Refused(f"that is too long for one action item: {LONGEST} characters are the most.")
    if wanted.due is not None and wanted.due < await _today(ask, None):
        raise Refused(f"{day(wanted.due)} is over: say a day that is still to come.", field="due")
    due = wanted.due
    if due is None and not wanted.never:
        due = due_by_priority(wanted.priority, await _today(ask, wanted.owner))
    items = await queries.action_items(ask.session, incident.id)
    made = incident.add_item(
        max((each.number for each in items), default=0) + 1,
        wanted.text,
        ask.act,
        owner=wanted.owner,
        priority=wanted.priority,
        due_on=due,
        type_=wanted.type_,
        criterion=wanted.criterion,
        channel=wanted.channel,
        message=wanted.message,
    )
    ask.session.add(made)
    await mind_blame(ask, incident, f"{wanted.text}. {wanted.criterion}")
    facts = [wanted.priority.upper(), text.mention(wanted.owner) if wanted.owner else "nobody has it yet"]
    facts += [f"due {day(due)}" if due else "due when possible", *([wanted.type_] if wanted.type_ else [])]
    return say(
        f"Action item {made.number} of *{incident.ref}*: {text.fit(text.one_line(wanted.text), 300)}\n"
        f"{' · '.join(facts)}. `{ask.settings.command} item done {made.number}` says that it is done."
    )


async def mind_blame(ask: Ask, incident: Incident, words: str) -> None:
    """Whoever writes that somebody is the cause is told how else it could be said; the words stay."""
    ids = {incident.declared_by, ask.request.person, *(each.person for each in incident.holdings)}
    known = await queries.people(ask.session, ask.request.workspace, ids)
    ask.remarks += [remark(each) for each in blaming(words, known.values())[:1]]


async def _today(ask: Ask, owner: str | None) -> date:
    """Where its owner lives; where whoever asks does, when nobody owns it."""
    zone = await zone_of_person(ask.session, ask.request.workspace, owner or ask.request.person)
    return ask.now.astimezone(zone).date()
