"""`find <words>`: incidents that have these words, with the line in which they stand."""

from __future__ import annotations

import re

from incident_bot.commands.ask import Ask
from incident_bot.commands.reply import Reply
from incident_bot.errors import Refused
from incident_bot.incidents import search
from incident_bot.messages.found import found_message
from incident_bot.slack import text

SIZE = 10
"""Incidents on a page."""

WORDS = 8
LENGTH = 200

_PAGE = re.compile(r"(?:^|\s)page\s+([0-9]{1,6})$", re.IGNORECASE | re.ASCII)


async def find(ask: Ask) -> Reply:
    """All the words must be there, in whatever case and order; newest first."""
    said = text.one_line(await ask.plain_rest())
    page = _PAGE.search(said)
    said = said[: page.start()].strip() if page else said
    words = tuple(dict.fromkeys(said.split()))
    if not words:
        raise Refused("there are no words to look for.")
    if len(words) > WORDS or len(said) > LENGTH:
        raise Refused(f"I can look for {WORDS} words of {LENGTH} characters together, and these are more.")
    found = await search.with_words(
        ask.session,
        ask.request.workspace,
        words,
        seen_by=await ask.viewer(),
        page=int(page[1]) if page else 1,
        size=SIZE,
    )
    entries = await search.said_in(ask.session, found.incidents, words)
    return Reply(found_message(found, SIZE, words, entries, ask.settings))
