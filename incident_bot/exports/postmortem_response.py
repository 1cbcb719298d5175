"""How the response went, in figures and in what follows from them for the postmortem."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from incident_bot.exports.record import Record
from incident_bot.exports.reminders import updates_said
from incident_bot.incidents.incident import COMMANDER
from incident_bot.incidents.response import Figure, Punctuality, figures, punctuality
from incident_bot.messages.durations import spoken

_SINCE = {
    "started": "its beginning for users",
    "detected": "the moment it was noticed",
    "declared": "its declaration",
}


def response(record: Record) -> dict[str, Any]:
    """The figures, the updates, and what they say went well or poorly."""
    found = figures(record.incident, record.asked)
    updates = punctuality(record.incident, record.turns, record.settings)
    return {
        "figures": [_row(figure) for figure in found],
        "updates": updates_said(updates) if updates else "",
        "went_well": [_compared(each) for each in found if each.met] + _in_time(updates, late=False),
        "went_poorly": [
            *(_compared(each) for each in found if each.met is False),
            *_in_time(updates, late=True),
            *_without_commander(record),
        ],
    }


def _row(figure: Figure) -> dict[str, str]:
    met = {True: "yes", False: "no", None: "–"}[figure.met]
    return {
        "what": f"Time to {figure.what}",
        "since": _SINCE[figure.since],
        "took": "not known" if figure.took is None else took(figure),
        "target": spoken(figure.target) if figure.target else "–",
        "met": met,
    }


def _compared(figure: Figure) -> str:
    assert figure.took is not None, "it was compared"
    assert figure.target is not None, "it was compared"
    how = "within" if figure.met else "more than"
    return f"Time to {figure.what}: {took(figure)}, {how} the {spoken(figure.target)} that were aimed at."


def took(figure: Figure) -> str:
    """How long it took; with its seconds where it would read like the target that it missed."""
    assert figure.took is not None, "it is known"
    said = spoken(figure.took)
    if figure.met is not False or figure.target is None or said != spoken(figure.target):
        return said
    over = figure.took - figure.target
    if over >= timedelta(minutes=1):
        return f"{said}, and {spoken(over)} more"
    return f"{said} {over.seconds} s" if over >= timedelta(seconds=1) else f"just over {said}"


def _in_time(found: Punctuality | None, *, late: bool) -> list[str]:
    if found is None or (found.on_time < found.owed) is not late:
        return []
    return [updates_said(found)] if late else ["Every update came in time."]


def _without_commander(record: Record) -> list[str]:
    length = record.vacancies.get(COMMANDER, timedelta(0))
    return [f"Nobody commanded for {spoken(length)}."] if length >= timedelta(minutes=1) else []
