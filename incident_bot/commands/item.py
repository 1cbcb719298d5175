"""`item add <text> …`, `item done 3` and the like: what is to be done after an incident, one by one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from incident_bot.commands.ask import Ask
from incident_bot.commands.insiders import one_who_knows
from incident_bot.commands.item_adding import LONGEST, add_from_form, add_from_line, mind_blame
from incident_bot.commands.item_verb import ADD, SEVERAL, SHOW, must_be_text, take_numbers, take_verb
from incident_bot.commands.item_words import no_day, no_priority
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.forms.item import item_form
from incident_bot.incidents import queries
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.days import typed_day
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items import PRIORITIES, TYPES
from incident_bot.messages.days import day
from incident_bot.messages.items import item_message
from incident_bot.messages.listed import listed
from incident_bot.slack import text

_NOBODY = ("nobody", "none", "unassign")
_NONE = ("none", "nothing")
_NEVER = ("never", "none", "whenever")


async def item(ask: Ask) -> Reply:
    """Add one, or change one by its number; with no words at all, ask for it in a form."""
    if ask.filled.has("text"):
        return await add_from_form(ask, await ask.incident(for_change=True, free_text=True))
    verb, numbers = take_verb(ask)
    incident = await ask.incident(for_change=True, free_text=True)
    if not verb:
        verb, numbers = take_verb(ask)
    if verb == SHOW or verb in _CHANGES:
        return await _existing(ask, incident, verb, numbers or take_numbers(ask, verb))
    if not ask.rest:
        return Reply(say("What is to be done?").message, form=item_form(incident.ref))
    if verb != ADD:
        must_be_text(ask, incident.ref)
    return await add_from_line(ask, incident)


async def _existing(ask: Ask, incident: Incident, verb: str, numbers: list[int]) -> Reply:
    """One of those that are there; or several, which are done with the same words."""
    if len(numbers) > 1 and verb not in SEVERAL:
        raise Refused("that goes one at a time.", example=f"items {incident.ref}")
    if not numbers:
        raise Refused(
            f"it is not said which action item is meant. `{ask.settings.command} items` has their numbers.",
            example=f"items {incident.ref}",
        )
    found = [await _one(ask, incident, number) for number in numbers]
    if verb == SHOW:
        return Reply(item_message(found[0], incident, ask.settings))
    if len(found) == 1:
        return await _CHANGES[verb](ask, incident, found[0])
    return await _several(ask, incident, verb, found)


async def _several(ask: Ask, incident: Incident, verb: str, found: list[ActionItem]) -> Reply:
    said = await ask.plain_rest()
    for each in found:
        match verb:
            case "done":
                incident.finish_item(each, ask.act, said)
            case "drop":
                incident.drop_item(each, ask.act, said)
            case _:
                incident.reopen_item(each, ask.act, said)
    are = {"done": "done", "drop": "dropped", "reopen": "open again"}[verb]
    which = listed(str(each.number) for each in found)
    return say(f"Action items {which} of *{incident.ref}* are {are}.{await _left(ask, incident)}")


async def _one(ask: Ask, incident: Incident, number: int) -> ActionItem:
    items = await queries.action_items(ask.session, incident.id)
    found = next((each for each in items if each.number == number), None)
    if found is None:
        there_are = f"its action items go from 1 to {len(items)}" if items else "it has no action items yet"
        raise Refused(
            f"{incident.ref} has no action item {number}: {there_are}.", example=f"items {incident.ref}"
        )
    return found


async def _done(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    incident.finish_item(found, ask.act, await ask.plain_rest())
    return say(f"Action item {found.number} of *{incident.ref}* is done.{await _left(ask, incident)}")


async def _drop(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    incident.drop_item(found, ask.act, await ask.plain_rest())
    return say(f"Action item {found.number} of *{incident.ref}* is dropped.{await _left(ask, incident)}")


async def _reopen(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    incident.reopen_item(found, ask.act, await ask.plain_rest())
    return say(f"Action item {found.number} of *{incident.ref}* is open again.")


async def _assign(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    if not ask.rest:
        raise Refused("the person is missing.", example=f"item assign {found.number} @…")
    if ask.peek().lower() in _NOBODY:
        ask.word()
        incident.give_item(found, None, ask.act)
        return say(f"Nobody has action item {found.number} of *{incident.ref}* now.")
    owner = await one_who_knows(ask, incident, await ask.somebody())
    incident.give_item(found, owner, ask.act)
    return say(f"{text.mention(owner)} has action item {found.number} of *{incident.ref}* now.")


async def _due(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    on = await _typed_day(ask)
    incident.put_off_item(found, on, ask.act)
    when = f"due {day(on)}" if on else "due when possible"
    return say(f"Action item {found.number} of *{incident.ref}* is {when}.")


async def _typed_day(ask: Ask) -> date | None:
    said = text.plain(ask.rest).lower()
    if said in _NEVER:
        return None
    today = ask.now.astimezone(await zone_of(ask)).date()
    on = typed_day(said, today)
    if on is None:
        raise no_day(ask.rest)
    if on < today:
        raise Refused(f"{day(on)} is over: say a day that is still to come.")
    return on


async def _priority(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    word = text.plain(ask.word()).lower()
    if word not in PRIORITIES:
        raise no_priority(word)
    incident.rank_item(found, word, ask.act)
    return say(f"Action item {found.number} of *{incident.ref}* is {word.upper()} now.")


async def _text(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    said = _typed(await ask.plain_rest())
    if not said:
        raise Refused("the new text is missing.", example=f"item text {incident.ref} {found.number} <text>")
    before = found.text
    incident.reword_item(found, said, ask.act)
    await mind_blame(ask, incident, said)
    return say(
        f"Action item {found.number} of *{incident.ref}* now reads: {text.fit(text.one_line(said), 300)}\n"
        f"Before: {text.fit(text.one_line(before), 300)}"
    )


async def _type(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    word = text.plain(ask.rest).lower()
    if word not in TYPES and word not in _NONE:
        what = f"“{text.fit(word, 60)}” is no type" if word else "the type is missing"
        raise Refused(f"{what}: prevent, detect, respond, process or none.")
    incident.type_item(found, word if word in TYPES else None, ask.act)
    now = f"is of the type {found.type}" if found.type else "has no type"
    return say(f"Action item {found.number} of *{incident.ref}* {now} now.")


async def _criterion(ask: Ask, incident: Incident, found: ActionItem) -> Reply:
    said = _typed(await ask.plain_rest())
    if not said:
        raise Refused(
            "it is not said what says that it is done.",
            example=f"item criterion {incident.ref} {found.number} <text>",
        )
    incident.measure_item(found, None if said.lower() in _NONE else said, ask.act)
    await mind_blame(ask, incident, found.criterion or "")
    if not found.criterion:
        return say(f"Action item {found.number} of *{incident.ref}* has no criterion any more.")
    shown = text.fit(text.one_line(found.criterion), 300)
    return say(f"Action item {found.number} of *{incident.ref}* is done when: {shown}")


def _typed(said: str) -> str:
    if len(said) > LONGEST:
        raise Refused(f"that is too long for one action item: {LONGEST} characters are the most.")
    # As it stands in our own sentences.
    return "" if said in ("…", "...") else said


async def _left(ask: Ask, incident: Incident) -> str:
    items = await queries.action_items(ask.session, incident.id)
    left = sum(each.is_open for each in items)
    return f" {left} of {len(items)} are left." if left else " Nothing is left to do."


_CHANGES: dict[str, Callable[[Ask, Incident, ActionItem], Awaitable[Reply]]] = {
    "done": _done,
    "drop": _drop,
    "reopen": _reopen,
    "assign": _assign,
    "due": _due,
    "priority": _priority,
    "text": _text,
    "type": _type,
    "criterion": _criterion,
}
