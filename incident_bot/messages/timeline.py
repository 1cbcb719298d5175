"""The timeline, for somebody who reads it in Slack."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from incident_bot.exports.record import backdated
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.timeline_page import EVERYTHING, Sought, TimelinePage
from incident_bot.incidents.vocabulary import TOLD, Change, kind_said
from incident_bot.messages import blocks, pages
from incident_bot.messages.durations import spoken
from incident_bot.messages.entry_text import entry_text
from incident_bot.messages.entry_text.words import nobody
from incident_bot.settings import Settings
from incident_bot.slack import text
from incident_bot.slack.message import Message

LINE = 600
"""Characters of one entry at most; less where many long ones share a message."""

TITLE = 300
_MANY = {"hypothesis": "hypotheses", "severity": "severities", "status": "changes of status"}
NAME = 80


def timeline_message(
    incident: Incident,
    found: TimelinePage,
    size: int,
    settings: Settings,
    names: Mapping[str, str],
    *,
    sought: Sought = EVERYTHING,
    words: Sequence[str] = (),
    asked: int = 1,
    typed: Callable[[int], str],
) -> Message:
    """A page of entries in order, each with its number and its time in the reader's zone.

    `names` are people's, by id; `size` is how many entries a page has at most; page 1 has the latest.
    `words` are the filters as they were typed, `asked` is the page that was; `typed` asks for another one.
    """
    only = _only(sought, words, names)
    title = f"*Timeline of {incident.ref}* · {text.fit(text.one_line(incident.title), TITLE)}{only}"
    if not found.total:
        return Message(f"No {_sought(sought, words, names)} on the timeline of *{incident.ref}*.")
    heads = [_head(entry, names) for entry in found.entries]
    ends = [_marks(entry) for entry in found.entries]
    said = [_said(entry, settings, names) for entry in found.entries]
    room = (
        pages.MOST - len(title) - sum(len(head) + len(end) + 1 for head, end in zip(heads, ends, strict=True))
    )
    most = _share([len(text.escape(each)) for each in said], room)
    lines = [f"{head}{text.fit(each, most)}{end}" for head, each, end in zip(heads, said, ends, strict=True)]
    shown = blocks.paragraphs([title, *lines])
    last = pages.count(found.total, size)
    if asked > found.page:
        shown.append(blocks.context(f"There is no page {asked}: this is page {found.page} of {last}."))
    shown.append(blocks.context(_below(incident, found, last, len(lines), settings)))
    shown += pages.turning(
        ("Earlier", typed(found.page + 1)) if found.page < last else None,
        ("Later", typed(found.page - 1)) if found.page > 1 else None,
    )
    return Message(f"Timeline of {incident.ref}", shown)


def head(entry: TimelineEntry, names: Mapping[str, str]) -> str:
    """Whose entry it is, and of what kind: `@bo · ★ *decision*`."""
    kind = kind_said(entry.kind)
    whose = named(entry.author, names) if entry.author else nobody(entry).removeprefix("the ")
    return f"{whose} · {f'★ *{kind}*' if entry.starred else kind}"


def named(person: str | None, names: Mapping[str, str]) -> str:
    """What somebody is called; nobody is the bot."""
    return text.fit(names.get(person, person), NAME) if person else "bot"


def _head(entry: TimelineEntry, names: Mapping[str, str]) -> str:
    at = text.moment(entry.occurred_at, "{date_short_pretty} {time_secs}")
    return f"#{entry.number} · {at} · {head(entry, names)}: "


def _said(entry: TimelineEntry, settings: Settings, names: Mapping[str, str]) -> str:
    """In one line. Of what was withdrawn: by whom and why, not what it said."""
    if entry.is_withdrawn:
        return _tombstone(entry, names)
    # An entry has one line here, and what is in it stays apart.
    lines = map(text.one_line, entry_text(entry, settings, names).splitlines())
    return " · ".join(filter(None, lines))


def _tombstone(entry: TimelineEntry, names: Mapping[str, str]) -> str:
    told = entry.taken_back
    if told is None:
        return "withdrawn"
    by = f" by {names.get(told['by'], told['by'])}" if told["by"] else ""
    if told["change"] == Change.UNMARKED:
        return f"withdrawn, because its mark was taken off{by}"
    return f"withdrawn{by}" + (f": {text.one_line(told['reason'])}" if told["reason"] else "")


def _marks(entry: TimelineEntry) -> str:
    if entry.is_withdrawn:
        return ""
    late, files = backdated(entry), len((entry.facts or {}).get("files") or ())
    marks = [
        f"written down {spoken(late)} later" if late else "",
        "revised" if entry.revised else "",
        "deleted in Slack" if entry.is_deleted else "",
        f"{files} file{'s' if files > 1 else ''}" if files else "",
    ]
    return f" _({', '.join(filter(None, marks))})_" if any(marks) else ""


def _below(incident: Incident, found: TimelinePage, last: int, count: int, settings: Settings) -> str:
    more = ""
    if last > 1:
        which = (
            f"The latest {count} of {found.total}." if found.page == 1 else f"Page {found.page} of {last}."
        )
        more = f"{which} `{settings.command} export {incident.ref}` has them all. "
    stands = (each.number for each in reversed(found.entries) if each.kind in TOLD and not each.is_withdrawn)
    number = next(stands, None)
    if number is None:
        return more.rstrip() or "In the order in which things happened."
    return f"{more}Is one wrong? `{settings.command} correct {incident.ref} #{number}` puts it right."


def _sought(sought: Sought, words: Sequence[str], names: Mapping[str, str]) -> str:
    """What is looked for, as one says it of several: `starred notes by @ann`."""
    marks = {"starred": sought.starred, "deleted": sought.deleted, "withdrawn": sought.withdrawn}
    kinds = [_MANY.get(word, word if word.endswith("s") else f"{word}s") for word in words if _is_kind(word)]
    told = [
        *(mark for mark, wanted in marks.items() if wanted),
        " or ".join(kinds) or "entries",
        f"by {named(sought.author, names)}" if sought.author else "",
        f"since {text.moment(sought.since)}" if sought.since else "",
    ]
    return " ".join(filter(None, told))


def _is_kind(word: str) -> bool:
    return word not in ("starred", "star", "deleted", "withdrawn")


def _only(sought: Sought, words: Sequence[str], names: Mapping[str, str]) -> str:
    """The filters, as far as there are any."""
    told = [
        ", ".join(words),
        f"by {named(sought.author, names)}" if sought.author else "",
        f"since {text.moment(sought.since)}" if sought.since else "",
    ]
    return f" · {' '.join(filter(None, told))}" if any(told) else ""


def _share(lengths: Sequence[int], room: int) -> int:
    """To how many characters the longest texts are cut so that all of them have room together."""
    left = room
    for count, length in zip(range(len(lengths), 0, -1), sorted(lengths), strict=True):
        if length > left // count:
            return min(LINE, left // count)
        left -= length
    return LINE
