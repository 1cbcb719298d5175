"""The form of `checklist`: every list that applies, with who ticked what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from incident_bot.forms.filled import Filled
from incident_bot.incidents.checklists import DueList, Item
from incident_bot.incidents.incident import Incident
from incident_bot.messages import blocks, inputs
from incident_bot.messages.objects import OPTION, cut
from incident_bot.slack import text
from incident_bot.slack.message import Block

CHECKLIST = "checklist"


def checklist_form(
    incident: Incident, found: Sequence[DueList], names: Mapping[str, str], zone: ZoneInfo, now: datetime
) -> dict[str, Any]:
    """The view for one person: `names` are people's, by id; times are in their `zone`.

    It remembers what was ticked when it was opened: what others tick meanwhile is theirs.
    """
    ticked = [item.token for each in found for item in each.items if item.done]
    told = f"*{incident.ref}* is {incident.status}. {text.fit(text.one_line(incident.title), 300)}"
    return {
        "type": "modal",
        "callback_id": CHECKLIST,
        "private_metadata": " ".join([incident.ref, *ticked]),
        "title": blocks.plain_text(cut(f"Checklist of {incident.ref}", 24)),
        "submit": blocks.plain_text("Save"),
        "close": blocks.plain_text("Cancel"),
        "blocks": [blocks.context(told), *(_boxes(each, names, zone, now) for each in found)],
    }


def checklist_words(filled: Filled) -> str:
    """`checklist INC-12`"""
    return f"checklist {filled.about.partition(' ')[0]}"


def changed(filled: Filled, found: DueList) -> tuple[list[Item], list[Item]]:
    """What was ticked and unticked in a list of the form that was sent."""
    if not filled.has(found.key):
        return [], []
    before, now = set(filled.about.split()[1:]), set(filled.many(found.key))
    new = [item for item in found.items if item.token in now - before]
    gone = [item for item in found.items if item.token in before - now]
    return new, gone


def _boxes(found: DueList, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> Block:
    return inputs.ticks(
        found.key,
        f"{found.title} ({found.done} of {len(found.items)})",
        [_box(item, names, zone, now) for item in found.items],
        [item.token for item in found.items if item.done],
    )


def _box(item: Item, names: Mapping[str, str], zone: ZoneInfo, now: datetime) -> Block:
    """A label has half the room that an item may need: its end is shown below, until somebody ticks it."""
    shown, rest = _parted(item.words)
    if item.at is None:
        return blocks.option(item.token, shown, rest)
    at = item.at.astimezone(zone)
    when = f"{at:%H:%M}" if at.date() == now.astimezone(zone).date() else f"{at:%Y-%m-%d %H:%M}"
    who = cut(names.get(item.by or "", "somebody"), 40)
    return blocks.option(item.token, cut(item.words, OPTION), f"ticked by {who}, {when}")


def _parted(words: str) -> tuple[str, str]:
    if len(words) <= OPTION:
        return words, ""
    space = words.rfind(" ", OPTION // 2, OPTION + 1)
    end = OPTION if space < 0 else space
    return words[:end], words[end:].strip()
