"""Time to step back: the commander is asked, again and again, how things really stand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.slack.message import Message

QUESTIONS = (
    "What have we tried, and what came of it?",
    "What are we trying now?",
    "What is the way back if that does not work?",
    "Do we need more people?",
    "Do customers still notice it?",
)
ROLL_BACK = (
    "Roll back when you are not sure of the fix, when it takes more than half an hour, "
    "when it gets worse, or when the fix is risky itself."
)


def owed(case: Case) -> Iterator[Owed]:
    """Each so often, for as long as one person commands at one severity."""
    incident = case.incident
    severity = case.settings.severity(incident.severity)
    since = rules.held_since(incident, COMMANDER)
    if not incident.is_open or since is None or severity.checkpoint_every is None:
        return
    every = timedelta(minutes=severity.checkpoint_every)
    begins = max(since, rules.asked_since(incident))
    why = f"{severity.label} asks the commander every {severity.checkpoint_every} min how things stand"
    yield Owed(Moments((begins + every,), every), begins, why)


def message(case: Case, due: Due) -> Message:
    """To the commander."""
    incident = case.incident
    said = asked(incident.holder(COMMANDER), f"time for a checkpoint on *{incident.ref}*:")
    whole = "\n".join([said, *(f"• {question}" for question in QUESTIONS)])
    update = blocks.button("Update now", f"update {incident.ref}")
    row = quieting(incident, "checkpoint", update)
    return Message(f"{whole}\n{ROLL_BACK}", [blocks.section(whole), blocks.context(ROLL_BACK), row])


checkpoint = Reminder("checkpoint", "a checkpoint", "checkpoint", owed, message)
