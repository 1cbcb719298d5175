"""Putting the record right, and checking it."""

from __future__ import annotations

from incident_bot.commands.command import Command
from incident_bot.commands.correct import correct
from incident_bot.commands.history import history
from incident_bot.commands.restore import restore
from incident_bot.commands.withdraw import withdraw

COMMANDS: tuple[Command, ...] = (
    Command(
        "correct",
        "<#12|last> [time …] [kind …] [star|unstar] [text] [because: why]",
        "put right what an entry says",
        "correct last the error rate was 12 % because: typo",
        correct,
        topic="right",
        pattern="correct #… <text> because: <reason>",
        beware=(
            "With the number alone it opens a form; so it does when the reason is missing, which only a star "
            "does not need. `correct #12 time 14:32` and `correct #12 kind decision` do one thing each. What "
            "it said before stays in its history."
        ),
    ),
    Command(
        "withdraw",
        "<#12|last> [why]",
        "take an entry off the timeline",
        "withdraw last that was another system",
        withdraw,
        topic="right",
        pattern="withdraw #… <reason>",
        beware=(
            "A line stays that says who withdrew it, when and why. What was said in Slack stays there; "
            "`restore` brings it back."
        ),
    ),
    Command(
        "restore",
        "<#12|last> [version] [because: why]",
        "undo what was last done to an entry",
        "restore last",
        restore,
        topic="right",
        pattern="restore #…",
        beware=(
            "With the number of a version it is made what that one was; `history` has them. `last` is what "
            "you put right or withdrew yourself."
        ),
    ),
    Command(
        "history",
        "<#12|last|moment>",
        "see every version of an entry",
        "history last",
        history,
        writes=False,
        permission="look",
        topic="right",
        beware="`history detected` shows what was ever said of one of the times.",
    ),
)
