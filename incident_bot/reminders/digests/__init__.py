"""Digests: what sums up, for a whole team. Each has a file; these are all."""

from __future__ import annotations

from incident_bot.reminders.digests.digest import Digest
from incident_bot.reminders.digests.open_now import open_now
from incident_bot.reminders.digests.overdue_items import overdue_items
from incident_bot.reminders.digests.week_before import week_before

DIGESTS: dict[str, Digest] = {each.name: each for each in (open_now, week_before, overdue_items)}
"""By their names in the settings."""
