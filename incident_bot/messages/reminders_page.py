"""`reminders`, as somebody reads it in Slack: what comes, and what became of what was owed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.punctuality import Punctual
from incident_bot.incidents.slot import Slot
from incident_bot.incidents.slot_page import SlotPage
from incident_bot.messages import blocks, pages
from incident_bot.messages.punctual import punctual_said
from incident_bot.messages.reminders_ahead import Ahead, ahead_lines, named
from incident_bot.messages.slot_words import Voice, key, made_up, slot_words
from incident_bot.slack import text
from incident_bot.slack.message import Message

TITLE = 300
LINE = 300
NAME = 80


def reminders_message(
    incident: Incident,
    ahead: Ahead,
    found: SlotPage,
    names: Mapping[str, str],
    *,
    punctual: Punctual,
    asked: int,
    size: int,
    typed: Callable[[int], str],
) -> Message:
    """What is to come stands on the first page; how punctual people and the bot were stands below.

    `names` are people's, by id; `size` is how many slots a page has; `typed` asks for another one.
    """
    title = f"*Reminders of {incident.ref}* · {text.fit(text.one_line(incident.title), TITLE)}"
    lines = [title]
    if found.page == 1:
        lines += ["*What comes*", *ahead_lines(ahead)]
    later = made_up({key(slot): slot for slot in (*found.slots, *found.later)}.values())
    ledger = [_line(slot, later, names) for slot in found.slots]
    lines += ["*What came of what was owed*", *ledger] if ledger else []
    shown = blocks.paragraphs(pages.first_that_fit(lines))
    last = pages.count(found.total, size)
    below = [
        punctual_said(punctual),
        f"There is no page {asked}: this is page {found.page}." if asked > found.page else "",
        f"Page {found.page} of {last}, the latest first." if last > 1 else "",
        "" if found.total else "Nothing was owed so far.",
    ]
    if said := " ".join(filter(None, below)):
        shown.append(blocks.context(said))
    shown += pages.turning(
        ("Earlier", typed(found.page + 1)) if found.page < last else None,
        ("Later", typed(found.page - 1)) if found.page > 1 else None,
    )
    return Message(f"Reminders of {incident.ref}", shown)


def _line(slot: Slot, later: Mapping[tuple[str, str, datetime], datetime], names: Mapping[str, str]) -> str:
    voice = Voice(
        who=lambda person: text.fit(names.get(person, person), NAME),
        when=text.moment,
        typed=lambda said: text.fit(text.one_line(said), LINE),
    )
    at = text.moment(slot.due_at, "{date_short_pretty} {time}")
    return f"{at} · {named(slot.reminder, slot.subject)} · {slot_words(slot, voice, later.get(key(slot)))}"
