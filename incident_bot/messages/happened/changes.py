"""What was put right on the record: one line for each kind of change that the room hears of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change
from incident_bot.messages.happened.words import LONGEST, Line
from incident_bot.settings import Settings
from incident_bot.slack import text


def _corrected(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    new = _amendment(entry)["new"]
    told = []
    if "text" in new:
        told.append(f"it says now: {text.fit(text.one_line(new['text']), LONGEST)}")
    if "kind" in new:
        told.append(f"it is of the kind {new['kind']} now")
    if "occurred_at" in new:
        told.append(f"it was at {text.moment(datetime.fromisoformat(new['occurred_at']))}")
    if "starred" in new:
        told.append("it is starred now" if new["starred"] else "it is not starred any more")
    return f"{_who(entry)} corrected #{entry.number}: {'; '.join(told)}{_why(entry)}"


def _withdrawn(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"{_who(entry)} withdrew #{entry.number} from the timeline{_why(entry)}"


def _restored(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
    return f"{_who(entry)} brought back #{entry.number} as it was{_why(entry)}"


def _who(entry: TimelineEntry) -> str:
    by = _amendment(entry)["by"]
    return text.mention(by) if by else "The bot"


def _why(entry: TimelineEntry) -> str:
    reason = _amendment(entry)["reason"]
    return f"\n> {text.fit(text.one_line(reason), LONGEST)}" if reason else ""


def _amendment(entry: TimelineEntry) -> dict[str, Any]:
    assert entry.amendment is not None, "it is a later version"
    return entry.amendment


CHANGES: dict[Change, Line] = {
    Change.CORRECTED: _corrected,
    Change.WITHDRAWN: _withdrawn,
    Change.RESTORED: _restored,
}
