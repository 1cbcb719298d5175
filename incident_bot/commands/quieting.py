"""Which reminder is meant by `snooze` and `skip`, and whether there is anything to keep quiet."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from incident_bot.commands.ask import Ask
from incident_bot.errors import Refused
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.quiet import AFTERWARDS
from incident_bot.messages.reminder_names import reminder_of
from incident_bot.reminders import REMINDERS
from incident_bot.reminders.families import asks, is_owed, members
from incident_bot.reminders.reading import case
from incident_bot.reminders.reminder import Case
from incident_bot.slack import text

USUAL = "update"
"""What is meant when no family is named."""

_ALSO = {
    "updates": "update",
    "role": "roles",
    "checkpoints": "checkpoint",
    "hand-off": "handoff",
    "silence": "quiet",
    "post-mortem": "postmortem",
}
_NUMBER = re.compile(r"#?([0-9]{1,6})", re.ASCII)


def families() -> tuple[str, ...]:
    """The words that people type, in the order of the catalogue."""
    return tuple(dict.fromkeys(reminder.family for reminder in REMINDERS.values()))


@dataclass(frozen=True)
class Meant:
    """Which reminders: a family, and which of several, such as the number of an action item."""

    family: str
    subject: str = ""

    @property
    def words(self) -> str:
        """What names it again."""
        return " ".join(filter(None, (self.family, self.subject)))


def take_family(ask: Ask) -> str:
    """Take the next word if it is one; empty when it is not."""
    word = text.plain(ask.peek()).lower()
    word = _ALSO.get(word, word)
    if word not in families():
        return ""
    ask.word()
    return word


def no_family(ask: Ask, command: str, then: str) -> Refused:
    """That the next word is none of them: which ones there are, and the one that comes nearest."""
    word = text.one_line(text.plain(ask.peek()))
    near = difflib.get_close_matches(word.lower(), (*families(), *_ALSO), n=1)
    meant = _ALSO.get(near[0], near[0]) if near else ""
    hint = f" Did you mean `{meant}`?" if meant else ""
    line = "item <number>" if meant == "item" else meant or USUAL
    return Refused(
        f"“{text.fit(word, 60)}” is none of the reminders, which are {', '.join(families())}.{hint}",
        example=f"{command} {line} {then}",
    )


def take_subject(ask: Ask, family: str, example: str) -> str:
    """The number of an action item; all other families are about the incident itself.

    `example` shows whoever did not say it how it is done.
    """
    if family != "item":
        return ""
    match = _NUMBER.fullmatch(text.plain(ask.peek()))
    if match is None:
        raise Refused("it is not said which action item is meant.", example=example)
    ask.word()
    return str(int(match[1]))


async def must_be_owed(ask: Ask, incident: Incident, meant: Meant) -> Case:
    """All that the rules look at. Raises Refused when nothing of it is owed, now or later."""
    known = await case(ask.session, incident, ask.settings)
    if not incident.is_open and meant.family not in AFTERWARDS:
        # The incident says so itself, in the words of what is asked.
        return known
    if not is_owed(known, meant.family, meant.subject, ask.now):
        raise Refused(_why_not(ask, known, meant), example=f"reminders {incident.ref}")
    return known


def _why_not(ask: Ask, known: Case, meant: Meant) -> str:
    incident = known.incident
    if all(reminder.name in ask.settings.reminders.off for reminder in members(meant.family)):
        return f"your team has switched the {reminder_of(meant.family)} off."
    waiver = incident.waiver(meant.family, meant.subject)
    if waiver is not None and any(waiver.at >= owed.since for _, owed in asks(known, *_row(meant))):
        whose = text.mention(waiver.by) if waiver.by else "somebody"
        return f"{whose} said that the {reminder_of(*_row(meant))} is not needed, so it is silent."
    match meant.family:
        case "update":
            label = ask.settings.severity(incident.severity).label
            return f"no update of {incident.ref} is owed at {label}."
        case "commander":
            return f"{incident.ref} has a commander, so nobody is asked for one."
        case "item":
            return f"nobody is reminded of action item {meant.subject} of {incident.ref}."
    if incident.is_open and meant.family in AFTERWARDS:
        return f"{incident.ref} is {incident.status}: nobody is asked for that before it is resolved."
    return f"the {reminder_of(*_row(meant))} of {incident.ref} does not come as things stand."


def _row(meant: Meant) -> tuple[str, str]:
    return meant.family, meant.subject
