"""What people ask: one subcommand per file, and the catalogue of them. To add one, add a line."""

from __future__ import annotations

from incident_bot.commands.assign import assign
from incident_bot.commands.command import Command
from incident_bot.commands.decision import decision
from incident_bot.commands.declare import declare
from incident_bot.commands.export import export
from incident_bot.commands.help import help_
from incident_bot.commands.list_incidents import list_incidents
from incident_bot.commands.note import note
from incident_bot.commands.reopen import reopen
from incident_bot.commands.resolve import resolve
from incident_bot.commands.severity import severity
from incident_bot.commands.snooze import snooze
from incident_bot.commands.status import status
from incident_bot.commands.timeline import timeline
from incident_bot.commands.unassign import unassign
from incident_bot.commands.update import update
from incident_bot.exports import FORMATS

_FORMATS = "|".join(FORMATS)

_COMMANDS = (
    Command(
        "declare",
        "<what is wrong> [sev1…sev4]",
        "declare an incident",
        "declare checkout is failing sev1",
        declare,
    ),
    Command(
        "list", "[open|all]", "list the open incidents, or all", "list all", list_incidents, writes=False
    ),
    Command(
        "status",
        "[new status] [why]",
        "show where it stands, or move it",
        "status monitoring fix is out",
        status,
    ),
    Command(
        "severity",
        "<sev1…sev4> [why]",
        "change the severity",
        "severity sev2 only checkout is slow",
        severity,
    ),
    Command("assign", "<role> @person", "give somebody a role", "assign commander me", assign),
    Command("unassign", "<role> [@person]", "take a role back", "unassign scribe", unassign),
    Command("note", "<text>", "put a note on the timeline", "note error rate is at 12 %", note),
    Command("decision", "<text>", "record a decision", "decision roll back to 2.1.4", decision),
    Command(
        "update", "<text>", "send stakeholders an update", "update rolling back, 10 more minutes", update
    ),
    Command("snooze", "[update|commander] [10m]", "keep a reminder quiet", "snooze update 15m", snooze),
    Command("resolve", "[summary]", "say that it is over", "resolve rolled back, errors are normal", resolve),
    Command("reopen", "[why]", "open it again", "reopen errors are back", reopen),
    Command("timeline", "", "read what happened", "timeline", timeline, writes=False),
    Command("export", f"[{_FORMATS}]", "put the record into the room as files", "export markdown", export),
    Command("help", "[command]", "list what you can do", "help severity", help_, writes=False),
)

CATALOGUE: dict[str, Command] = {command.name: command for command in _COMMANDS}
"""Every subcommand by its name, in the order in which help lists them."""
