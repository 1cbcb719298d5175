"""Finding things, and help."""

from __future__ import annotations

from incident_bot.commands.command import Command
from incident_bot.commands.find import find
from incident_bot.commands.help import help_
from incident_bot.commands.list_incidents import list_incidents
from incident_bot.commands.mine import mine
from incident_bot.commands.timeline import timeline

COMMANDS = (
    Command(
        "list",
        "[open|resolved|closed|all] [sev1…] [service <name>] [private|drill] [mine|@person] [since 7d] "
        "[page N]",
        "list open incidents, or others by filters",
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
        "timeline",
        "[decisions|notes|…] [starred] [by @person] [since 30m] [page N]",
        "read what happened",
        "timeline decisions since 2h",
        timeline,
        writes=False,
        permission="look",
        topic="find",
        beware=(
            "The first page has the latest entries, each with its number. Filters go together in any order: "
            "any kind of entry, and `starred`, `withdrawn` or `deleted` (in Slack)."
        ),
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
