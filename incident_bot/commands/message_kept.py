"""A message that somebody points at, kept until its form is sent: the form can carry very little of it."""

from __future__ import annotations

from typing import Any

from incident_bot.commands.ask import Ask, Marked
from incident_bot.commands.drafts import begin_draft
from incident_bot.effects.keep_files import keeping_files
from incident_bot.effects.keep_message import keeping
from incident_bot.errors import Refused
from incident_bot.incidents import captured, queries
from incident_bot.incidents.capture import brought
from incident_bot.incidents.draft import Draft
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.message_fact import MessageFact, Told, facts_of, hear, moment, stay
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.queue import enqueue
from incident_bot.slack import text


async def keep(ask: Ask, message: Marked) -> str:
    """The id of its draft; a redelivery finds the same."""
    brings = {name: message.said.get(name) for name in ("thread", "username", "files")}
    content = {
        "channel": message.channel,
        "message": message.ts,
        "author": message.author,
        "text": message.text,
        "facts": {name: value for name, value in brings.items() if value}
        | {"words_since": message.said["since"]},
    }
    key, is_new = await begin_draft(ask, content)
    if is_new:
        await _ask_for_names(ask, message)
    return key


async def kept(ask: Ask, draft_id: str) -> Draft:
    """The draft of whoever asks; raises Refused when it is too old."""
    draft = await ask.session.get(Draft, draft_id)
    if draft is None or draft.person != ask.request.person:
        raise Refused("the message was kept for a day, which is over. Begin at the message again.")
    return draft


async def words_of(ask: Ask, content: dict[str, Any]) -> str:
    """What the message says, as people read it; of one that is but files, their names."""
    known = await facts_of(ask.session, ask.request.workspace, content["channel"], content["message"])
    await stay(ask.session, known)
    names = {each.content["id"]: each.content["name"] for each in known if each.what == Told.NAMED.value}
    people = await queries.people(ask.session, ask.request.workspace, text.people_in(content["text"]))
    named = {each: person.name for each, person in people.items()}
    files = content.get("facts", {}).get("files", [])
    return text.plain(content["text"], names | named) or brought(files) or "(a message without text)"


async def catch_up(ask: Ask, entry: TimelineEntry) -> None:
    """The message may have been edited or deleted while the form was filled in: that is to follow."""
    assert entry.channel is not None, "it is of a message"
    assert entry.message is not None
    workspace, taken = ask.request.workspace, moment(entry.facts.get("words_since", entry.message))
    known = await facts_of(ask.session, workspace, entry.channel, entry.message)
    if any(fact.what in (Told.EDITED, Told.DELETED) and fact.at > taken for fact in known):
        await enqueue(ask.session, [keeping(workspace, entry.channel, entry.message)], ask.now)


async def want_files(ask: Ask, incident: Incident, entry: TimelineEntry) -> None:
    """Copies of what it brought, where the settings want them."""
    if ask.settings.files_folder is not None and entry.facts.get("files"):
        await enqueue(ask.session, [keeping_files(incident.id, entry.number)], ask.now)


async def _ask_for_names(ask: Ask, message: Marked) -> None:
    """Slack may name channels and groups by ids alone: a job asks while the form is filled in."""
    unknown = [
        each for each, label in text.mentioned_in(message.text).items() if not label and each[0] in "CGS"
    ]
    workspace = ask.request.workspace
    where = await captured.at(ask.session, workspace, message.channel, message.thread)
    if not unknown or where is None:
        return
    content = await captured.content(
        ask.session,
        ask.settings,
        workspace,
        message.channel,
        where,
        message.said,
        of_people=message.of_people,
    )
    fact = MessageFact(
        workspace_id=workspace,
        channel=message.channel,
        message=message.ts,
        what=Told.READ.value,
        at=moment(message.said["since"]),
        by=None,
        content=content,
        received_at=ask.now,
    )
    await hear(ask.session, fact)
    await enqueue(ask.session, [keeping(workspace, message.channel, message.ts)], ask.now)
