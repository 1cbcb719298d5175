"""What somebody most likely meant who typed a word that is no command."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from incident_bot.commands.command import Command

_MEANT = {
    "take": "assign scribe me",
    "role": "roles",
    "edit": "change",
    "ack": "assign commander me",
    "acknowledge": "assign commander me",
    "escalate": "severity sev1",
    "close-room": "archive now",
    "todo": "item add <text>",
    "task": "item add <text>",
    "todos": "items",
    "tasks": "items",
    "retro": "postmortem due <day>",
    "retrospective": "postmortem due <day>",
    "pir": "postmortem due <day>",
    "amend": "correct #…",
    "fix": "correct #…",
    "delete": "withdraw #…",
    "remove": "withdraw #…",
    "undo": "restore #…",
    "versions": "history last",
    "reminder": "reminders",
    "remember": "remind me in 20m <text>",
    "mute": "snooze update 10m",
    "later": "snooze update 10m",
    "dismiss": "skip update <reason>",
    "waive": "skip update <reason>",
    "log": "timeline",
}
"""Words that come naturally, with a line that does what they say."""


def likely(word: str, catalogue: Mapping[str, Command]) -> tuple[str, str] | None:
    """The command that is meant, and a line with it that shows how; None when nothing comes near."""
    word = word.lower()
    if line := _MEANT.get(word):
        return line.split()[0], line
    close = difflib.get_close_matches(word, catalogue, n=1)
    return (close[0], catalogue[close[0]].shown()) if close else None
