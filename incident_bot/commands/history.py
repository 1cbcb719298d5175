"""`history #12`: every version of an entry, and why there is each. `history detected`: of a moment."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.entry import take_entry
from incident_bot.commands.moment import named_moment
from incident_bot.commands.people_named import names_in
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.incidents import on_record
from incident_bot.incidents.incident import MOMENTS
from incident_bot.incidents.timeline_page import told_last
from incident_bot.incidents.vocabulary import Kind
from incident_bot.messages.history import history_message, moment_history
from incident_bot.messages.moments import SAID
from incident_bot.slack import text


async def history(ask: Ask) -> Reply:
    """What was withdrawn is shown here, and nowhere else."""
    if reply := await _of_moment(ask):
        return reply
    meant = await take_entry(ask, told_last, for_change=False)
    if ask.rest:
        raise Refused(f"“{text.fit(text.plain(ask.rest), 60)}” is more than an entry's number.")
    names = await names_in(ask, meant.incident, meant.versions)
    return Reply(history_message(meant.incident, meant.versions, ask.settings, names))


async def _of_moment(ask: Ask) -> Reply | None:
    """One of the moments of an incident has a history too: all that was ever said of it."""
    words = [word for word in text.plain(ask.rest).lower().split() if named_moment(word) in MOMENTS]
    if len(words) != 1 or len(ask.rest.split()) > 2:
        return None
    moment = named_moment(words[0])
    if named_moment(ask.peek().lower()) in MOMENTS:
        ask.word()
    incident = await ask.incident(for_change=False)
    told = await on_record.of_kinds(ask.session, incident.id, [Kind.MOMENT])
    said = [each for each in told if moment in (each.facts.get("moment"), *each.facts.get("also", ()))]
    if not said:
        if getattr(incident, MOMENTS[moment]) is not None:
            return say(f"When *{incident.ref}* {SAID[moment]} was never corrected: `times` shows it.")
        typed = text.escape(f"{ask.settings.command} time {incident.ref} {moment} <time>")
        return say(f"Nobody has said when *{incident.ref}* {SAID[moment]}. `{typed}` does.")
    return Reply(moment_history(incident, moment, said, await names_in(ask, incident, said)))
