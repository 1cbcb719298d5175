"""What entries say of who does what: roles, hand-offs, checklists."""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.entry_text.words import Words, because, fact, listed, role_of
from incident_bot.settings import Settings


def _role(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    said = _holders(entry, settings, names)
    both = ": one person both commands and leads the repair" if said and fact(entry, "both") else ""
    return because(said + both, entry)


def _holders(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    person, before = fact(entry, "person"), fact(entry, "before")
    role = role_of(entry, settings) or "in a role"
    if person:
        instead = f", in place of {names.get(before, before)}" if before else ""
        return f"{names.get(person, person)} is now {role}{instead}"
    if before:
        return f"{names.get(before, before)} is no longer {role}"
    return ""


def _handoff(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    role, receiver = role_of(entry, settings) or "a role", fact(entry, "receiver")
    to = f" to {names.get(receiver, receiver)}" if receiver else ""
    return "\n".join(filter(None, (f"Offered {role}{to}", entry.text)))


def _handoff_answer(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    role = role_of(entry, settings) or "a role"
    answer = _ANSWERS.get(fact(entry, "answer"), "Answered the offer of")
    before, holder = fact(entry, "before"), fact(entry, "holder")
    more = f", in place of {names.get(before, before)}" if before else ""
    more += f"; {names.get(holder, holder)} keeps it" if holder else ""
    return because(f"{answer} {role}{more}", entry)


def _check(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    # The text of the entry is what was ticked, with commas.
    done = f"done: {entry.text}" if entry.text else ""
    undone = listed(entry, "unticked")
    what = "; ".join(filter(None, (done, f"not done after all: {undone}" if undone else "")))
    return ": ".join(filter(None, (fact(entry, "checklist") or "Checklist", what)))


_ANSWERS = {
    "accepted": "Accepted the offer of",
    "declined": "Declined the offer of",
    "withdrawn": "Took back the offer of",
}

TEXTS: dict[str, Words] = {
    Kind.ROLE: _role,
    Kind.HANDOFF: _handoff,
    Kind.HANDOFF_ANSWER: _handoff_answer,
    Kind.CHECK: _check,
}
