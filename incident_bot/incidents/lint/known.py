"""Rules about what is known of an incident: its moments, its impact, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from incident_bot.incidents.lint.checked import Checked, Slip
from incident_bot.incidents.lint.finding import Finding, Rule
from incident_bot.incidents.vocabulary import Kind, Status

_ORDER = ("started", "detected", "mitigated", "resolved", "closed")


def moments_in_order(checked: Checked) -> Iterator[Finding]:
    """No effect before its cause. Commands see to it; imports and earlier versions may not have."""
    known = [(word, at) for word in _ORDER if (at := _moment(checked, word)) is not None]
    for (word, at), (later, then) in pairwise(known):
        if then < at:
            yield Finding(Rule.ORDER, 100, at=then, until=at, word=later, other=word)
    detected, declared = checked.incident.detected_at, checked.incident.declared_at
    if detected is not None and detected > declared and not checked.is_hindsight:
        yield Finding(Rule.ORDER, 100, at=declared, until=detected, word="declared", other="detected")


def moments_are_there(checked: Checked) -> Iterator[Finding]:
    """Every figure about an incident is counted from these."""
    incident = checked.incident
    if incident.impact_started_at is None:
        yield Finding(Rule.NO_MOMENT, 95, at=incident.declared_at, word="started")
    if incident.detected_at is None:
        yield Finding(Rule.NO_MOMENT, 90, at=incident.declared_at, word="detected")
    if incident.acknowledged_at is None and not (incident.is_open or checked.is_hindsight):
        yield Finding(Rule.NO_MOMENT, 75, at=incident.declared_at, word="acknowledged")
    if incident.mitigated_at is None and not incident.is_open:
        yield Finding(Rule.NO_MOMENT, 75, at=incident.resolved_at, word="mitigated")


def impact_is_said(checked: Checked) -> Iterator[Finding]:
    """What users noticed."""
    if not (checked.incident.impact or "").strip():
        yield Finding(Rule.NO_IMPACT, 85)


def services_are_named(checked: Checked) -> Iterator[Finding]:
    """What was affected."""
    if not checked.incident.services:
        yield Finding(Rule.NO_SERVICES, 45)


def something_was_decided(checked: Checked) -> Iterator[Finding]:
    """Somebody decided something, if only to wait; while it is young, not yet."""
    if checked.walk.decisions or (checked.incident.is_open and not _is_known(checked)):
        return
    yield Finding(Rule.NO_DECISION, 65, count=checked.walk.entries)


def decisions_are_signed(checked: Checked) -> Iterator[Finding]:
    """Whose decision it was; those of other apps and of imports may have nobody."""
    if unsigned := checked.walk.unsigned:
        first = unsigned[0]
        yield Finding(Rule.UNSIGNED, 70, at=first.at, number=first.number, count=len(unsigned))


def entries_are_near(checked: Checked) -> Iterator[Finding]:
    """A time that is a day off is a wrong date more often than not."""
    began, ended = checked.incident.began, checked.incident.resolved_at
    yield from _worst(Rule.FAR_OFF, 80, checked.walk.early, "started", began)
    if ended is not None:
        yield from _worst(Rule.FAR_OFF, 55, checked.walk.late, "resolved", ended)


def entries_are_fresh(checked: Checked) -> Iterator[Finding]:
    """What was written down a day later is remembered, and perhaps dated wrongly."""
    if not checked.is_hindsight:
        yield from _worst(Rule.LATE_ENTRY, 30, checked.walk.afterwards, "", None)


def cause_is_named(checked: Checked) -> Iterator[Finding]:
    """Of what was suspected something was right, or all of it was wrong: either is worth a line."""
    if checked.walk.hypotheses and not checked.incident.is_open and not _is_known(checked):
        yield Finding(Rule.UNCONFIRMED, 40, count=checked.walk.hypotheses)


def _worst(
    rule: Rule, weight: int, slips: list[Slip], word: str, against: datetime | None
) -> Iterator[Finding]:
    if not slips:
        return
    worst = max(slips, key=lambda slip: slip.away)
    yield Finding(
        rule,
        weight,
        at=worst.at,
        until=against,
        length=worst.away,
        word=word,
        number=worst.number,
        count=len(slips),
    )


def _is_known(checked: Checked) -> bool:
    """Somebody said what it was: the status went to `identified`, or past it."""
    told = (Status.IDENTIFIED.value, Status.MONITORING.value)
    return any(each.what is Kind.STATUS and each.facts.get("after") in told for each in checked.turns)


def _moment(checked: Checked, word: str) -> datetime | None:
    incident = checked.incident
    return {
        "started": incident.impact_started_at,
        "detected": incident.detected_at,
        "mitigated": incident.mitigated_at,
        "resolved": incident.resolved_at,
        "closed": incident.closed_at,
    }[word]
