"""Action items that are overdue, by whose they are."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.items_found import Found
from incident_bot.messages import blocks
from incident_bot.messages.days import day
from incident_bot.messages.digests.parts import as_many, counted
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

TEXT = 200


def overdue_message(found: Sequence[Found], settings: Settings) -> Message:
    """In the order in which they come, which is by owner: see `reminders.digests.overdue_items`."""
    first = f"{counted(len(found), 'action item')} overdue"
    lines: list[str] = []
    for number, each in enumerate(found):
        is_next = number == 0 or found[number - 1].item.owner != each.item.owner
        lines.append(f"{_heading(each)}{_line(each)}" if is_next else _line(each))
    shown = [
        blocks.section(f"*{first}*"),
        *as_many(lines, len(found), f"`{settings.command} items all overdue` has them all."),
        blocks.actions(
            [blocks.button("List them", "items all overdue"), blocks.button("Mine", "items mine")]
        ),
    ]
    return Message(f"{first}.", shown)


def _heading(found: Found) -> str:
    owner = found.item.owner
    return f"*{text.mention(owner)}*\n" if owner else "*Nobody has these yet*\n"


def _line(found: Found) -> str:
    item, ref = found.item, found.incident.ref
    due = f" · since {day(item.due_on)}" if item.due_on else ""
    said = text.fit(text.one_line(item.text), TEXT)
    return f"• *{ref}* {item.number}. {said} · {item.priority.upper()}{due}"
