"""`check`: look the record over. `check <number or words>`: tick single items of the checklists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incident_bot.commands import access
from incident_bot.commands.ask import Ask
from incident_bot.commands.checklist import due_lists
from incident_bot.commands.reply import Reply, say
from incident_bot.commands.times import zone_of
from incident_bot.errors import Refused
from incident_bot.incidents import checklists
from incident_bot.incidents.checklists import DueList, Item
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.lint import lint
from incident_bot.incidents.lint.reading import read_checked
from incident_bot.messages.checklist import checklist_message
from incident_bot.messages.lint import lint_message
from incident_bot.messages.lint_lines import Reader
from incident_bot.slack import text

SAID = 600
"""Characters of the items that the answer repeats."""

_NUMBERS = re.compile(r"[0-9]{1,3}(?:[\s,]+[0-9]{1,3})*,?", re.ASCII)


# A long record takes a second to look over, in which nobody else must wait to write.
_LOOKS = re.compile(
    r"\s*(?:inc-?\d{1,9})?\s*(?:list)?\s*|\s*list\s+inc-?\d{1,9}\s*", re.IGNORECASE | re.ASCII
)


def only_looks(words: str) -> bool:
    """Whether these words after `check` change nothing."""
    return _LOOKS.fullmatch(words) is not None


async def check(ask: Ask) -> Reply:
    """What is missing on the record, or may be wrong; with words, items are ticked, or shown (`list`)."""
    incident = await ask.incident(for_change=not only_looks(ask.rest))
    said = text.one_line(await ask.plain_rest())
    if not said:
        return await _look_over(ask, incident)
    if not only_looks(said):
        await access.check(ask, "act")
    return mark(ask, incident, said, done=True)


def mark(ask: Ask, incident: Incident, said: str, *, done: bool) -> Reply:
    """Tick what the words name (`done`), or take the ticks back; `list` shows the items by number."""
    found = due_lists(incident, ask)
    if said.lower() == "list":
        return Reply(checklist_message(incident, found, ask.settings))
    meant = _meant(said, checklists.all_items(found), ask, done=done)
    told = [_mark_on(incident, each, meant, ask, done=done) for each in found]
    if not any(told):
        raise _so_already(meant[0], done=done)
    verb = "Ticked" if done else "No longer ticked"
    return say(f"{verb} on *{incident.ref}*: {' '.join(filter(None, told))}")


async def _look_over(ask: Ask, incident: Incident) -> Reply:
    found = lint(await read_checked(ask.session, incident, ask.settings, ask.now))
    return Reply(lint_message(Reader(incident, ask.settings, await zone_of(ask), ask.now), found))


def _mark_on(incident: Incident, found: DueList, meant: Sequence[Item], ask: Ask, *, done: bool) -> str:
    here = [item for item in found.items if item in meant]
    new, gone = checklists.tick(incident, found, here if done else [], [] if done else here, ask.act)
    if not (words := new or gone):
        return ""
    after = found.done + len(new) - len(gone)
    return f"{text.fit('; '.join(words), SAID)}. {text.fit(found.title, 60)}: {after} of {len(found.items)}."


def _meant(said: str, items: Sequence[Item], ask: Ask, *, done: bool) -> list[Item]:
    """The items with these numbers, or the one with these words in it."""
    if _NUMBERS.fullmatch(said):
        numbers = {int(each) for each in re.findall("[0-9]+", said)}
        if strange := sorted(numbers - {item.number for item in items}):
            raise Refused(f"there is no item {strange[0]}: they go from 1 to {len(items)}.{_see(ask)}")
        return [item for item in items if item.number in numbers]
    words = said.casefold().split()
    found = [item for item in items if all(word in item.words.casefold() for word in words)]
    exact = [item for item in found if item.words.casefold().split() == words]
    # Of several, whoever ticks means one that is still open, and the other way round.
    for some in (exact, found, [item for item in found if item.done is not done]):
        if len(some) == 1:
            return some
    shown = text.fit(said, 60)
    if found:
        several = ", ".join(str(item.number) for item in found)
        raise Refused(f"“{shown}” may be any of the items {several}: say which by its number.{_see(ask)}")
    raise Refused(f"no item has “{shown}” in it.{_see(ask)}")


def _so_already(item: Item, *, done: bool) -> Refused:
    shown = f"“{text.fit(item.words, 150)}”"
    if not done:
        return Refused(f"{shown} is not ticked.")
    by = f" by {text.mention(item.by)}" if item.by else ""
    return Refused(f"{shown} is ticked already{by}.")


def _see(ask: Ask) -> str:
    return f" `{ask.settings.command} check list` shows them."
