"""Where an incident stands, and what must not be forgotten."""

from __future__ import annotations

from incident_bot.commands.change import change
from incident_bot.commands.check import check, only_looks
from incident_bot.commands.checklist import checklist
from incident_bot.commands.command import Command
from incident_bot.commands.impact import impact
from incident_bot.commands.moment import moment
from incident_bot.commands.moments import moments
from incident_bot.commands.services import services
from incident_bot.commands.severity import severity
from incident_bot.commands.status import status
from incident_bot.commands.title import title
from incident_bot.commands.uncheck import uncheck

COMMANDS = (
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
        pattern="time detected <time>",
        beware=(
            "The words are `started`, `detected`, `acknowledged`, `mitigated` and `resolved`; the "
            "moment is in your own time zone, is over, and has to fit the others. A reason may follow "
            "`because:`; `history detected` shows what was said before."
        ),
    ),
    Command("checklist", "", "tick what must not be forgotten", "checklist", checklist, topic="state"),
    Command(
        "check",
        "[number or words]",
        "check the record, or tick checklist items",
        "check 1",
        check,
        permission="look",
        topic="state",
        pattern="check list",
        only_looks=only_looks,
        beware=(
            "Alone it says what is missing on the record or may be wrong, and what mends it. `check 2` and "
            "`check health` tick items of the checklists; `check list` shows them with their numbers."
        ),
    ),
    Command(
        "uncheck",
        "[number or words]",
        "take a tick back",
        "uncheck 1",
        uncheck,
        topic="state",
        pattern="uncheck <number>",
        beware="Numbers are those that `check list` shows.",
    ),
)
