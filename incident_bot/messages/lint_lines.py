"""The sentence of each thing that a look at a record can find, and the command that mends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from incident_bot.incidents.incident import COMMANDER, Incident
from incident_bot.incidents.lint import Finding, Rule
from incident_bot.messages.durations import spoken
from incident_bot.settings import Settings
from incident_bot.slack import text


@dataclass(frozen=True)
class Reader:
    """For whom it is: commands are ready to be copied, so times in them are in the reader's zone."""

    incident: Incident
    settings: Settings
    zone: ZoneInfo
    now: datetime

    def typed(self, command: str, words: str = "") -> str:
        """`/incident note INC-12 …`, as code."""
        return f"`{f'{self.settings.command} {command} {self.incident.ref} {words}'.strip()}`"

    def time(self, at: datetime) -> str:
        """A moment as one types it: with its date, when it was not today."""
        local = at.astimezone(self.zone)
        today = local.date() == self.now.astimezone(self.zone).date()
        return f"{local:%H:%M}" if today else f"{local:%Y-%m-%d %H:%M}"


def finding_line(found: Finding, reader: Reader) -> str:
    """What was found, with its figures, and what to type."""
    said, command = _RULES[found.rule](found, reader)
    return f"{said} {command}"


Said = tuple[str, str]
"""The sentences, and the command."""


def _order(found: Finding, reader: Reader) -> Said:
    at, until = _both(found)
    before, after = _WORDS[found.word], _WORDS[found.other]
    said = f"It was {before} {text.moment(at)}, before it was {after} {text.moment(until)}: that cannot be."
    return said, reader.typed("time", f"{found.other} {reader.time(at)}")


def _no_moment(found: Finding, reader: Reader) -> Said:
    at = found.at or reader.incident.declared_at
    return _MISSING[found.word], reader.typed("time", f"{found.word} {reader.time(at)}")


def _no_impact(found: Finding, reader: Reader) -> Said:
    return "It is not said what users noticed.", reader.typed("impact", "…")


def _no_services(found: Finding, reader: Reader) -> Said:
    return "It is not said what was affected.", reader.typed("services", "…")


def _no_decision(found: Finding, reader: Reader) -> Said:
    at = reader.time(reader.incident.mitigated_at or reader.incident.declared_at)
    said = f"There is no decision among {_many(found.count, 'entry', 'entries')}. Somebody chose what to do:"
    return said, reader.typed("decision", f"{at} …")


def _unsigned(found: Finding, reader: Reader) -> Said:
    at = found.at or reader.now
    said = (
        f"The decision #{found.number} ({text.moment(at)}) has no author{_others(found)}. "
        "Whoever decided types it, and #"
        f"{found.number} can be withdrawn:"
    )
    return said, reader.typed("decision", f"{reader.time(at)} …")


def _far_off(found: Finding, reader: Reader) -> Said:
    at, against = _both(found)
    length = spoken(found.length or timedelta())
    how = "before it began" if found.word == "started" else "after it was over"
    said = (
        f"#{found.number} is dated {text.moment(at)}, {length} {how}{_others(found)}. Is that the right day?"
    )
    return said, reader.typed("correct", f"#{found.number} {reader.time(against)}")


def _late_entry(found: Finding, reader: Reader) -> Said:
    length = spoken(found.length or timedelta())
    said = f"#{found.number} was written down {length} after it happened{_others(found)}. Is its time right?"
    return said, reader.typed("history", f"#{found.number}")


def _no_commander(found: Finding, reader: Reader) -> Said:
    missing, granted = spoken(found.length or timedelta()), spoken(found.of or timedelta())
    said = f"Nobody had command for {missing}; {text.fit(found.word, 20)} asks for somebody within {granted}."
    if reader.incident.is_open and reader.incident.holder(COMMANDER) is None:
        return said, reader.typed("assign", "commander me")
    at = reader.time(found.at or reader.incident.declared_at)
    return f"{said} If somebody led it all the same, say who:", reader.typed("note", f"{at} …")


def _late_update(found: Finding, reader: Reader) -> Said:
    due = found.at or reader.now
    length = spoken(found.length or timedelta())
    owed = f"owed {text.moment(due)}"
    what = "An update was" if found.count == 1 else f"{found.count} updates were"
    if found.until is not None:
        came = f"{owed}, it came {text.moment(found.until)}"
    elif found.other:
        came = f"{owed}, it was {found.other}"
    else:
        came = f"{owed}, it is still to come" if reader.incident.is_open else f"{owed}, it never came"
    worst = "" if found.count == 1 else "the worst by "
    said = f"{what} late, {worst}{length}: {came}."
    if found.until is None and not found.other and reader.incident.is_open:
        return said, reader.typed("update", "…")
    return f"{said} If one went out elsewhere, say so:", reader.typed("note", f"{reader.time(due)} …")


def _silence(found: Finding, reader: Reader) -> Said:
    at, until = _both(found)
    length = spoken(found.length or timedelta())
    more = f" (and {found.count - 1} shorter ones)" if found.count > 1 else ""
    said = f"Nothing is on the timeline for {length}, {text.moment(at)} to {text.moment(until)}{more}."
    return f"{said} What happened then?", reader.typed("note", f"{reader.time(at + (until - at) / 2)} …")


def _unanswered(found: Finding, reader: Reader) -> Said:
    role = text.fit(reader.settings.role_label(found.word), 40)
    at = found.at or reader.now
    whom = text.mention(found.other) if found.other else "somebody"
    said = f"{whom} was offered the role of {role} {text.moment(at)}, and never said yes or no."
    if reader.incident.is_open and reader.incident.offer(found.word):
        return f"{said} To take it back:", reader.typed("decline", found.word)
    return f"{said} Who had it?", reader.typed("note", f"{reader.time(at)} …")


def _vacant(found: Finding, reader: Reader) -> Said:
    role = text.fit(reader.settings.role_label(found.word), 40)
    missing, whole = found.length or timedelta(), found.of or timedelta()
    how_long = "at any time" if missing >= whole else f"for {spoken(missing)} of {spoken(whole)}"
    said = f"Nobody was {role} {how_long}."
    if reader.incident.is_open and not reader.incident.holders(found.word):
        return said, reader.typed("assign", f"{found.word} me")
    at = reader.time(found.at or reader.incident.declared_at)
    return f"{said} If somebody did it all the same, say who:", reader.typed("note", f"{at} …")


def _unconfirmed(found: Finding, reader: Reader) -> Said:
    what = "A cause was suspected" if found.count == 1 else f"{found.count} causes were suspected"
    ends = "if it was that" if found.count == 1 else "which it was"
    return f"{what}, and it is not said {ends}:", reader.typed("note", "…")


_RULES: dict[Rule, Callable[[Finding, Reader], Said]] = {
    Rule.ORDER: _order,
    Rule.NO_MOMENT: _no_moment,
    Rule.NO_IMPACT: _no_impact,
    Rule.NO_SERVICES: _no_services,
    Rule.NO_DECISION: _no_decision,
    Rule.UNSIGNED: _unsigned,
    Rule.FAR_OFF: _far_off,
    Rule.LATE_ENTRY: _late_entry,
    Rule.NO_COMMANDER: _no_commander,
    Rule.LATE_UPDATE: _late_update,
    Rule.SILENCE: _silence,
    Rule.UNANSWERED: _unanswered,
    Rule.VACANT: _vacant,
    Rule.UNCONFIRMED: _unconfirmed,
}

_WORDS = {
    "started": "broken for users",
    "detected": "noticed",
    "declared": "declared",
    "mitigated": "mitigated",
    "resolved": "resolved",
    "closed": "closed",
}

_MISSING = {
    "started": "It is not said since when users were affected. If it was not before the declaration:",
    "detected": "It is not said when it was first noticed. If that was with the declaration:",
    "acknowledged": "It is not said when somebody took charge. If that was at once:",
    "mitigated": "It is not said when the harm ended. If that was with the resolution:",
}


def _both(found: Finding) -> tuple[datetime, datetime]:
    assert found.at is not None, "such a finding has both ends"
    assert found.until is not None, "such a finding has both ends"
    return found.at, found.until


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _others(found: Finding) -> str:
    return f" (and {found.count - 1} more like it)" if found.count > 1 else ""
