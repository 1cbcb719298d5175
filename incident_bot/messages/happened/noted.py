"""What just happened: what people put on the timeline in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.happened.words import LONGEST, Line, author, quoted
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

EARLIER = timedelta(minutes=1)
"""What is back-dated by so much is said with its time."""
_QUOTED = 300
_DECISIONS, _DECIDED = 5, 160
"""So many of pasted decisions are said in the room, each cut to so many letters."""


def _said(what: str) -> Line:
    """The line of one kind; `what` has a place for the author."""

    def line(entry: TimelineEntry, incident: Incident, settings: Settings) -> str:
        if together := entry.facts.get("together"):
            return _together(entry, together)
        if entry.facts.get("marked_by"):
            return _marked(entry)
        earlier = entry.recorded_at - entry.occurred_at >= EARLIER
        when = f" for {text.moment(entry.occurred_at)}" if earlier else ""
        return f"{what.format(author(entry))}{when}: {text.fit(entry.text, LONGEST)}"

    return line


def decided(entry: TimelineEntry, decisions: Sequence[TimelineEntry]) -> Message:
    """One message for all that was pasted, with the first of its decisions in their words."""
    shown = [
        f"• *Decision* #{each.number} for {text.moment(each.occurred_at)}: "
        f"{text.fit(text.one_line(each.text), _DECIDED)}"
        for each in decisions[:_DECISIONS]
    ]
    if more := len(decisions) - len(shown):
        shown.append(f"… and {more} more.")
    return Message("\n".join([_together(entry, entry.facts["together"]), *shown]))


def _together(entry: TimelineEntry, told: dict[str, object]) -> str:
    """What was pasted: how many of which kind, from when to when, and their numbers."""
    kinds = told["kinds"] if isinstance(told["kinds"], dict) else {}
    *most, last = [_counted(Kind(kind), int(count)) for kind, count in kinds.items()] or ["nothing"]
    shown = f"{', '.join(most)} and {last}" if most else last
    since, until = (datetime.fromisoformat(str(told[name])) for name in ("from", "until"))
    span = f"from {text.moment(since)} to {text.moment(until)}" if since != until else text.moment(since)
    until_number = entry.number + int(str(told["count"])) - 1
    return f"{author(entry)} put {shown} on the timeline, {span}: #{entry.number}–#{until_number}."


def _marked(entry: TimelineEntry) -> str:
    by = entry.facts["marked_by"]
    if entry.author == by:
        what = "their own message"
    else:
        what = f"a message of {author(entry)}" if entry.author else "a message"
    where = f"as {_A[entry.what]}, #{entry.number}"
    return f"{text.mention(by)} put {what} on the timeline {where}.{quoted(entry, _QUOTED)}"


def _counted(kind: Kind, count: int) -> str:
    if count == 1:
        return _A[kind]
    return f"{count} {_MANY[kind]}"


_A = {
    Kind.NOTE: "a note",
    Kind.DECISION: "a decision",
    Kind.ACTION: "an action",
    Kind.HYPOTHESIS: "a hypothesis",
}
_MANY = {
    Kind.NOTE: "notes",
    Kind.DECISION: "decisions",
    Kind.ACTION: "actions",
    Kind.HYPOTHESIS: "hypotheses",
}

LINES: dict[Kind, Line] = {
    Kind.NOTE: _said("{} noted"),
    Kind.DECISION: _said("*Decision* by {}"),
    Kind.ACTION: _said("*Action* by {}"),
    Kind.HYPOTHESIS: _said("*Hypothesis* of {}"),
}
