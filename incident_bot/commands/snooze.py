"""`snooze [family] [10m|until 15:00]`: keep a reminder quiet for a while."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from incident_bot.commands.ask import Ask
from incident_bot.commands.quieting import USUAL, Meant, families, must_be_owed, take_family, take_subject
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import picked_moment, take_moment
from incident_bot.errors import Refused
from incident_bot.forms.snooze import snooze_form
from incident_bot.incidents import moments_typed
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.quiet import AFTERWARDS
from incident_bot.messages.reminder_names import reminder_of
from incident_bot.reminders.families import comes_next
from incident_bot.reminders.reminder import Case
from incident_bot.slack import text

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(hours=24)
LONGEST_AFTERWARDS = timedelta(days=14)
"""What comes once an incident is over can wait for a holiday."""

PROPOSED = timedelta(hours=1)
_MINUTES = re.compile(r"\d{1,4}", re.ASCII)


async def snooze(ask: Ask) -> Reply:
    """The update reminder for the configured time, unless other words say otherwise."""
    incident = await ask.incident(for_change=True)
    family = take_family(ask) or USUAL
    meant = Meant(family, take_subject(ask, family, "snooze item <number> 1d"))
    if ask.filled.has("until"):
        return await _quiet(ask, incident, meant, picked_moment(ask, "until"), field="until")
    if ask.rest.lower() == "until":
        known = await must_be_owed(ask, incident, meant)
        return _asked(ask, known, meant)
    return await _quiet(ask, incident, meant, await _until(ask))


def _asked(ask: Ask, known: Case, meant: Meant) -> Reply:
    incident = known.incident
    if not incident.is_open and meant.family not in AFTERWARDS:
        raise Refused(
            f"{incident.ref} is {incident.status}, so there is nothing to snooze.",
            example=f"status {incident.ref}",
        )
    form = snooze_form(incident, meant.family, meant.subject, ask.now + PROPOSED, _within(meant))
    return Reply(say("Until when is it to be quiet?").message, form=form)


async def _quiet(
    ask: Ask, incident: Incident, meant: Meant, until: datetime | None, *, field: str | None = None
) -> Reply:
    if until is None:
        raise Refused("the moment is missing.", field=field)
    if until < ask.now:
        raise Refused("that moment is over already.", field=field)
    if not SHORTEST <= until - ask.now <= _longest(meant):
        raise Refused(f"a snooze lasts between 1 minute and {_within(meant)}.", field=field)
    known = await must_be_owed(ask, incident, meant)
    incident.snooze(meant.family, until, ask.act, subject=meant.subject)
    what = text.fit(reminder_of(meant.family, meant.subject), 100)
    then = _then(ask, known, meant, until)
    return say(f"The {what} of *{incident.ref}* is quiet until {text.moment(until)}.{then}")


def _then(ask: Ask, known: Case, meant: Meant, until: datetime) -> str:
    """What comes next, and when."""
    coming = comes_next(known, meant.family, meant.subject, ask.now)
    if coming is None:
        return " As things stand, nothing of it comes after that."
    at, _ = coming
    return " It comes again then." if at <= until else f" It comes next {text.moment(at)}."


async def _until(ask: Ask) -> datetime:
    """The end that the words left say: a moment, or a length of time from now."""
    if ask.peek().lower() == "until":
        ask.word()
        at = await take_moment(ask, future=True)
        if ask.rest:
            raise Refused(f"“{text.fit(text.plain(ask.rest), 60)}” is more than a moment.")
        return at
    said = text.plain(ask.rest)
    said = said[4:] if said.lower().startswith("for ") else said
    if not said:
        return ask.now + timedelta(minutes=ask.settings.snooze_minutes)
    # A bare number is minutes.
    length = _length(f"{said}m" if _MINUTES.fullmatch(said) else said)
    if length is None:
        raise Refused(
            f"“{text.fit(text.one_line(said), 60)}” is neither a reminder ({', '.join(families())}) nor a "
            "length of time (10m, 1h), and no moment either (until 15:00)."
        )
    return ask.now + length


def _length(said: str) -> timedelta | None:
    return timedelta(0) if re.fullmatch(r"0+\s*[a-z]+", said.lower()) else moments_typed.length(said)


def _longest(meant: Meant) -> timedelta:
    return LONGEST_AFTERWARDS if meant.family in AFTERWARDS else LONGEST


def _within(meant: Meant) -> str:
    return "14 days" if meant.family in AFTERWARDS else "24 hours"
