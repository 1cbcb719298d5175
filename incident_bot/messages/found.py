"""What was found: each incident with the line in which the words stand."""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.incidents.incident import Incident
from incident_bot.incidents.search import Page
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import kind_said
from incident_bot.messages import blocks, pages
from incident_bot.messages.listing import named
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

LINE = 300
BEFORE = 80
"""Characters that are shown before the first of the words."""


def found_message(
    found: Page, size: int, words: Sequence[str], entries: Sequence[TimelineEntry], settings: Settings
) -> Message:
    """A page of incidents; `entries` are theirs that have any of the words, the newest first."""
    shown_words = text.fit(" ".join(words), LINE)
    if not found.total:
        return Message(f"No incident that you can see has “{shown_words}” in it.")
    last = pages.count(found.total, size)
    told = "1 incident has" if found.total == 1 else f"{found.total} incidents have"
    title = f"{told} “{shown_words}” in {'it' if found.total == 1 else 'them'}."
    lines = [_line(incident, words, entries, settings) for incident in found.incidents]
    shown = blocks.paragraphs([title, *lines])
    if last > 1:
        shown.append(blocks.context(f"Page {found.page} of {last}, the newest first."))
    typed = f"find {text.escape(' '.join(words))} page"
    shown += pages.previous_and_next(found.page, last, lambda page: f"{typed} {page}")
    return Message(title, shown)


def _line(
    incident: Incident, words: Sequence[str], entries: Sequence[TimelineEntry], settings: Settings
) -> str:
    label = settings.severity(incident.severity).label
    head = f"{named(incident)}\n{label} · {incident.status} · {text.moment(incident.began)}"
    if _count(incident.title, words) == len(words):
        return head
    best = _best(incident, words, entries)
    return f"{head}\n> {best}" if best else head


def _best(incident: Incident, words: Sequence[str], entries: Sequence[TimelineEntry]) -> str:
    """The line with most of the words; of several the first, which of entries is the newest."""
    known = [("impact", incident.impact or ""), ("services", ", ".join(incident.services))]
    places = [(said, f"{what}: ") for what, said in known]
    places += [(each.text, _about(each)) for each in entries if each.incident_id == incident.id]
    best, about = max(places, key=lambda place: _count(place[0], words))
    return f"{about}{_around(best, words)}" if _count(best, words) else ""


def _about(entry: TimelineEntry) -> str:
    who = f" by {text.mention(entry.author)}" if entry.author else ""
    return f"{kind_said(entry.kind)}{who}, {text.moment(entry.occurred_at)}: "


def _count(said: str, words: Sequence[str]) -> int:
    folded = said.casefold()
    return sum(word.casefold() in folded for word in words)


def _around(said: str, words: Sequence[str]) -> str:
    """The part of a text in which the first of the words stands."""
    line = text.one_line(said)
    folded = line.casefold()
    found = [at for word in words if (at := folded.find(word.casefold())) >= 0]
    # Folding may lengthen a text, so the place is about right, which is enough.
    start = max(0, min(found, default=0) - BEFORE)
    if start:
        start = line.find(" ", start) + 1 or start
        return "…" + text.fit(line[start:], LINE)
    return text.fit(line, LINE)
