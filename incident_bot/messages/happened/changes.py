"""What was put right on the record: one line for each kind of change that the room hears of.

What an entry said before is not repeated: it may be what should never have been there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, kind_said
from incident_bot.messages.happened.words import LONGEST, Line
from incident_bot.settings import Settings
from incident_bot.slack import text

_HALF = LONGEST // 2


def _corrected(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    new = _amendment(entry)["new"]
    if new.keys() == {"starred"}:
        done = "starred" if new["starred"] else "took the star off"
        return f"{_who(entry)} {done} {_which(entry)}.{_why(entry)}"
    told = []
    if "text" in new:
        told.append(f"It says now: {text.fit(text.one_line(new['text']), _HALF)}")
    if "kind" in new:
        starred = ", and it is starred" if new.get("starred") else ""
        told.append(f"Its kind is {kind_said(new['kind'])} now{starred}.")
    if "occurred_at" in new:
        told.append(f"New time: {text.moment(datetime.fromisoformat(new['occurred_at']))}.")
    return "\n".join([f"{_who(entry)} corrected {_which(entry)}.", *told]) + _why(entry)


def _withdrawn(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"{_who(entry)} withdrew {_which(entry)} from the timeline.{_why(entry)}"


def _restored(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    if entry.is_withdrawn:
        return _withdrawn(entry, incident, settings)
    said = text.fit(text.one_line(entry.text), _HALF)
    return f"{_who(entry)} restored {_which(entry)}{f': {said}' if said else '.'}{_why(entry)}"


def _which(entry: TimelineEntry) -> str:
    """Its number, and by whom and of when it is: few know numbers by heart."""
    kind = kind_said(entry.kind)
    by = f" of {text.mention(entry.author)}" if entry.author else ""
    return f"#{entry.number} ({kind}{by}, {text.moment(entry.occurred_at)})"


def _who(entry: TimelineEntry) -> str:
    by = _amendment(entry)["by"]
    return text.mention(by) if by else "The bot"


def _why(entry: TimelineEntry) -> str:
    reason = _amendment(entry)["reason"]
    return f"\nReason: {text.fit(text.one_line(reason), _HALF)}" if reason else ""


def _amendment(entry: TimelineEntry) -> dict[str, Any]:
    assert entry.amendment is not None, "it is a later version"
    return entry.amendment


CHANGES: dict[Change, Line] = {
    Change.CORRECTED: _corrected,
    Change.WITHDRAWN: _withdrawn,
    Change.RESTORED: _restored,
}
