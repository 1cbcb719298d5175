"""What came out when a record was verified, as plain lines for the command line."""

from __future__ import annotations

from incident_bot.incidents.verifying import Verdict
from incident_bot.incidents.vocabulary import kind_said
from incident_bot.messages.entry_text.words import moment


def verdict_lines(verdict: Verdict, looked_for: str = "") -> list[str]:
    """One line, and one more for each thing that must be known besides."""
    return [_line(verdict), *_found(verdict, looked_for), *_reworded(verdict)]


def broken_line(verdict: Verdict) -> str:
    """Where it is broken and how: the fact, its entry, its time and its author."""
    assert verdict.broken is not None, "it is broken"
    broken = verdict.broken
    return f"{verdict.ref} is broken at fact {broken.seq} of {verdict.of}{_entry(verdict)}: {broken.problem}."


def _line(verdict: Verdict) -> str:
    if verdict.broken is not None:
        return broken_line(verdict)
    facts = "1 fact" if verdict.facts == 1 else f"{verdict.facts} facts"
    if verdict.reworded:
        sentences = "1 sentence" if verdict.reworded == 1 else f"{verdict.reworded} sentences"
        are = "is" if verdict.reworded == 1 else "are"
        but = f"but {sentences} of the timeline {are} not what the record says"
        return f"{verdict.ref}: {facts}, intact, {but}. Head {verdict.head}"
    return f"{verdict.ref}: {facts}, intact. Head {verdict.head}"


def _reworded(verdict: Verdict) -> list[str]:
    if not verdict.reworded:
        return []
    more = verdict.reworded - len(verdict.remarks)
    return [
        *(f"  {remark}" for remark in verdict.remarks),
        *([f"  There {'is' if more == 1 else 'are'} {more} more."] if more else []),
        "  Somebody may have changed them; another version of the bot or other settings can be the reason "
        "too.",
    ]


def _entry(verdict: Verdict) -> str:
    said = verdict.broken.said if verdict.broken else None
    if said is None:
        return ""
    kind = kind_said(str(said["kind"]))
    version = f", version {said['version']}" if said["version"] != 1 else ""
    when = moment(str(said["occurred_at"]))
    return f" (#{said['number']}{version}, {kind}, by {verdict.author or 'the bot'}, {when})"


def _found(verdict: Verdict, looked_for: str) -> list[str]:
    if not looked_for:
        return []
    if verdict.found_at is None:
        return []
    if verdict.broken is None and verdict.found_at == verdict.of:
        return ["  That is the head that was asked for: nothing was written since."]
    place = f"  The head that was asked for is fact {verdict.found_at} of {verdict.of}"
    return [f"{place}; what was written until then is unchanged."]
