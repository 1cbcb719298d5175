"""Everything that can be set: read once from the environment and one optional file, checked, then frozen.

The environment says where things are (Slack, the database, the port); the file says how a team works
(severities, roles, cadences). All problems are told at once.
"""

from __future__ import annotations

from incident_bot.settings.database_url import with_driver
from incident_bot.settings.escalation import Escalation, Rung
from incident_bot.settings.hours import Calendar, Office
from incident_bot.settings.load import DEFAULT_FILE, Misconfigured, load, settings_file
from incident_bot.settings.settings import Settings
from incident_bot.settings.team import (
    Access,
    Checklist,
    Digest,
    Digests,
    Link,
    Reminders,
    Role,
    Service,
    Severity,
    Updates,
)

__all__ = [
    "DEFAULT_FILE",
    "Access",
    "Calendar",
    "Checklist",
    "Digest",
    "Digests",
    "Escalation",
    "Link",
    "Misconfigured",
    "Office",
    "Reminders",
    "Role",
    "Rung",
    "Service",
    "Settings",
    "Severity",
    "Updates",
    "load",
    "settings_file",
    "with_driver",
]
