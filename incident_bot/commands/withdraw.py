"""`withdraw #12 [why]`: take an entry off the timeline. A tombstone stays in its place."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.entry import take_entry
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.incidents.timeline_page import told_last
from incident_bot.slack import text


async def withdraw(ask: Ask) -> Reply:
    """Without a reason too: what should not be there has to go at once."""
    why = await ask.reason()
    meant = await take_entry(ask, told_last, for_change=True)
    said = await ask.plain_rest()
    if said.isdecimal():
        raise Refused(f"one entry at a time: #{meant.now.number}, or #{text.fit(said, 9)}?")
    quoted = f", {meant.quoted}," if meant.quoted else ""
    meant.incident.take_back(meant.versions, meant.act(ask), ": ".join(filter(None, (said, why))))
    ref, number, typed = meant.incident.ref, meant.now.number, ask.settings.command
    return say(
        f"#{number}{quoted} is withdrawn from the timeline of *{ref}*. Its words stay in its history alone, "
        f"and wherever they were said in Slack. `{typed} restore {ref} #{number}` brings it back."
    )
