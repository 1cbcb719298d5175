"""How the response targets of an incident stand, in one line of its card."""

from __future__ import annotations

from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.targets import State, Target, targets
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text

_DAY = "{date_short_pretty} {time}"

# What it is called once it has happened, while it is to happen, and when it did not.
_NAMES = {
    "acknowledged": ("acknowledged", "acknowledge", "not acknowledged"),
    "responded": ("first response", "first response", "no first response"),
    "engaged": ("commander engaged", "commander engaged", "no commander engaged"),
}


def targets_line(incident: Incident, settings: Settings, now: datetime) -> str:
    """`acknowledged in 3 min (met) · first response by 14:45 (at risk)`; empty where there are none."""
    return " · ".join(_said(each, now) for each in targets(incident, settings))


def _said(target: Target, now: datetime) -> str:
    happened, to_happen, did_not = _NAMES[target.name]
    state = target.state(now)
    if target.took is not None:
        took, within = spoken(target.took), spoken(target.due - target.since)
        if state is State.MET:
            return f"{happened} in {took} (met)"
        # Seconds are not told: it would read like the target that it missed.
        return f"{happened} after {f'just over {took}' if took == within else took} (missed)"
    # What is due on another day needs its day.
    style = "{time}" if (target.due - target.since).days < 1 else _DAY
    due = text.moment(target.due, style)
    match state:
        case State.OPEN:
            return f"{to_happen} by {due}"
        case State.AT_RISK:
            return f"{to_happen} by {due} (at risk)"
        case _:
            return f"{did_not}, was due {due} (missed)"
