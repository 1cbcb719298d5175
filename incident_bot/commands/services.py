"""`services checkout, search` or `services +checkout -search`: what is affected."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.incidents import services as rules
from incident_bot.slack import text


async def services(ask: Ask) -> Reply:
    """A whole list takes the place of the one before; `+` and `-` change it."""
    incident = await ask.incident(for_change=True, free_text=True)
    words = await ask.plain_rest()
    if not words:
        raise Refused(f"no service is named. {offered(ask)}")
    if strange := rules.unknown_removed(words, incident.services, ask.settings):
        raise Refused(f"{_named(strange)} is not among the services of {incident.ref}.")
    new = checked(rules.changed(words, incident.services, ask.settings))
    incident.set_services(new, ask.act)
    return say(f"*{incident.ref}* affects {_named(new) if new else 'no service that anybody named'}.")


def offered(ask: Ask) -> str:
    """Which services there are to name."""
    labels = [service.label for service in ask.settings.services.values()]
    if not labels:
        return "Name them with commas between: `services checkout, search`."
    return f"There are {_named(labels)}; others can be named too."


def checked(named: Sequence[str], field: str | None = None) -> Sequence[str]:
    """The services, unless there are too many or one is no name any more."""
    if len(named) > rules.MOST:
        raise Refused(f"an incident has at most {rules.MOST} services.", field=field)
    if long := [each for each in named if len(each) > rules.LONGEST]:
        shown = text.fit(long[0], 30)
        raise Refused(
            f"“{shown}” is too long for a service: {rules.LONGEST} characters at most.", field=field
        )
    return named


def _named(several: Sequence[str]) -> str:
    return text.fit(", ".join(several), 1500)
