"""What entries say of everything else: rooms, notes, updates, and what the bot did."""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, kind_said
from incident_bot.messages.entry_text.words import Words, as_typed, because, fact, listed, moment
from incident_bot.messages.reminder_names import reminder_of, reminder_said
from incident_bot.settings import Settings


def _room(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    how = "can be used again" if (entry.facts or {}).get("back") else "was opened"
    return f"The room {entry.text} {how}" if entry.text else f"The room {how}"


def _room_wanted(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return because("Asked for a room", entry)


def _room_lost(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    name = fact(entry, "name")
    how = _LOST.get(fact(entry, "how"), "cannot be used any more")
    return because(" ".join(filter(None, ("The room", f"#{name}" if name else "", how))), entry)


def _update(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    others = (entry.facts or {}).get("others")
    if not isinstance(others, dict):
        return entry.text
    return "\n".join([entry.text, *(f"For {audience}: {said}" for audience, said in others.items())])


def _next_update(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    until = fact(entry, "until")
    what = (
        f"Promised the next update for {moment(until)}"
        if until
        else "The next update comes as the severity has it"
    )
    return because(what, entry)


def _archiving(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    until = fact(entry, "until")
    return because(f"The room is to be archived {moment(until)}" if until else "The room is to stay", entry)


def _reminder(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    match fact(entry, "outcome"):
        case "waived":
            what = reminder_of(fact(entry, "reminder"), fact(entry, "subject"))
            return because(f"The {what} is not needed", entry)
        case "set":
            at = moment(fact(entry, "until"))
            return because(f"The room is to be reminded {at} (number {fact(entry, 'number')})", entry)
        case "cancelled":
            return because(f"Reminder {fact(entry, 'number')} of the room is taken back", entry)
    return entry.text or f"Reminded: {reminder_said(fact(entry, 'reminder'))} was owed"


def _snooze(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    family, until = fact(entry, "reminder"), fact(entry, "until")
    reminder = f"The {reminder_of(family, fact(entry, 'subject'))}" if family else "A reminder"
    return because(
        f"{reminder} is snoozed until {moment(until)}" if until else f"{reminder} is snoozed", entry
    )


def _export(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    zone = fact(entry, "zone")
    beside = f", with times in {zone}" if zone else ""
    kinds = ", ".join(map(kind_said, filter(None, listed(entry, "kinds").split(", "))))
    options = (
        fact(entry, "private") and "for themselves",
        kinds and f"only {kinds}",
        fact(entry, "only_starred") and "only what has a star",
        fact(entry, "pseudonyms") and "without names",
    )
    more = "".join(f", {option}" for option in options if option)
    return f"Asked for the record as {entry.text or 'a file'}{beside}{more}"


def _problem(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    return because("Something the bot could not do", entry)


_LOST = {
    "archived": "was archived",
    "deleted": "was deleted",
    "left": "is there without the bot, which was taken out of it",
    "unseen": "was archived or deleted, or the bot was taken out of it",
}

TEXTS: dict[str, Words] = {
    Kind.ROOM: _room,
    Kind.ROOM_WANTED: _room_wanted,
    Kind.ROOM_LOST: _room_lost,
    Kind.NOTE: as_typed,
    Kind.DECISION: as_typed,
    Kind.ACTION: as_typed,
    Kind.HYPOTHESIS: as_typed,
    Kind.UPDATE: _update,
    Kind.NEXT_UPDATE: _next_update,
    Kind.ARCHIVING: _archiving,
    Kind.PINNED: as_typed,
    Kind.MESSAGE: as_typed,
    Kind.REMINDER: _reminder,
    Kind.SNOOZE: _snooze,
    Kind.EXPORT: _export,
    Kind.PROBLEM: _problem,
}
