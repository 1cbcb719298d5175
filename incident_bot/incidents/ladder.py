"""Who is called while nobody commands, one rung after the other, and when. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from incident_bot.settings import Escalation, Rung, Severity


def rungs(escalation: Escalation, severity: Severity) -> Sequence[Rung]:
    """The rungs that a severity calls, lowest first: only those with somebody on them."""
    return [rung for rung in escalation.ladder if rung.who][: severity.rungs]


def waits(called: Sequence[Rung], severity: Severity) -> tuple[timedelta, ...]:
    """How long after it became vacant each rung is called; without any, when the room is asked."""
    at = timedelta(minutes=severity.acknowledge_within)
    found = [at]
    for rung in called[:-1]:
        at += timedelta(minutes=rung.minutes)
        found.append(at)
    return tuple(found)
