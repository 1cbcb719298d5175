"""What just happened after the end: action items and the postmortem; one line for each kind."""

from __future__ import annotations

from datetime import date

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.days import day
from incident_bot.messages.happened.words import LONGEST, Line, author, quoted
from incident_bot.settings import Settings
from incident_bot.slack import text

_ITEM = 1000
"""Characters of what an item is about, where only something about it changed, and of its criterion."""


def _item(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    facts = entry.facts
    number = f"Action item {facts['number']}"
    if facts["change"] == "added":
        return f"{number} by {author(entry)}: {text.fit(entry.text, LONGEST - _ITEM)}\n{_asks(facts)}"
    if facts["change"] == "reworded":
        before = text.fit(text.one_line(facts["text_before"]), _ITEM)
        now = text.fit(entry.text, LONGEST - _ITEM)
        return f"{number} now reads, says {author(entry)}: {now}\nBefore: {before}"
    about = text.fit(text.one_line(facts["item"]), _ITEM)
    said = {
        "done": lambda: f"is done, says {author(entry)}",
        "dropped": lambda: f"is dropped, says {author(entry)}",
        "reopened": lambda: f"is to be done after all, says {author(entry)}",
        "given": lambda: f"is {_whose(facts)} now{_unless(entry, facts.get('person'))}",
        "due": lambda: f"is due {_when(facts.get('due_on'))}, says {author(entry)}",
        "ranked": lambda: f"is {str(facts['priority']).upper()} now, says {author(entry)}",
        "typed": lambda: f"{_type(facts)} now, says {author(entry)}",
        "measured": lambda: f"{_criterion(facts)}, says {author(entry)}",
    }[facts["change"]]()
    return f"{number} {said}: {about}{quoted(entry, LONGEST - _ITEM)}"


def _asks(facts: dict[str, object]) -> str:
    owner = facts.get("person")
    told = [str(facts["priority"]).upper(), text.mention(str(owner)) if owner else "nobody has it yet"]
    told += [f"due {_when(facts['due_on'])}"] if facts.get("due_on") else []
    told += [f"to {facts['type']}" if facts["type"] != "process" else "process"] if facts.get("type") else []
    said = " · ".join(told)
    criterion = text.fit(text.one_line(str(facts.get("criterion") or "")), _ITEM)
    return f"{said}\nDone when: {criterion}" if criterion else said


def _type(facts: dict[str, object]) -> str:
    return f"is of the type {facts['type']}" if facts.get("type") else "has no type"


def _criterion(facts: dict[str, object]) -> str:
    criterion = text.fit(text.one_line(str(facts.get("criterion") or "")), _ITEM)
    return f"is done when “{criterion}”" if criterion else "has no criterion any more"


def _whose(facts: dict[str, object]) -> str:
    owner = facts.get("person")
    return f"{text.mention(str(owner))}’s" if owner else "nobody’s"


def _unless(entry: TimelineEntry, person: object) -> str:
    return "" if entry.author == person else f", says {author(entry)}"


def _when(iso: object) -> str:
    return day(date.fromisoformat(str(iso))) if iso else "when possible"


def _postmortem(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    facts, by = entry.facts, author(entry)
    match facts["change"]:
        case "facilitator":
            before = facts.get("before")
            instead = f", in place of {text.mention(before)}" if before else ""
            says = _unless(entry, facts["person"])
            return f"{text.mention(facts['person'])} leads the postmortem{instead}{says}."
        case "due":
            if facts.get("due_on"):
                return f"The postmortem is to be held by {_when(facts['due_on'])}, says {by}."
            return f"The postmortem is to be held as the severity asks, says {by}."
        case "published":
            before = facts.get("link_before")
            instead = f"\nThis replaces {text.fit(before, _ITEM)}" if before else ""
            now = text.fit(entry.text, LONGEST - _ITEM)
            return f"*The postmortem is published*, says {by}: {now}{instead}"
    return f"{by} asked for the postmortem as it can be written now."


LINES: dict[Kind, Line] = {Kind.ITEM: _item, Kind.POSTMORTEM: _postmortem}
