"""What people call reminders: each by itself, and the families that are snoozed together."""

from __future__ import annotations

_REMINDERS = {
    "update_due": "an update",
    "update_overdue": "an overdue update",
    "no_commander": "a commander",
    "role_vacant": "somebody for a vacant role",
    "checkpoint": "a checkpoint",
    "handoff_suggested": "a hand-off",
    "handoff_urged": "a hand-off",
    "stable": "a look at whether it is over",
    "quiet": "a sign of life",
    "postmortem_draft": "a draft of the postmortem",
    "postmortem_review": "the review of the postmortem",
    "postmortem_publish": "the postmortem",
    "items_assigned": "an owner for each action item",
    "items_checkpoint": "a look at the action items",
    "items_follow_up": "a last look at the action items",
    "item_due_soon": "an action item",
    "item_overdue": "an overdue action item",
}
_OLD_FAMILIES = {"update_due": "update", "no_commander": "commander"}
"""On records that were written before reminders had families."""


def reminder_said(name: str) -> str:
    """What was owed, by the name of its reminder; one that nobody knows any more is “something”."""
    return _REMINDERS.get(name, "something")


def family_said(family: str) -> str:
    """The word for a family, as people type it."""
    return _OLD_FAMILIES.get(family, family)


_OF_FAMILIES = {
    "update": "update reminder",
    "commander": "commander reminder",
    "roles": "roles reminder",
    "checkpoint": "checkpoint reminder",
    "handoff": "hand-off reminder",
    "stable": "stable reminder",
    "quiet": "quiet reminder",
    "postmortem": "postmortem reminder",
    "items": "action items reminder",
    "item": "reminder of action item",
}


def reminder_of(family: str, subject: str = "") -> str:
    """What stands after “the” for what is snoozed, or not needed, together: “reminder of action item 3”."""
    word = family_said(family)
    said = _OF_FAMILIES.get(word, f"{word} reminder")
    return f"{said} {subject}" if subject else said
