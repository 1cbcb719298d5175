"""`restore #12 [version]`: undo what was last done to an entry, or make it what an earlier version was."""

from __future__ import annotations

import re

from incident_bot.commands.ask import Ask
from incident_bot.commands.entry import first_words, take_entry
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.incidents.timeline_page import changed_last
from incident_bot.slack import text

_VERSION = re.compile(r"(?:to\s+)?(?:version\s+|v)?([0-9]{1,6})", re.IGNORECASE | re.ASCII)


async def restore(ask: Ask) -> Reply:
    """`last` is the entry that somebody put right or withdrew last themselves."""
    why = await ask.reason()
    meant = await take_entry(ask, changed_last, for_change=True)
    version = _version(await ask.plain_rest())
    if version is None:
        meant.incident.bring_back(meant.versions, meant.act(ask), why)
    else:
        meant.incident.restore(meant.versions, meant.act(ask), version, why)
    is_now = meant.incident.happened[-1]
    ref, number = meant.incident.ref, is_now.number
    if is_now.is_withdrawn:
        return say(f"#{number} of *{ref}* is withdrawn again{f': {meant.quoted}' if meant.quoted else '.'}")
    said = first_words(is_now.text)
    return say(f"#{number} of *{ref}* is restored{f': {said}' if said else '.'}")


def _version(said: str) -> int | None:
    if not said:
        return None
    if match := _VERSION.fullmatch(said):
        return int(match[1])
    raise Refused(
        f"“{text.fit(text.one_line(said), 60)}” is no version: `history` numbers them from 1. A reason "
        "comes after `because:`.",
        example="restore #… <number> because: <reason>",
    )
