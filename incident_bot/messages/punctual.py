"""How punctual people were with updates, and the bot with reminders, in a line below them."""

from __future__ import annotations

from incident_bot.incidents.punctuality import Punctual, Reminded
from incident_bot.incidents.slot import Outcome
from incident_bot.messages.durations import spoken


def updates_in_time(owed: int, on_time: int) -> str:
    """How many came in time, as a sentence without its full stop."""
    if owed == 1:
        return f"The one update that was owed {'came' if on_time else 'did not come'} in time"
    return f"{on_time} of {owed} updates that were owed came in time"


def said_of(found: Reminded) -> str:
    """How many reminders were said, and how late: `15 said (2 late, at most 5 min)`."""
    late = f" ({found.late} late, at most {spoken(found.worst_late)})" if found.late else ""
    return f"{found.counts[Outcome.SENT]} said{late}"


def punctual_said(found: Punctual) -> str:
    """A sentence each; empty where nothing was owed."""
    said = []
    if found.updates.owed:
        said.append(f"{updates_in_time(found.updates.owed, found.updates.on_time)}.")
    bot = found.reminders
    missed, nowhere = bot.counts[Outcome.MISSED], bot.counts[Outcome.NOWHERE]
    told = [
        said_of(bot),
        f"{missed} missed" if missed else "",
        f"{nowhere} not sent" if nowhere else "",
    ]
    if bot.counts[Outcome.SENT] or missed or nowhere:
        said.append(f"Reminders: {', '.join(filter(None, told))}.")
    return " ".join(said)
