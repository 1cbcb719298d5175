"""The shortcut “Add to timeline”: a message is put on the record, as whatever kind of entry it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from incident_bot.commands.ask import Ask, Marked
from incident_bot.commands.message_kept import catch_up, keep, kept, want_files, words_of
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import picked_moment
from incident_bot.errors import Refused
from incident_bot.forms.add_to_timeline import KINDS, Sent, add_form
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.message_fact import moment
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind, Source
from incident_bot.messages.where import message_link
from incident_bot.slack import text

_APART = ("privategroup", "directmessage", "mpdm-")
"""What Slack calls places that not everybody may look into."""


async def add_to_timeline(ask: Ask) -> Reply:
    """The message itself, a reply in a thread too; the form asks which incident, where that is not clear."""
    if ask.request.source is Source.FORM:
        return await _added(ask, Sent.of(ask.filled))
    message = ask.request.message
    if message is None:
        # Somebody typed its name.
        return say("“Add to timeline” is in the menu of every message: open it (⋮) and choose it there.")
    incident = await _incident_of(ask, message)
    if incident is not None and (entry := await _there_already(ask, incident, message.channel, message.ts)):
        return say(_already(ask, incident, entry))
    return Reply(say("Say what kind of entry it is.").message, form=await _form(ask, message, incident))


async def _incident_of(ask: Ask, message: Marked) -> Incident | None:
    """Whose room it was said in, or whose thread."""
    workspace = ask.request.workspace
    _, here = await queries.named_or_here(
        ask.session, workspace, None, message.channel, for_change=False, seen_by=await ask.viewer()
    )
    return here or await queries.by_thread(
        ask.session, workspace, message.channel, message.thread or message.ts
    )


async def _form(ask: Ask, message: Marked, incident: Incident | None) -> dict[str, Any]:
    offered = []
    if incident is None:
        offered = await queries.open_now(ask.session, ask.request.workspace, 100, seen_by=await ask.viewer())
        if not offered:
            raise Refused(
                "no incident is open, and the message is in none's room.",
                example="declare <title>",
            )
    workspace = await queries.workspace(ask.session, ask.request.workspace)
    by = f" of {text.mention(message.author)}" if message.author else ""
    about = f"<{message_link(workspace.url, message.channel, message.ts)}|The message>{by}"
    apart = ask.request.channel_name.startswith(_APART) or message.channel[:1] in "DG"
    if incident is None and apart:
        about += " stands where not everybody can read it. On a timeline more people may."
    said = await ask.plain(message.text)
    draft = await keep(ask, message)
    at = min(moment(message.ts), ask.now)
    return add_form(incident.ref if incident else None, offered, draft, about=about, said=said, at=at)


async def _added(ask: Ask, sent: Sent) -> Reply:
    incident = await ask.incident(for_change=True)
    draft = await kept(ask, sent.draft)
    content = draft.content
    if entry := await _there_already(ask, incident, content["channel"], content["message"]):
        return say(_already(ask, incident, entry))
    at = _when(ask, content["message"])
    entry = incident.pin_message(
        await words_of(ask, content),
        replace(ask.act, source=Source.SHORTCUT),
        author=content["author"],
        channel=content["channel"],
        message=content["message"],
        at=at,
        kind=sent.kind,
        starred=sent.starred,
        **content["facts"],
    )
    await catch_up(ask, entry)
    await want_files(ask, incident, entry)
    await ask.session.delete(draft)
    what = KINDS[sent.kind].lower()
    return say(f"On the timeline of *{incident.ref}* as #{entry.number}, {what}, for {text.moment(at)}.")


def _when(ask: Ask, message: str) -> datetime:
    """When it was written, to the second, unless another moment was picked: the picker knows minutes only."""
    written = min(moment(message), ask.now)
    picked = picked_moment(ask, "at")
    if picked is None or picked.replace(second=0) == written.replace(second=0, microsecond=0):
        return written
    if picked > ask.now:
        raise Refused("that moment is still to come.", field="at")
    return picked


async def _there_already(ask: Ask, incident: Incident, channel: str, message: str) -> TimelineEntry | None:
    return await on_record.of_message(ask.session, incident.id, channel, message)


def _already(ask: Ask, incident: Incident, entry: TimelineEntry) -> str:
    command = f"{ask.settings.command} {'restore' if entry.is_withdrawn else 'correct'}"
    mends = f"`{command} {incident.ref} #{entry.number}`"
    if entry.is_withdrawn:
        return (
            f"That message was taken off the timeline of *{incident.ref}* (#{entry.number}). "
            f"{mends} brings it back."
        )
    kind = KINDS[entry.what if entry.what in KINDS else Kind.PINNED].lower()
    return (
        f"That message is on the timeline of *{incident.ref}* already: #{entry.number}, {kind}. "
        f"{mends} changes it."
    )
