"""Which column of a table is what, by the words of its head or by what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from incident_bot.importing.markdown_parts import Cell, Row
from incident_bot.incidents.convention import timed
from incident_bot.incidents.vocabulary import Kind

_TIMES = ("utc", "time (utc)", "time", "when", "timestamp", "at", "date", "date/time")
_WORDS = ("what", "event", "description", "text", "entry", "note", "details", "action", "message", "summary")
_PEOPLE = ("who", "author", "person", "by")
_NOBODY = ("", "the bot", "an app", "unknown", "–", "-")
_TYPED = (Kind.NOTE, Kind.DECISION, Kind.ACTION, Kind.HYPOTHESIS)


def all_of(row: Row) -> str:
    """The whole row."""
    return " | ".join(cell.text for cell in row.cells.values())


def time_of(row: Row, zone: ZoneInfo, now: datetime) -> Cell | None:
    """The time: by its head, or the first cell that is one."""
    if (named := _named(row, _TIMES)) is not None:
        return named
    for cell in row.cells.values():
        if ":" in cell.text and timed(f"{cell.text} .", zone, now, after=now).at is not None:
            return cell
    return None


def zone_of(row: Row, time: Cell) -> ZoneInfo | None:
    """UTC, where the head of that column says so."""
    is_utc = any(cell is time and "utc" in name for name, cell in row.cells.items())
    return ZoneInfo("UTC") if is_utc else None


def words_of(row: Row) -> Cell:
    """What happened: by its head, or the longest cell."""
    return _named(row, _WORDS) or max(row.cells.values(), key=lambda cell: len(cell.text))


def who_of(row: Row) -> str:
    """Whose entry it is; empty where nobody is named."""
    who = (_named(row, _PEOPLE) or Cell("")).text
    return "" if who.lower() in _NOBODY else who


def kind_of(row: Row) -> Kind | None:
    """Of our own exports: what people said keeps its kind, what the bot wrote is a note."""
    cell = _named(row, ("kind", "type"))
    if cell is None:
        return None
    return next((kind for kind in _TYPED if kind.value == cell.text.strip().lower()), Kind.NOTE)


def _named(row: Row, names: Sequence[str]) -> Cell | None:
    return next((row.cells[name] for name in names if name in row.cells), None)
