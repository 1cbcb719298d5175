"""What readers must know of an entry besides its words: back-dated, revised, deleted, withdrawn; files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from incident_bot.exports.addresses import is_page
from incident_bot.exports.record import Record, backdated
from incident_bot.incidents.capture import brought
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.messages.durations import spoken
from incident_bot.messages.entry_text.words import moment

_REVISED = {"text": "words", "kind": "kind", "occurred_at": "time"}


@dataclass(frozen=True)
class KeptFile:
    """A file that belongs to an entry; `about` is its type and size, as people say them."""

    name: str
    about: str
    checksum: str
    link: str | None


def marks(record: Record, entry: TimelineEntry) -> list[str]:
    """Plain and short, for every format; a reason is as somebody typed it."""
    found = []
    if (late := backdated(entry)) is not None:
        found.append(f"recorded {spoken(late)} later")
    if entry.amendment is not None and (revised := entry.revised):
        what = " and ".join(_REVISED.get(name, name) for name in revised)
        found.append(f"{what} revised, {_changed(record, entry.amendment, 'last changed')}")
    if entry.is_deleted:
        found.append("the message was deleted in Slack")
    return found


def tombstone(record: Record, entry: TimelineEntry) -> str:
    """What stands in place of the words of a withdrawn entry: by whom, when and why."""
    told = entry.taken_back
    return "withdrawn" if told is None else _changed(record, told, "withdrawn")


def kept_files(entry: TimelineEntry) -> Iterator[KeptFile]:
    """Its files, as far as they have a name; of a withdrawn entry none."""
    files = (entry.facts or {}).get("files")
    if entry.is_withdrawn or not isinstance(files, list):
        return
    for each in files:
        if isinstance(each, dict) and each.get("name"):
            size = each.get("size")
            missing = each.get("not_copied")
            about = [
                str(each.get("type") or ""),
                f"{size:,} bytes" if isinstance(size, int) else "",
                f"no copy: {missing}" if missing else "",
            ]
            link = each.get("permalink")
            yield KeptFile(
                str(each["name"]),
                ", ".join(filter(None, about)),
                str(each.get("sha256") or ""),
                link if is_page(link) else None,
            )


def words(record: Record, entry: TimelineEntry) -> str:
    """What it says, where its files have lines of their own: of a message that is but files, nothing."""
    said, files = record.text(entry), [{"name": kept.name} for kept in kept_files(entry)]
    return "" if files and said == brought(files) else said


def _changed(record: Record, told: dict[str, Any], how: str) -> str:
    by = f" by {record.name(told['by'])}" if isinstance(told.get("by"), str) else ""
    at = f" on {moment(told['at'])}" if isinstance(told.get("at"), str) else ""
    return ": ".join(filter(None, (f"{how}{by}{at}", str(told.get("reason") or ""))))
