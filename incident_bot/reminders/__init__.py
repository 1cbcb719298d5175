"""What is owed: one reminder per file. To add one, add a line."""

from __future__ import annotations

from incident_bot.reminders.checkpoint import checkpoint
from incident_bot.reminders.handoff_suggested import handoff_suggested
from incident_bot.reminders.handoff_urged import handoff_urged
from incident_bot.reminders.item_due_soon import item_due_soon
from incident_bot.reminders.item_overdue import item_overdue
from incident_bot.reminders.items_assigned import items_assigned
from incident_bot.reminders.items_checkpoint import items_checkpoint
from incident_bot.reminders.items_follow_up import items_follow_up
from incident_bot.reminders.no_commander import no_commander
from incident_bot.reminders.postmortem_draft import postmortem_draft
from incident_bot.reminders.postmortem_publish import postmortem_publish
from incident_bot.reminders.postmortem_review import postmortem_review
from incident_bot.reminders.quiet import quiet
from incident_bot.reminders.reminder import Reminder
from incident_bot.reminders.role_vacant import role_vacant
from incident_bot.reminders.stable import stable
from incident_bot.reminders.update_due import update_due
from incident_bot.reminders.update_overdue import update_overdue

REMINDERS: dict[str, Reminder] = {
    reminder.name: reminder
    for reminder in (
        *(update_due, update_overdue, no_commander, role_vacant, checkpoint),
        *(handoff_suggested, handoff_urged, stable, quiet),
        *(postmortem_draft, postmortem_review, postmortem_publish),
        *(items_assigned, items_checkpoint, items_follow_up, item_due_soon, item_overdue),
    )
}
"""Every reminder, in the order in which people are shown them."""
