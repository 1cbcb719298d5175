"""Which severity the answers to the five questions ask for, and by which rule."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.triage import Fired
from incident_bot.messages import blocks
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message


def triaged(rules: Sequence[Fired], settings: Settings, about: str = "") -> Message:
    """`rules` are those that were triggered, the worst first; `about` is the incident that is meant."""
    worst = rules[0].severity
    level = settings.severity(worst)
    fired = [f"• {each.rule}." for each in rules if each.severity == worst]
    milder = [
        f"{each.rule}: {text.escape(settings.severity(each.severity).label)}."
        for each in rules
        if each.severity != worst
    ]
    label = text.escape(level.label)
    lines = [f"Your answers ask for *{label}* ({text.escape(level.word)}), because:", *fired]
    how = (
        f"You decide. `{settings.command} severity {about} {worst}` and a reason sets it."
        if about
        else "You decide: choose it in the form behind this one, or with the declaration."
    )
    shown = [blocks.section("\n".join(lines))]
    if milder:
        shown.append(blocks.context("The other answers ask for less. " + " ".join(milder)))
    return Message("\n".join([*lines, how]), [*shown, blocks.context(how)])
