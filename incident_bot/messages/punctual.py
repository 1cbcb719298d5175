"""How punctual people were with updates, and the bot with reminders, in a line below them."""

from __future__ import annotations

from incident_bot.incidents.punctuality import Punctual
from incident_bot.incidents.slot import Outcome
from incident_bot.messages.durations import spoken


def punctual_said(found: Punctual) -> str:
    """A sentence each; empty where nothing was owed."""
    said = []
    if found.updates.owed:
        said.append(f"{found.updates.on_time} of {found.updates.owed} updates came in time.")
    bot = found.reminders
    missed, nowhere = bot.counts[Outcome.MISSED], bot.counts[Outcome.NOWHERE]
    told = [
        f"{bot.on_time} sent on time",
        f"{len(bot.late)} sent late ({spoken(bot.worst_late)} at worst)" if bot.late else "",
        f"{missed} missed" if missed else "",
        f"{nowhere} not sent" if nowhere else "",
    ]
    if bot.counts[Outcome.SENT] or missed or nowhere:
        said.append(f"Reminders: {', '.join(filter(None, told))}.")
    return " ".join(said)
