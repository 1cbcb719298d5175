"""`remind me in 20m to check the replica`, `remind room at 15:00 …`, `remind list`, `remind cancel 3`."""

from __future__ import annotations

import re
from datetime import datetime

from incident_bot.commands.ask import Ask
from incident_bot.commands.remind_words import ME, ROOM, read_wish
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.incidents import asked
from incident_bot.incidents.asked_reminder import AskedReminder
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.presence import is_in
from incident_bot.messages.asked import asked_list, cancelled, will_come
from incident_bot.slack import text

_NUMBER = re.compile(r"#?([0-9]{1,6})", re.ASCII)
_LIST, _CANCEL, _AGAIN = ("list", "show"), ("cancel", "delete", "remove", "stop"), "again"
_AT_ONCE = re.compile(r"(?:in\s+|\+\s*)?0+\s*(?:d|h|m|s)[a-z]*(?:\s|$)", re.IGNORECASE | re.ASCII)
_LOOKS = re.compile(r"\s*(?:inc-?\d{1,9}\s+)?(?:list|show)\s*(?:inc-?\d{1,9}\s*)?", re.IGNORECASE | re.ASCII)


def only_looks(words: str) -> bool:
    """Whether these words after `remind` change nothing."""
    return _LOOKS.fullmatch(words) is not None


async def remind(ask: Ask) -> Reply:
    """Somebody, or the whole room, is told of it when its time comes; also when the incident is over."""
    looks = only_looks(ask.rest)
    verb = _take_verb(ask)
    incident = await ask.incident(for_change=not looks, free_text=True)
    verb = verb or _take_verb(ask)
    if looks:
        return await _list(ask, incident)
    if verb in _CANCEL:
        return await _cancel(ask, incident)
    if verb == _AGAIN:
        return await _again(ask, incident)
    if not verb:
        raise Refused("it is not said who is to be reminded: begin with `me` or with `room`.")
    return await _ask(ask, incident, in_room=verb in ROOM)


def _take_verb(ask: Ask) -> str:
    word = text.plain(ask.peek()).lower()
    if word not in (*ME, *ROOM, *_LIST, *_CANCEL, _AGAIN):
        return ""
    ask.word()
    return word


async def _ask(ask: Ask, incident: Incident, *, in_room: bool) -> Reply:
    said = await ask.plain_rest()
    if not said:
        raise Refused("it is not said when, and of what.")
    wish = read_wish(said, await zone_of(ask), ask.now)
    if _AT_ONCE.match(said):
        raise Refused(asked.WHEN)
    if wish is None:
        shown = text.fit(text.one_line(said), 60)
        raise Refused(
            f"in “{shown}” there is no time that I understand. Write it like `in 20m`, `at 15:00`, "
            "`tomorrow 09:00` or `2026-03-29 02:30`."
        )
    if not wish.text:
        raise Refused("it is not said what of.")
    if wish.typed.at <= ask.now:
        raise Refused("that moment is over already.")
    if wish.typed.remark:
        ask.remarks.append(wish.typed.remark)
    return await _made(ask, incident, wish.text, wish.typed.at, in_room=in_room)


async def _made(ask: Ask, incident: Incident, of: str, at: datetime, *, in_room: bool) -> Reply:
    if len(of) > asked.LONGEST:
        raise Refused(f"that is too long for a reminder: {asked.LONGEST} characters are the most.")
    await _must_be_in(ask, incident, in_room=in_room)
    made = await asked.ask_for(ask.session, incident, of, at, ask.act, in_room=in_room)
    return say(will_come(incident, made))


async def _must_be_in(ask: Ask, incident: Incident, *, in_room: bool) -> None:
    """Whoever is not in a private room hears nothing of it when the time comes, so not now either."""
    if in_room or not incident.is_private or ask.request.channel == incident.room_id:
        return
    if not await is_in(ask.session, incident.id, ask.request.person):
        raise Refused(
            f"{incident.ref} is private, and only who is in its room is told of it.",
            example=f"remind room {incident.ref} <time> <text>",
        )


async def _again(ask: Ask, incident: Incident) -> Reply:
    """The button under a reminder: the same once more, so much later, for the same ears."""
    found = await _numbered(ask, incident)
    wish = read_wish(await ask.plain_rest(), await zone_of(ask), ask.now)
    if wish is None or wish.text or wish.typed.at <= ask.now:
        raise Refused("it is not said in how much time.", example=f"remind again {incident.ref} 3 10m")
    return await _made(ask, incident, found.text, wish.typed.at, in_room=found.in_room)


async def _cancel(ask: Ask, incident: Incident) -> Reply:
    found = await _numbered(ask, incident)
    if ask.rest:
        raise Refused(f"“{text.fit(text.plain(ask.rest), 60)}” is more than a number.")
    if found.settled_at is not None:
        was = "taken back" if found.outcome == asked.CANCELLED else "said"
        raise Refused(
            f"reminder {found.number} of {incident.ref} was {was} already.",
            example=f"remind list {incident.ref}",
        )
    asked.cancel(incident, found, ask.act)
    return say(cancelled(incident, found))


async def _numbered(ask: Ask, incident: Incident) -> AskedReminder:
    example = f"remind list {incident.ref}"
    match = _NUMBER.fullmatch(text.plain(ask.peek()))
    if match is None:
        raise Refused("the number of the reminder is missing: `remind list` shows them.", example=example)
    ask.word()
    found = await asked.numbered(ask.session, incident.id, int(match[1]), ask.request.person)
    if found is None:
        number = int(match[1])
        raise Refused(f"{incident.ref} has no reminder {number} that you asked for.", example=example)
    return found


async def _list(ask: Ask, incident: Incident) -> Reply:
    waits = await asked.waiting(ask.session, incident.id, ask.request.person)
    return Reply(asked_list(incident, waits, ask.settings))
