"""The Home tab: what somebody sees who looks at the app itself. Always what is true, for them.

https://docs.slack.dev/surfaces/app-home
"""

from __future__ import annotations

from typing import Any

from incident_bot.incidents import owed
from incident_bot.incidents.glance import Glance
from incident_bot.incidents.incident import COMMANDER, Incident, Offer
from incident_bot.messages import blocks
from incident_bot.messages.postmortem import led
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Block

COMMS = "comms"
_ROLES_NAMED = 10


def home(glance: Glance, person: str, settings: Settings, *, may_declare: bool) -> dict[str, Any]:
    """The view for somebody who may look."""
    shown = [
        *_declare(may_declare),
        *_offered(glance, settings),
        *_mine(glance, person, settings),
        *_afterwards(glance, settings),
        *_opened(glance, settings),
        *_ended(glance, settings),
        blocks.divider(),
        blocks.context(
            f"This page keeps itself up to date. `{settings.command} list` shows more, "
            f"`{settings.command} help` what you can do."
        ),
    ]
    return _view(shown)


def closed_home(settings: Settings, *, may_declare: bool) -> dict[str, Any]:
    """The view for somebody who may not look at incidents."""
    why = (
        "You are not among those who may look at incidents here, so this page stays empty. "
        "Ask whoever looks after this bot."
    )
    return _view([*_declare(may_declare), blocks.section(why)])


def _view(shown: list[Block]) -> dict[str, Any]:
    return {"type": "home", "blocks": shown}


def _declare(may: bool) -> list[Block]:
    return [blocks.actions([blocks.button("Declare an incident", "declare", style="primary")])] if may else []


def _offered(glance: Glance, settings: Settings) -> list[Block]:
    shown: list[Block] = []
    for incident, offer in glance.offers:
        shown += [
            blocks.section(_offer(incident, offer, settings)),
            blocks.actions(_answers(incident, offer)),
        ]
    return [blocks.header("Offered to you"), *shown] if shown else []


def _offer(incident: Incident, offer: Offer, settings: Settings) -> str:
    return (
        f"{_title(incident)}\n{text.mention(offer.giver)} offered you the role of "
        f"*{text.escape(settings.role_label(offer.role))}* {text.moment(offer.at)}. "
        "Until you accept, they stay responsible."
    )


def _answers(incident: Incident, offer: Offer) -> list[Block]:
    return [
        blocks.button("Accept", f"accept {offer.role} {incident.ref}", style="primary"),
        blocks.button("Decline", f"decline {offer.role} {incident.ref}"),
    ]


def _mine(glance: Glance, person: str, settings: Settings) -> list[Block]:
    if not glance.mine:
        return []
    shown = [blocks.header("Yours")]
    for incident in glance.mine:
        shown.append(blocks.section(_part(incident, person, settings)))
        if _owes_updates(incident, person):
            shown.append(blocks.actions([blocks.button("Post update", f"update {incident.ref}")]))
    return [*shown, *_more(glance.count_mine - len(glance.mine), "mine", settings)]


def _part(incident: Incident, person: str, settings: Settings) -> str:
    roles = [settings.role_label(role) for role in dict.fromkeys(incident.roles_of(person))]
    part = f"You are {text.escape(', '.join(roles[:_ROLES_NAMED]))}."
    due = owed.next_update(incident, settings.severity(incident.severity))
    if _owes_updates(incident, person) and due is not None:
        part += f" Your next update is due {text.moment(due)}."
    return f"{_title(incident)}\n{_facts(incident, settings)}\n{part}"


def _owes_updates(incident: Incident, person: str) -> bool:
    """Whoever communicates does; while nobody does, the commander."""
    return person in (incident.holders(COMMS) or incident.holders(COMMANDER))


def _afterwards(glance: Glance, settings: Settings) -> list[Block]:
    """What is left to do of incidents that may be over."""
    lines = []
    if glance.led:
        lines.append(led(glance.led, glance.count_led, settings))
    if glance.count_items:
        are = "1 action item" if glance.count_items == 1 else f"{glance.count_items} action items"
        lines.append(f"You have {are} to do: `{settings.command} items mine` lists them.")
    return [blocks.header("Afterwards"), *map(blocks.section, lines)] if lines else []


def _opened(glance: Glance, settings: Settings) -> list[Block]:
    if not glance.opened:
        return [blocks.header("Open incidents"), blocks.section("No incident is open. May it stay so.")]
    lines = [f"{_title(each)}\n{_facts(each, settings)}" for each in glance.opened]
    more = _more(glance.count_opened - len(lines), "list", settings)
    return [blocks.header(f"Open incidents ({glance.count_opened})"), *map(blocks.section, lines), *more]


def _ended(glance: Glance, settings: Settings) -> list[Block]:
    lines = [f"{_title(each)}\n{_facts(each, settings)}" for each in glance.ended]
    return [blocks.header("Lately resolved"), *map(blocks.section, lines)] if lines else []


def _more(count: int, command: str, settings: Settings) -> list[Block]:
    return [blocks.context(f"And {count} more: `{settings.command} {command}`")] if count > 0 else []


def _title(incident: Incident) -> str:
    marks = [word for word, so in (("drill", incident.is_drill), ("private", incident.is_private)) if so]
    marked = f" ({', '.join(marks)})" if marks else ""
    return f"*{incident.ref}*{marked} {text.fit(text.one_line(incident.title), 200)}"


def _facts(incident: Incident, settings: Settings) -> str:
    facts = [f"*{settings.severity(incident.severity).label}*", incident.status]
    commander = incident.holder(COMMANDER)
    if commander:
        facts.append(f"commander {text.mention(commander)}")
    elif incident.is_open:
        facts.append("no commander yet")
    if incident.resolved_at is not None:
        facts.append(f"resolved {text.moment(incident.resolved_at)}")
    else:
        facts.append(f"started {text.moment(incident.began)}")
    if incident.room_id is not None:
        facts.append(text.channel(incident.room_id))
    return " · ".join(facts)
