"""What just happened: updates, what is promised, and what the bot did; one line for each kind."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.could_not import could_not
from incident_bot.messages.happened.words import Line, author, quoted
from incident_bot.messages.reminder_names import reminder_of, reminder_said
from incident_bot.messages.silence import silent_until, skipped_update
from incident_bot.messages.updates.said import Update, for_room
from incident_bot.settings import Settings
from incident_bot.slack import text


def _update(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return for_room(Update.of(entry, incident, settings))


def _next_update(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    until = entry.facts.get("until")
    if not until:
        return f"{author(entry)}: the next update comes when the severity asks for it."
    return f"{author(entry)} promises the next update for {text.moment(datetime.fromisoformat(until))}."


def _snooze(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    what = reminder_of(entry.facts["reminder"], str(entry.facts.get("subject", "")))
    until = text.moment(datetime.fromisoformat(entry.facts["until"]))
    return f"{author(entry)} snoozed the {text.fit(what, 100)} until {until}."


def _reminder(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    """What somebody said of reminders: not needed, wanted in the room, or no longer wanted."""
    facts = entry.facts
    until = facts.get("until")
    at = text.moment(datetime.fromisoformat(until)) if until else ""
    match facts.get("outcome"):
        case None:
            return f"Reminded: {reminder_said(facts['reminder'])} was owed."
        case "set":
            return f"{author(entry)} wants this reminder here {at} (number {facts['number']}):{quoted(entry)}"
        case "cancelled":
            return f"{author(entry)} took reminder {facts['number']} back:{quoted(entry)}"
    family, subject = facts["reminder"], str(facts.get("subject", ""))
    if family == "update":
        then = skipped_update(datetime.fromisoformat(until) if until else None)
        return f"{author(entry)} says that no update is needed now. {then}{quoted(entry)}"
    what = text.fit(reminder_of(family, subject), 100)
    silent = f"It is silent {silent_until(family)}."
    return f"{author(entry)} says that the {what} is not needed. {silent}{quoted(entry)}"


def _archiving(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    until = entry.facts.get("until")
    if not until:
        return f"This room stays, says {author(entry)}."
    return f"This room will be archived {text.moment(datetime.fromisoformat(until))}, says {author(entry)}."


def _problem(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return could_not(entry.text.splitlines())


LINES: dict[Kind, Line] = {
    Kind.UPDATE: _update,
    Kind.NEXT_UPDATE: _next_update,
    Kind.SNOOZE: _snooze,
    Kind.REMINDER: _reminder,
    Kind.ARCHIVING: _archiving,
    Kind.PROBLEM: _problem,
}
