"""`declare <what is wrong> [sev1…sev4] [flags]`: a new incident, and a room for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from incident_bot.commands import access
from incident_bot.commands.ask import Ask
from incident_bot.commands.declaration import Wanted, from_form, from_line
from incident_bot.commands.here import why_no_room
from incident_bot.commands.message_kept import kept, want_files, words_of
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.declare import declare_form
from incident_bot.incidents import queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.message_fact import moment
from incident_bot.incidents.similar import Sketch, similar
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.viewer import BOT
from incident_bot.incidents.vocabulary import Source
from incident_bot.messages.declared import declared
from incident_bot.slack import text

SAME_AGAIN = timedelta(minutes=2)
"""Somebody who types the same once more within this time did not see the first answer."""

COMPARED = 200
"""So many open incidents a new one is compared with."""


async def declare(ask: Ask) -> Reply:
    """Open an incident; with no words at all, ask for them in a form."""
    if ask.request.source is Source.FORM and ask.filled.has("title"):
        return await _declare(ask, await from_form(ask))
    if not ask.rest:
        channel = ask.request.channel
        form = declare_form(ask.settings, can_be_room=not await why_no_room(ask, channel))
        return Reply(say("Tell me what is wrong.").message, form=form)
    return await _declare(ask, await from_line(ask))


async def _declare(ask: Ask, wanted: Wanted) -> Reply:
    if not wanted.title:
        raise Refused("there is no title: say in a few words what is wrong.", field="title")
    await _check(ask, wanted)
    sketches = await queries.open_now(
        ask.session, ask.request.workspace, COMPARED, seen_by=await ask.viewer()
    )
    # First the lock, then the look: of two that come at the same moment the second must see the first.
    await queries.lock_workspace(ask.session, ask.request.workspace)
    if again := await _declared_already(ask, wanted):
        return again
    if wanted.here and (why := await why_no_room(ask, wanted.channel)):
        raise Refused(why, field="options", example="declare <title>")
    incident = await _begin(ask, wanted)
    first = await _first_entry(ask, incident, wanted.draft) if wanted.draft else None
    alike = similar(wanted.title, wanted.services, sketches)
    _point_out(incident, alike)
    ask.session.add(incident)
    if first is not None:
        # The job names the incident by its key, which it has from here on.
        await ask.session.flush()
        await want_files(ask, incident, first)
    return await _told(ask, wanted, incident, alike)


async def _check(ask: Ask, wanted: Wanted) -> None:
    """What does not go together, and what they may not do."""
    if wanted.drill:
        await access.check(ask, "drill")
    if wanted.ended is not None and wanted.began is None:
        raise Refused("it is over, but not said since when it was.", field="started")
    if wanted.began is not None and wanted.began > (wanted.ended or ask.now):
        after = "its end" if wanted.ended else "now"
        raise Refused(f"it cannot have started after {after}.", field="started")
    if wanted.ended is not None and wanted.ended > ask.now:
        raise Refused("it cannot be over at a moment that is still to come.", field="resolved")
    if wanted.ended is not None and (wanted.here or wanted.drill):
        what = "is no drill" if wanted.drill else "needs no room"
        raise Refused(f"what is over already {what}.", field="options")
    if wanted.ended is not None and wanted.roles:
        raise Refused(
            "what is over already has no roles to take: leave the people out.",
            field=f"role_{wanted.roles[0][0]}",
        )


async def _begin(ask: Ask, wanted: Wanted) -> Incident:
    workspace, severity = ask.request.workspace, wanted.severity or ask.settings.default_severity
    number = await queries.next_number(ask.session, workspace)
    if wanted.ended is not None:
        assert wanted.began is not None, "that was checked"
        return Incident.declare_past(
            workspace=workspace,
            number=number,
            title=wanted.title,
            severity=severity,
            act=ask.act,
            began=wanted.began,
            ended=wanted.ended,
            services=wanted.services,
            impact=wanted.impact,
            private=wanted.private,
        )
    incident = Incident.declare(
        workspace=workspace,
        number=number,
        title=wanted.title,
        severity=severity,
        act=ask.act,
        services=wanted.services,
        impact=wanted.impact,
        private=wanted.private,
        drill=wanted.drill,
        room=ask.settings.severity(severity).room,
        adopts=wanted.channel if wanted.here else None,
        began=wanted.began,
    )
    roles = list(dict.fromkeys(wanted.roles))
    for role, person in roles:
        incident.assign(role, person, ask.act, single=ask.settings.roles[role].single)
        # The card of the new room says who has which role, and all are invited together.
        entry = incident.happened[-1]
        entry.facts = {**entry.facts, "declared": True}
    if roles:
        _add_facts(incident, roles=[list(each) for each in roles])
    return incident


async def _first_entry(ask: Ask, incident: Incident, draft_id: str) -> TimelineEntry:
    """The message that it is declared from."""
    draft = await kept(ask, draft_id)
    content = draft.content
    entry = incident.pin_message(
        await words_of(ask, content),
        ask.act,
        author=content["author"],
        channel=content["channel"],
        message=content["message"],
        at=min(moment(content["message"]), ask.now),
        **content.get("facts", {}),
    )
    origin = {name: content[name] for name in ("channel", "message", "author") if content[name]}
    _add_facts(incident, origin=origin)
    await ask.session.delete(draft)
    return entry


def _point_out(incident: Incident, alike: list[Sketch]) -> None:
    """The new room hears of those only that everybody may know of."""
    public = [each.number for each in alike if not each.is_private]
    if public and not incident.was_over:
        _add_facts(incident, similar=public)


def _add_facts(incident: Incident, **facts: Any) -> None:
    """What the effects of the declaration must know besides."""
    first = incident.happened[0]
    first.facts = {**first.facts, **facts}


async def _declared_already(ask: Ask, wanted: Wanted) -> Reply | None:
    since, person = ask.now - SAME_AGAIN, ask.request.person
    workspace, severity = ask.request.workspace, wanted.severity or ask.settings.default_severity
    number = await queries.declared_lately(ask.session, workspace, person, wanted.title, severity, since)
    if number is None:
        return None
    there, _ = await queries.named_or_here(
        ask.session, workspace, number, None, for_change=False, seen_by=BOT
    )
    assert there is not None, "its number was just found"
    if there.is_drill is not wanted.drill or (wanted.private and not there.is_private):
        # Whoever says the same again, but private, did not mean the one that everybody reads.
        return None
    room = text.channel(there.room_id) if there.room_id else "its room is being opened"
    return say(f"That is already *{there.ref}*, which you declared {text.moment(there.declared_at)}: {room}.")


async def _told(ask: Ask, wanted: Wanted, incident: Incident, alike: list[Sketch]) -> Reply:
    numbers = [each.number for each in alike]
    workspace = ask.request.workspace
    seen = (
        await queries.numbered(ask.session, workspace, numbers, seen_by=await ask.viewer()) if numbers else []
    )
    url = (await queries.workspace(ask.session, workspace)).url if seen else ""
    message = declared(
        incident,
        ask.settings,
        chosen=wanted.severity is not None,
        here=wanted.here,
        private=wanted.private,
        similar=sorted(seen, key=lambda each: numbers.index(each.number)),
        workspace_url=url,
    )
    return Reply(message)
