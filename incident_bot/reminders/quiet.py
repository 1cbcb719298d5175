"""Nobody does anything about it any more: is it forgotten, or over?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked, in_charge
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import Moments
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Each time that so long has passed since somebody did something about it."""
    if not case.incident.is_open:
        return
    length = timedelta(minutes=case.settings.reminders.quiet_after)
    since = _since(case.incident)
    why = f"nobody has done anything about it for {spoken(length)}"
    yield Owed(Moments((since + length,), length), since, why)


def message(case: Case, due: Due) -> Message:
    """To the commander, else whoever declared it."""
    incident = case.incident
    length = spoken(due.slot - _since(incident))
    words = (
        f"nobody has done anything about *{incident.ref}* for {length}. "
        "Is it over? If not, what happens next, and who does it?"
    )
    said = asked(in_charge(incident), words)
    update = blocks.button("Update now", f"update {incident.ref}", style="primary")
    over = blocks.button("Resolve", f"resolve {incident.ref}")
    return Message(said, [blocks.section(said), quieting(incident, "quiet", update, over)])


def _since(incident: Incident) -> datetime:
    return max(incident.opened_at, incident.active_at or incident.opened_at)


quiet = Reminder("quiet", "a sign of life", "quiet", owed, message, keeps=False)
