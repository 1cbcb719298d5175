"""`list [all]`: the open incidents, or the latest of all."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import queries
from incident_bot.messages.listing import listing
from incident_bot.slack import text

MOST = 30


async def list_incidents(ask: Ask) -> Reply:
    """Newest first, a line each."""
    word = ask.word().lower()
    if word not in ("", "open", "all"):
        raise Refused(f"I can list `open` incidents or `all`, not “{text.fit(text.plain(word), 60)}”.")
    workspace = ask.request.workspace
    if word == "all":
        found = await queries.recent(ask.session, workspace, MOST, seen_by=await ask.viewer())
        return Reply(listing(found, len(found), ask.settings, nothing="There were no incidents yet."))
    opened = await queries.open_incidents(ask.session, workspace, seen_by=await ask.viewer())
    nothing = "No incident is open. May it stay so."
    return Reply(listing(opened[:MOST], len(opened), ask.settings, nothing=nothing))
