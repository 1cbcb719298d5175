"""What is said first in a new room: from which message it was declared, and what is open already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from incident_bot.incidents.action_item import ActionItem
from incident_bot.incidents.incident import Incident
from incident_bot.messages.items import left_to_do
from incident_bot.messages.where import message_link, where
from incident_bot.slack import text
from incident_bot.slack.message import Message


def first_words(
    origin: Mapping[str, str] | None,
    similar: Sequence[Incident],
    workspace_url: str,
    earlier: Sequence[tuple[Incident, Sequence[ActionItem]]] = (),
) -> Message | None:
    """`origin` is a message (`channel`, `message`, and `author` where there is one); None for no message.

    `earlier` are incidents that were alike, with what was to be done after them and is not.
    """
    lines = []
    if origin:
        link = message_link(workspace_url, origin["channel"], origin["message"])
        by = f" of {text.mention(origin['author'])}" if origin.get("author") else ""
        lines.append(f"Declared from <{link}|a message>{by}, which is the first entry of the timeline.")
    lines += [alike(each, workspace_url) for each in similar]
    lines += [left_to_do(items, where(each, workspace_url)) for each, items in earlier]
    return Message("\n".join(lines)) if lines else None


def alike(incident: Incident, workspace_url: str) -> str:
    """One that is open already."""
    title = text.fit(text.one_line(incident.title), 200)
    return f"This looks like {where(incident, workspace_url)}, which is open: {title}"
