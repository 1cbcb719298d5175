"""The shortcut “Add action item”: what somebody wrote becomes something to be done, with a link to it."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.item import item
from incident_bot.commands.reply import Reply, say
from incident_bot.errors import Refused
from incident_bot.forms.item import item_form
from incident_bot.incidents import queries
from incident_bot.messages.where import message_link
from incident_bot.slack import text

MOST = 50
"""Incidents to choose from, where the message stands in no room: the newest."""


async def item_from_message(ask: Ask) -> Reply:
    """The form, with the words of the message; in a room it is about the incident of that room."""
    message = ask.request.message
    if message is None:
        # Somebody typed its name.
        return await item(ask)
    workspace = ask.request.workspace
    _, here = await queries.named_or_here(
        ask.session, workspace, None, message.channel, for_change=False, seen_by=await ask.viewer()
    )
    offered = (
        []
        if here is not None
        else await queries.recent(ask.session, workspace, MOST, seen_by=await ask.viewer())
    )
    if here is None and not offered:
        raise Refused("there is no incident that it could belong to.", example="declare <title>")
    url = (await queries.workspace(ask.session, workspace)).url
    by = f" of {text.mention(message.author)}" if message.author else ""
    link = message_link(url, message.channel, message.ts)
    form = item_form(
        here.ref if here is not None else "",
        offered=offered,
        said=await ask.plain(message.text),
        about=f"From <{link}|a message>{by}, which stays linked to it.",
        channel=message.channel,
        message=message.ts,
    )
    return Reply(say("What is to be done?").message, form=form)
