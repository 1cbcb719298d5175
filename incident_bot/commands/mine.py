"""`mine`: what I have to do with the open incidents."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import search
from incident_bot.incidents.mine import mine as mine_among
from incident_bot.messages.mine import mine_message


async def mine(ask: Ask) -> Reply:
    """Roles, updates, hand-offs."""
    if ask.rest:
        raise Refused("`mine` takes no words. `list mine` takes filters: `list mine all since 7d`.")
    person = ask.request.person
    found = await search.concerning(ask.session, ask.request.workspace, person, seen_by=await ask.viewer())
    return Reply(mine_message(mine_among(person, found, ask.settings), ask.now, ask.settings))
