"""One person has commanded for hours: a hand-off is suggested."""

from __future__ import annotations

from collections.abc import Iterator

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked
from incident_bot.reminders.handoff_urged import commanding, urged
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import BEFORE_ALL, Moments
from incident_bot.slack import text
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Once, so long after they took command, until it is urged; not while an offer waits for an answer."""
    after = case.settings.reminders.handoff_after
    if (rhythm := commanding(case, after)) is None:
        return
    then = urged(case)
    why = f"one person has commanded for {after} min"
    since = rules.held_since(case.incident, COMMANDER)
    assert since is not None, "somebody commands"
    yield Owed(Moments(rhythm.at, ends=then.after(BEFORE_ALL)), since, why, then=then)


def message(case: Case, due: Due) -> Message:
    """To the commander."""
    incident = case.incident
    since = rules.held_since(incident, COMMANDER) or due.slot
    words = (
        f"you have commanded *{incident.ref}* for {spoken(due.slot - since)}. "
        "A fresh head sees more: hand over while things are calm."
    )
    said = asked(incident.holder(COMMANDER), words)
    if (at := urged(case).after(due.slot)) is not None:
        said = f"{said} I ask more firmly at {text.moment(at, '{time}')}."
    over = blocks.button("Hand over", f"handoff {COMMANDER} {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "handoff", over)])


handoff_suggested = Reminder("handoff_suggested", "a hand-off", "handoff", owed, message)
