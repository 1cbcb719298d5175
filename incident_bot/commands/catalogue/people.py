"""Who does what."""

from __future__ import annotations

from incident_bot.commands.accept import accept
from incident_bot.commands.assign import assign
from incident_bot.commands.command import Command
from incident_bot.commands.decline import decline
from incident_bot.commands.handoff import handoff
from incident_bot.commands.roles import roles
from incident_bot.commands.unassign import unassign
from incident_bot.commands.who import who

COMMANDS = (
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
)
