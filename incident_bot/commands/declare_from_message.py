"""The shortcut “Declare from message”: the message is kept, and the form asks for the rest."""

from __future__ import annotations

from typing import Any

from incident_bot.commands.ask import Ask, Marked
from incident_bot.commands.declare import declare
from incident_bot.commands.here import why_no_room
from incident_bot.commands.message_kept import keep
from incident_bot.commands.reply import Reply, say
from incident_bot.forms.declare import TITLE, declare_form
from incident_bot.incidents import queries
from incident_bot.messages.objects import cut
from incident_bot.messages.where import message_link
from incident_bot.slack import text

_APART = ("privategroup", "directmessage", "mpdm-")
"""What Slack calls places that not everybody may look into."""


async def declare_from_message(ask: Ask) -> Reply:
    """The form, with a message that is kept whole and becomes the first entry."""
    message = ask.request.message
    if message is None:
        # Somebody typed its name.
        return await declare(ask)
    draft = await keep(ask, message)
    return Reply(say("Tell me what is wrong.").message, form=await _form_about(ask, message, draft))


async def _form_about(ask: Ask, message: Marked, draft: str) -> dict[str, Any]:
    said = await ask.plain(message.text)
    workspace = await queries.workspace(ask.session, ask.request.workspace)
    by = f" of {text.mention(message.author)}" if message.author else ""
    link = message_link(workspace.url, message.channel, message.ts)
    apart = ask.request.channel_name.startswith(_APART) or message.channel[:1] in "DG"
    warning = " Not everybody can read it there, so I propose a private incident." if apart else ""
    return declare_form(
        ask.settings,
        can_be_room=not await why_no_room(ask, message.channel),
        draft=draft,
        title=cut(text.one_line(next(iter(said.splitlines()), "")), TITLE),
        private=apart,
        about=f"<{link}|The message>{by} becomes the first entry of the timeline.{warning}",
    )
