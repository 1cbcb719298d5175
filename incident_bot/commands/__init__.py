"""What people ask: one subcommand per file, and the catalogue of them. To add one, add a line."""

from __future__ import annotations

from incident_bot.commands.accept import accept
from incident_bot.commands.archive import archive
from incident_bot.commands.assign import assign
from incident_bot.commands.change import change
from incident_bot.commands.check import check, uncheck
from incident_bot.commands.checklist import checklist
from incident_bot.commands.close import close
from incident_bot.commands.command import Command
from incident_bot.commands.decision import decision
from incident_bot.commands.declare import declare
from incident_bot.commands.declare_from_message import declare_from_message
from incident_bot.commands.decline import decline
from incident_bot.commands.export import export
from incident_bot.commands.find import find
from incident_bot.commands.handoff import handoff
from incident_bot.commands.help import help_
from incident_bot.commands.impact import impact
from incident_bot.commands.list_incidents import list_incidents
from incident_bot.commands.mine import mine
from incident_bot.commands.moment import moment
from incident_bot.commands.moments import moments
from incident_bot.commands.next_update import next_update
from incident_bot.commands.note import note
from incident_bot.commands.reopen import reopen
from incident_bot.commands.resolve import resolve
from incident_bot.commands.roles import roles
from incident_bot.commands.room import room
from incident_bot.commands.services import services
from incident_bot.commands.severity import severity
from incident_bot.commands.snooze import snooze
from incident_bot.commands.status import status
from incident_bot.commands.timeline import timeline
from incident_bot.commands.title import title
from incident_bot.commands.triage import triage
from incident_bot.commands.unassign import unassign
from incident_bot.commands.update import update
from incident_bot.commands.who import who
from incident_bot.exports import FORMATS

_FORMATS = "|".join(FORMATS)

_COMMANDS = (
    Command(
        "declare",
        "<what is wrong> [sev1…sev4] [--flags]",
        "declare an incident",
        "declare checkout is failing sev1",
        declare,
        permission="declare",
        topic="declare",
        beware=(
            "Alone it opens a form. Flags: `--private`, `--drill`, `--here` (this channel becomes the room), "
            '`--service a, b`, `--impact "nobody can pay"`, `--started 10m ago`, for what is over '
            "`--resolved 5m ago`, and one for each role: `--commander @bo`."
        ),
    ),
    Command(
        "declare_from_message",
        "",
        "declare from a message: the menu of the message has it, too",
        "declare_from_message",
        declare_from_message,
        permission="declare",
        topic="shortcut",
        beware=(
            "In the menu of a message, choose “Declare from message”. "
            "It becomes the first entry of the timeline."
        ),
    ),
    Command(
        "triage",
        "",
        "answer five questions that propose a severity",
        "triage",
        triage,
        writes=False,
        permission="look",
        topic="declare",
        beware="It proposes, and says which rule asks for it; you decide.",
    ),
    Command(
        "room",
        "",
        "open a room for an incident that has none",
        "room",
        room,
        topic="declare",
        beware="What was said in the thread stays there.",
    ),
    Command(
        "list",
        "[open|resolved|closed|all] [sev1…] [service <name>] [private|drill] [mine|@person] [since 7d] "
        "[page N]",
        "list incidents: the open ones, or those you filter for",
        "list all sev1 since 7d",
        list_incidents,
        writes=False,
        permission="look",
        topic="find",
        beware=(
            "Filters go together in any order. Private incidents are listed only for those who are in them."
        ),
    ),
    Command(
        "mine",
        "",
        "see your roles, the updates you owe and hand-offs",
        "mine",
        mine,
        writes=False,
        permission="look",
        topic="find",
        beware="It counts what is open.",
    ),
    Command(
        "find",
        "<words>",
        "find incidents by words",
        "find checkout",
        find,
        writes=False,
        permission="look",
        topic="find",
        beware="All the words have to be there, in any order, eight of them at most.",
    ),
    Command(
        "status",
        "[new status] [why]",
        "show where it stands, or move it",
        "status monitoring fix is out",
        status,
        permission="look",
        topic="state",
        beware="It can move back too. To `resolved` it asks what `resolve` asks.",
    ),
    Command(
        "severity",
        "<sev1…sev4|help> <why>",
        "change the severity",
        "severity sev2 only checkout is slow",
        severity,
        helps=True,
        topic="state",
        beware=(
            "It asks why; `severity help` helps to choose. Raising it may open a room and invite more people."
        ),
    ),
    Command(
        "title",
        "<new title>",
        "change the title",
        "title search is slow",
        title,
        topic="state",
        beware="The room is renamed with it, unless it was there before.",
    ),
    Command(
        "impact",
        "<text>",
        "say what users notice",
        "impact one order in ten fails",
        impact,
        topic="state",
        beware="The latest words take the place of those before.",
    ),
    Command(
        "services",
        "<a, b|+a -b>",
        "say what is affected",
        "services checkout, search",
        services,
        topic="state",
        beware=(
            "`+` adds and `-` takes away; without them the list is a new one. Others than the "
            "configured ones can be named too."
        ),
    ),
    Command(
        "change",
        "",
        "change what is known of it in a form",
        "change",
        change,
        topic="state",
        beware=(
            "What you leave as it is stays, even if somebody else changes it meanwhile. A new severity "
            "needs a reason."
        ),
    ),
    Command(
        "times",
        "",
        "see when what happened",
        "times",
        moments,
        writes=False,
        permission="look",
        topic="state",
    ),
    Command(
        "time",
        "<which> <when>",
        "set or correct one of the times",
        "time started 10m ago",
        moment,
        topic="state",
        beware=(
            "The words are `started`, `detected`, `acknowledged`, `mitigated` and `resolved`; the "
            "moment is in your own time zone, is over, and has to fit the others."
        ),
    ),
    Command(
        "assign",
        "<role> @person [label]",
        "give somebody a role",
        "assign commander me",
        assign,
        topic="people",
        beware=(
            "Of most roles there is one holder, and the new one takes over at once; `handoff` asks them "
            "first."
        ),
    ),
    Command(
        "unassign",
        "<role> [@person]",
        "take a role back",
        "unassign scribe",
        unassign,
        topic="people",
        beware="Where several hold a role, say from whom.",
    ),
    Command("roles", "", "change who does what in a form", "roles", roles, topic="people"),
    Command(
        "handoff",
        "[role] [@person]",
        "hand a role over, with what there is to know",
        "handoff commander",
        handoff,
        topic="people",
        beware="Nothing changes hands until they accept. Only the holder can hand a role over.",
    ),
    Command(
        "accept",
        "[role]",
        "take a role that you are offered",
        "accept commander",
        accept,
        topic="people",
        beware="Without a role it is the one that is offered to you.",
    ),
    Command(
        "decline",
        "[role] [why]",
        "decline a role that you are offered, or take your offer back",
        "decline commander I am about to leave",
        decline,
        topic="people",
        beware="Whoever has the role keeps it.",
    ),
    Command(
        "who",
        "",
        "see who does what, and who is in the room",
        "who",
        who,
        writes=False,
        permission="look",
        topic="people",
    ),
    Command(
        "note",
        "<text>",
        "put a note on the timeline",
        "note error rate is at 12 %",
        note,
        topic="record",
        beware="Nothing on the timeline is edited: a second note puts the first right.",
    ),
    Command(
        "decision",
        "<text>",
        "record a decision",
        "decision roll back to 2.1.4",
        decision,
        topic="record",
        beware="Decisions are starred in the record.",
    ),
    Command(
        "update",
        "[text]",
        "send stakeholders an update",
        "update rolling back, 10 more minutes",
        update,
        topic="tell",
        beware=(
            "Text that follows is sent at once, to the status channel too. The form has drafts for each "
            "audience, and a preview."
        ),
    ),
    Command(
        "next",
        "<moment|cadence>",
        "say when the next update comes",
        "next in 20m",
        next_update,
        topic="tell",
        beware="It has to be still to come, within a week. `next cadence` leaves it to the severity again.",
    ),
    Command("checklist", "", "tick what must not be forgotten", "checklist", checklist, topic="state"),
    Command(
        "check",
        "[number or words]",
        "tick items of the checklists",
        "check 1",
        check,
        topic="state",
        beware="Numbers are those that it shows when you type it alone.",
    ),
    Command(
        "uncheck",
        "[number or words]",
        "take a tick back",
        "uncheck 1",
        uncheck,
        topic="state",
        beware="Numbers are those that `check` shows.",
    ),
    Command(
        "snooze",
        "[update|commander] [10m]",
        "keep a reminder quiet",
        "snooze update 15m",
        snooze,
        topic="tell",
        beware="From a minute to 24 hours. The rhythm of reminders stays as it is.",
    ),
    Command(
        "resolve",
        "[--confirmed] [summary]",
        "say that it is over",
        "resolve --confirmed rolled back, errors are normal",
        resolve,
        permission="close",
        topic="end",
        beware="It first asks what says that it is over; `--confirmed` answers that it is so.",
    ),
    Command(
        "archive",
        "[now|never|in 3d]",
        "say when its room is archived",
        "archive in 7d",
        archive,
        permission="close",
        topic="end",
        beware=(
            "The room of a resolved incident, unless it was there before. Once archived, I cannot bring "
            "it back."
        ),
    ),
    Command(
        "close",
        "[why]",
        "say that nothing is left to do",
        "close the postmortem is out",
        close,
        permission="close",
        topic="end",
        beware="It has to be resolved before.",
    ),
    Command(
        "reopen",
        "[why]",
        "open it again",
        "reopen errors are back",
        reopen,
        permission="close",
        topic="end",
        beware="Reminders begin anew. If the room is archived by then, it gets a new one.",
    ),
    Command(
        "timeline",
        "[page N]",
        "read what happened",
        "timeline",
        timeline,
        writes=False,
        permission="look",
        topic="find",
        beware="The first page has the latest entries.",
    ),
    Command(
        "export",
        f"[{_FORMATS}]",
        "put the record into the room as files",
        "export markdown",
        export,
        topic="record",
        beware="Without a format you get them all, with times in your own time zone too.",
    ),
    Command(
        "help",
        "[command]",
        "list what you can do",
        "help severity",
        help_,
        writes=False,
        permission=None,
        topic="find",
    ),
)

CATALOGUE: dict[str, Command] = {command.name: command for command in _COMMANDS}
"""Every subcommand by its name, in the order in which help lists them."""
