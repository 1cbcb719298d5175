"""What a timeline entry says, in plain words: for the exports and for the timeline in Slack.

Plain text without markup of any kind: whoever shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages.entry_text import after, moves, tasks, told
from incident_bot.messages.entry_text.words import Words, as_typed, severity_label
from incident_bot.settings import Settings

__all__ = ["TEXTS", "entry_text", "severity_label"]

TEXTS: dict[str, Words] = {**moves.TEXTS, **tasks.TEXTS, **told.TEXTS, **after.TEXTS}
"""One line for each kind; keyed by text, because an entry may be of a kind that a later version wrote."""


def entry_text(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    """The words of an entry, made from its facts where nobody typed any; `names` are people's, by id.

    What somebody typed is in it, exactly. Facts that are missing or of an unknown shape shorten the sentence,
    they never raise.
    """
    return TEXTS.get(entry.kind, as_typed)(entry, settings, names)
