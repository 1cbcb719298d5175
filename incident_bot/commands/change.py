"""`change`: the form in which all that is known of an incident can be changed at once."""

from __future__ import annotations

from collections.abc import Callable

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.services import checked
from incident_bot.commands.severity import change_severity
from incident_bot.errors import Refused
from incident_bot.forms.change import change_form, changed_fields
from incident_bot.incidents import services
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import OVER, Status
from incident_bot.slack import text


async def change(ask: Ask) -> Reply:
    """What somebody left as the form showed it stays as it is, even when it is something else by now."""
    incident = await ask.incident(for_change=True)
    if not ask.filled.has("title"):
        return Reply(
            say("Change what is not true any more.").message, form=change_form(incident, ask.settings)
        )
    before = incident.revision
    fields = changed_fields(ask.filled)
    for field in ("title", "impact", "services", "severity", "status"):
        if field in fields:
            _change(ask, incident, field)
    why = ask.filled.text("why")
    if why and not fields & {"severity", "status"}:
        # Nothing that was typed is lost.
        incident.note(why, ask.act)
    if incident.revision == before:
        raise Refused("nothing in the form was changed.", field="title")
    return say(f"*{incident.ref}* is changed.")


def _change(ask: Ask, incident: Incident, field: str) -> None:
    try:
        _CHANGES[field](ask, incident)
    except Refused as refused:
        raise Refused(refused.problem, example=refused.example, field=refused.field or field) from refused


def _title(ask: Ask, incident: Incident) -> None:
    title = text.one_line(ask.filled.text("title"))
    if not title:
        raise Refused("an incident needs a title.")
    if title != incident.title:
        incident.rename(title, ask.act)


def _impact(ask: Ask, incident: Incident) -> None:
    impact = ask.filled.text("impact")
    if impact != (incident.impact or ""):
        incident.set_impact(impact, ask.act)


def _services(ask: Ask, incident: Incident) -> None:
    # A menu's value is a label; what is typed beside it may name a configured one too.
    typed = services.listed(ask.filled.text("others"), ask.settings)
    named = checked(tuple(dict.fromkeys((*ask.filled.many("services"), *typed))), field="others")
    if named != incident.services:
        incident.set_services(named, ask.act)


def _severity(ask: Ask, incident: Incident) -> None:
    key = ask.filled.text("severity")
    if key == incident.severity:
        return
    why = ask.filled.text("why")
    if not why:
        raise Refused("say why the severity changes: it goes on the timeline.", field="why")
    change_severity(ask, incident, key, why)


def _status(ask: Ask, incident: Incident) -> None:
    to = Status(ask.filled.text("status"))
    if not incident.is_open or to in OVER:
        raise Refused(f"{incident.ref} is {incident.status} by now.")
    if to is not incident.stands:
        incident.move_to(to, ask.act, ask.filled.text("why"))


_CHANGES: dict[str, Callable[[Ask, Incident], None]] = {
    "title": _title,
    "impact": _impact,
    "services": _services,
    "severity": _severity,
    "status": _status,
}
