"""`mine`: what I have to do with the open incidents."""

from __future__ import annotations

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import glance, items_found, search
from incident_bot.incidents.items_found import Sought
from incident_bot.incidents.mine import mine as mine_among
from incident_bot.messages.mine import mine_message
from incident_bot.messages.postmortem import led


async def mine(ask: Ask) -> Reply:
    """Roles, updates, hand-offs."""
    if ask.rest:
        raise Refused("`mine` takes no words. `list mine` takes filters: `list mine all since 7d`.")
    person = ask.request.person
    await _mind_postmortems(ask)
    await _mind_items(ask)
    found = await search.concerning(ask.session, ask.request.workspace, person, seen_by=await ask.viewer())
    return Reply(mine_message(mine_among(person, found, ask.settings), ask.now, ask.settings))


async def _mind_postmortems(ask: Ask) -> None:
    found, count = await glance.led(ask.session, ask.request.workspace, seen_by=await ask.viewer())
    if found:
        ask.remarks.append(led(found, count, ask.settings))


async def _mind_items(ask: Ask) -> None:
    """What is left to do after incidents is theirs, too."""
    sought = Sought(person=ask.request.person)
    seen_by = await ask.viewer()
    home = ask.settings.office.zone
    workspace = ask.request.workspace
    left = await items_found.items(ask.session, workspace, sought, ask.now, seen_by=seen_by, home=home)
    if not left:
        return
    late = sum(each.overdue for each in left)
    are = "1 action item" if len(left) == 1 else f"{len(left)} action items"
    overdue = f", {late} overdue" if late else ""
    ask.remarks.append(f"You have {are} to do{overdue}: `{ask.settings.command} items mine` lists them.")
