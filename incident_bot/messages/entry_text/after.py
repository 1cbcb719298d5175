"""What entries say of what comes after the end: action items and the postmortem."""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.entry_text.words import Words, because, fact
from incident_bot.settings import Settings


def _item(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    number, change = fact(entry, "number"), fact(entry, "change")
    named = f"Action item {number}" if number else "Action item"
    if change in ("added", ""):
        asks = _asks(entry, names)
        return "\n".join(filter(None, [because(named, entry), asks]))
    if change == "reworded":
        reads = because(f"{named} now reads", entry)
        return f"{reads}\nBefore: {fact(entry, 'text_before')}"
    said = {
        "done": "is done",
        "dropped": "is dropped",
        "reopened": "is to be done after all",
        "given": f"is {_whose(entry, names)} now",
        "due": f"is due {fact(entry, 'due_on') or 'when possible'}",
        "ranked": f"is {fact(entry, 'priority').upper()} now",
        "typed": f"is of the type {fact(entry, 'type')} now" if fact(entry, "type") else "has no type now",
        "measured": _measured(fact(entry, "criterion")),
    }.get(change, "was changed")
    about = fact(entry, "item")
    what = f"{named} {said} ({about})" if about else f"{named} {said}"
    return because(what, entry)


def _measured(criterion: str) -> str:
    return f"is done when “{criterion}”" if criterion else "has no criterion any more"


def _asks(entry: TimelineEntry, names: Mapping[str, str]) -> str:
    owner = fact(entry, "person")
    told = [
        f"{word}: {value}"
        for word, value in (
            ("Priority", fact(entry, "priority").upper()),
            ("Owner", names.get(owner, owner)),
            ("Due", fact(entry, "due_on")),
            ("Type", fact(entry, "type")),
            ("Done when", fact(entry, "criterion")),
        )
        if value
    ]
    return "\n".join(told)


def _whose(entry: TimelineEntry, names: Mapping[str, str]) -> str:
    owner = fact(entry, "person")
    return f"with {names.get(owner, owner)}" if owner else "with nobody"


def _postmortem(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    change, person = fact(entry, "change"), fact(entry, "person")
    if change == "facilitator" and person:
        before = fact(entry, "before")
        instead = f", in place of {names.get(before, before)}" if before else ""
        return f"{names.get(person, person)} leads the postmortem{instead}"
    if change == "due":
        due = fact(entry, "due_on")
        return (
            f"The postmortem is to be held by {due}" if due else "The postmortem is held as the severity asks"
        )
    if change == "published":
        return because("The postmortem is published", entry)
    if change == "written":
        return "Asked for the postmortem as a document"
    return because("Postmortem", entry)


TEXTS: dict[str, Words] = {Kind.ITEM: _item, Kind.POSTMORTEM: _postmortem}
