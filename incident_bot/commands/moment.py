"""`time started 14:10`: set or correct a moment of an incident."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import typed_moment
from incident_bot.errors import Refused
from incident_bot.incidents.incident import MOMENTS
from incident_bot.incidents.moves import OutOfOrder
from incident_bot.messages.moments import SAID
from incident_bot.slack import text

_ALSO = {
    "start": "started",
    "began": "started",
    "impact": "started",
    "noticed": "detected",
    "acked": "acknowledged",
    "ended": "resolved",
    "over": "resolved",
}


def named_moment(word: str) -> str:
    """The moment that a word means, if it means one."""
    return _ALSO.get(word, word)


async def moment(ask: Ask) -> Reply:
    """The correction is said in the room and stays on the timeline, with what stood there before.

    A reason may follow `because:`.
    """
    why = await ask.reason()
    incident = await ask.incident(for_change=True)
    word = ask.word().lower()
    name = named_moment(word)
    if name not in MOMENTS:
        shown = text.fit(text.plain(word), 60)
        which = f"“{shown}” is none of an incident's moments" if shown else "it is not said which moment"
        raise Refused(f"{which}. They are {', '.join(MOMENTS)}.")
    at = await typed_moment(ask, ask.rest)
    try:
        incident.set_moment(name, at, ask.act, why)
    except OutOfOrder as wrong:
        said = text.fit(text.one_line(text.plain(ask.rest)), 60)
        taken = f"I took “{said}” as {text.moment(at)}."
        raise Refused(f"{wrong.why} ({text.moment(wrong.known)}). {taken}") from wrong
    return say(f"*{incident.ref}* {SAID[name]} {text.moment(at)}.")
