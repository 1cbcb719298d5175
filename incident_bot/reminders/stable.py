"""It has been watched for a while: is it over?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from incident_bot.incidents.checklists import lists
from incident_bot.incidents.vocabulary import Status
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked, in_charge
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.slack import text
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Once, so long after it came to be monitored, if it still is."""
    incident = case.incident
    if incident.stands is not Status.MONITORING:
        return
    since = max(incident.opened_at, incident.status_since or incident.opened_at)
    after = case.settings.reminders.stable_after
    why = f"{after} min in {Status.MONITORING} may be long enough"
    yield Owed(Moments((since + timedelta(minutes=after),)), since, why)


def message(case: Case, due: Due) -> Message:
    """To the commander, else whoever declared it."""
    incident = case.incident
    length = spoken(due.slot - max(incident.opened_at, incident.status_since or incident.opened_at))
    words = f"*{incident.ref}* has been in {Status.MONITORING} for {length}. Is it over? {_criteria(case)}"
    said = asked(in_charge(incident), words).strip()
    over = blocks.button("Resolve", f"resolve {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "stable", over)])


def _criteria(case: Case) -> str:
    """How many of the criteria somebody has ticked."""
    for each in lists(case.incident, case.settings):
        if each.key == "resolved":
            return (
                f"Of the checklist “{text.escape(each.title)}” {each.done} of {len(each.items)} are ticked."
            )
    return ""


stable = Reminder("stable", "a look at whether it is over", "stable", owed, message)
