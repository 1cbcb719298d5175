"""`item add <text> …`, `item done 3` and the like: what is to be done after an incident, one by one."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date

from incident_bot.commands.ask import Ask
from incident_bot.commands.insiders import one_who_knows
from incident_bot.commands.item_adding import add_from_form, add_from_line
from incident_bot.commands.item_words import no_day
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.forms.item import item_form
from incident_bot.incidents import queries
from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.days import typed_day
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.items import PRIORITIES
from incident_bot.messages.days import day
from incident_bot.slack import text

_ADD = ("add", "new", "create")
_VERBS = {
    "done": "done",
    "finish": "done",
    "finished": "done",
    "complete": "done",
    "completed": "done",
    "close": "done",
    "drop": "drop",
    "cancel": "drop",
    "remove": "drop",
    "delete": "drop",
    "wontfix": "drop",
    "reopen": "reopen",
    "undo": "reopen",
    "assign": "assign",
    "give": "assign",
    "owner": "assign",
    "due": "due",
    "priority": "priority",
}
_NUMBER = re.compile(r"#?([0-9]{1,6})", re.ASCII)
_REF = re.compile(r"inc-?[0-9]{1,9}", re.IGNORECASE | re.ASCII)
_NOBODY = ("nobody", "none", "unassign")
_NEVER = ("never", "none", "whenever")


async def item(ask: Ask) -> Reply:
    """Add one, or change one by its number; with no words at all, ask for it in a form."""
    if ask.filled.has("text"):
        return await add_from_form(ask, await ask.incident(for_change=True, free_text=True))
    verb, number = _verb(ask)
    incident = await ask.incident(for_change=True, free_text=True)
    if not verb:
        verb, number = _verb(ask)
    if verb in _CHANGES:
        number = _taken_number(ask) if number is None else number
        return await _CHANGES[verb](ask, incident, await _one(ask, incident, verb, number))
    if not ask.rest:
        return Reply(say("What is to be done?").message, form=item_form(incident.ref))
    return await add_from_line(ask, incident)


def _verb(ask: Ask) -> tuple[str, int | None]:
    """Take the verb and the number, if the next words are those; a verb before other words is the text."""
    words = [word.lower() for word in ask.rest.split()[:3]]
    first = words[0] if words else ""
    if first in _ADD:
        ask.word()
        return "add", None
    rest = [word for word in words[1:] if not _REF.fullmatch(word)]
    if first in _VERBS and (not rest or _NUMBER.fullmatch(rest[0])):
        ask.word()
        return _VERBS[first], _taken_number(ask)
    if words[1:] and words[1] in _VERBS and (number := _taken_number(ask)) is not None:
        # `3 done` is `done 3`.
        return _VERBS[ask.word().lower()], number
    return "", None


def _taken_number(ask: Ask) -> int | None:
    match = _NUMBER.fullmatch(ask.peek())
    if match is None:
        return None
    ask.word()
    return int(match[1])


async def _one(ask: Ask, incident: Incident, verb: str, number: int | None) -> ActionItem:
    items = await queries.action_items(ask.session, incident.id)
    if number is None:
        raise Refused(
            f"it is not said which action item is meant. `{ask.settings.command} items` has their numbers.",
            example=f"item {verb} {incident.ref} 1{' @bo' if verb == 'assign' else ''}",
        )
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
        raise Refused("the person is missing.", example=f"item assign {found.number} @bo")
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
        raise Refused(f"“{text.fit(word, 60)}” is no priority. It is one of P0 (now), P1, P2 and P3.")
    incident.rank_item(found, word, ask.act)
    return say(f"Action item {found.number} of *{incident.ref}* is {word.upper()} now.")


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
}
