"""Looks a record over: what is missing, what may be wrong. Nothing is changed; people put it right.

A rule is one function: from what is known of an incident to what it found. To add one, write it and name it
here; what it says is in `messages/lint.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from incident_bot.incidents.lint.checked import Checked, Walk
from incident_bot.incidents.lint.finding import Finding, Rule
from incident_bot.incidents.lint.known import (
    cause_is_named,
    decisions_are_signed,
    entries_are_fresh,
    entries_are_near,
    impact_is_said,
    moments_are_there,
    moments_in_order,
    services_are_named,
    something_was_decided,
)
from incident_bot.incidents.lint.pace import it_is_not_silent, updates_are_in_time
from incident_bot.incidents.lint.people import hand_offs_are_answered, roles_are_filled, somebody_commands

__all__ = ["RULES", "Checked", "Finding", "Rule", "Walk", "lint"]

RULES: tuple[Callable[[Checked], Iterable[Finding]], ...] = (
    moments_in_order,
    moments_are_there,
    impact_is_said,
    services_are_named,
    something_was_decided,
    decisions_are_signed,
    entries_are_near,
    entries_are_fresh,
    cause_is_named,
    somebody_commands,
    roles_are_filled,
    hand_offs_are_answered,
    updates_are_in_time,
    it_is_not_silent,
)


def lint(checked: Checked) -> list[Finding]:
    """Everything that was found, the heaviest first."""
    found = [finding for rule in RULES for finding in rule(checked)]
    return sorted(found, key=lambda finding: -finding.weight)
