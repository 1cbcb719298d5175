"""What is owed: one reminder per file. To add one, add a line."""

from __future__ import annotations

from incident_bot.reminders.no_commander import no_commander
from incident_bot.reminders.reminder import Reminder
from incident_bot.reminders.update_due import update_due
from incident_bot.reminders.update_overdue import update_overdue

REMINDERS: dict[str, Reminder] = {
    reminder.name: reminder for reminder in (update_due, update_overdue, no_commander)
}
"""Every reminder, in the order in which people are shown them."""
