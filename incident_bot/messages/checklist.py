"""The checklists of an incident, numbered, for somebody who types."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.checklists import DueList, Item
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, pages
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

ITEM = 200


def checklist_message(incident: Incident, found: Sequence[DueList], settings: Settings) -> Message:
    """Every list, the one that is next first; what does not fit any more is in the form."""
    lines = [line for each in found for line in _lines(each)]
    shown = pages.first_that_fit(lines)
    title = f"*Checklist of {incident.ref}* · {text.fit(text.one_line(incident.title), 300)}"
    hint = f"Tick with `{settings.command} check 3` or a few of the words; `uncheck` takes it back."
    return Message(
        f"Checklist of {incident.ref}",
        [
            *blocks.paragraphs([title, *shown]),
            blocks.context(hint if len(shown) == len(lines) else f"{hint} The form has the rest."),
            blocks.actions([blocks.button("Open checklist", f"checklist {incident.ref}")]),
        ],
    )


def item_line(item: Item) -> str:
    """`✓ 3. It is done · @bo, 14:32`"""
    words = text.fit(item.words, ITEM)
    if item.at is None:
        return f"○ {item.number}. {words}"
    who = text.mention(item.by) if item.by else "somebody"
    return f"✓ {item.number}. {words} · {who}, {text.moment(item.at)}"


def _lines(found: DueList) -> list[str]:
    title = f"*{text.fit(found.title, ITEM)}* · {found.done} of {len(found.items)}"
    return [title, *map(item_line, found.items)]
