"""One person has commanded for longer than anybody does well: a hand-off is urged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from incident_bot.incidents import owed as rules
from incident_bot.incidents.incident import COMMANDER
from incident_bot.messages import blocks
from incident_bot.messages.durations import spoken
from incident_bot.messages.quieting import quieting
from incident_bot.messages.reminding import asked
from incident_bot.reminders.reminder import Case, Due, Owed, Reminder
from incident_bot.reminders.rhythm import NEVER, Moments, Rhythm, Snoozed
from incident_bot.slack.message import Message


def owed(case: Case) -> Iterator[Owed]:
    """Once, so long after they took command; not while an offer waits for an answer."""
    after = case.settings.reminders.handoff_urged_after
    rhythm, since = commanding(case, after), rules.held_since(case.incident, COMMANDER)
    if rhythm is None or since is None:
        return
    yield Owed(rhythm, since, f"one person has commanded for {after} min")


def commanding(case: Case, after: int) -> Moments | None:
    """So many minutes after the present commander took over; None when there is nobody to ask."""
    incident = case.incident
    since = rules.held_since(incident, COMMANDER)
    if not incident.is_open or since is None or incident.offer(COMMANDER) is not None:
        return None
    return Moments((since + timedelta(minutes=after),))


def urged(case: Case) -> Rhythm:
    """When it takes over from the suggestion, snoozes included; never, if it is off."""
    times = case.settings.reminders
    rhythm = commanding(case, times.handoff_urged_after)
    if rhythm is None or "handoff_urged" in times.off:
        return NEVER
    snooze, since = case.incident.snooze_of("handoff"), rules.held_since(case.incident, COMMANDER)
    counts = snooze is not None and since is not None and snooze.at >= since
    return Snoozed(rhythm, snooze.until) if snooze is not None and counts else rhythm


def message(case: Case, due: Due) -> Message:
    """To the commander."""
    incident = case.incident
    since = rules.held_since(incident, COMMANDER) or due.slot
    words = (
        f"you have commanded *{incident.ref}* for {spoken(due.slot - since)}: hand over now. "
        "Nobody commands well for so long, and tired people do not notice."
    )
    said = asked(incident.holder(COMMANDER), words)
    over = blocks.button("Hand over", f"handoff {COMMANDER} {incident.ref}", style="primary")
    return Message(said, [blocks.section(said), quieting(incident, "handoff", over)])


handoff_urged = Reminder("handoff_urged", "a hand-off", "handoff", owed, message)
