"""The smallest parts of the JSON document: moments, people, plain values."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from incident_bot.exports.record import Record


def moment(record: Record, at: datetime) -> dict[str, str]:
    """A moment, in UTC and in the zone that is wanted."""
    return {
        "utc": utc(at),
        "local": at.astimezone(record.wanted.local).isoformat(timespec="microseconds"),
    }


def moment_or_none(record: Record, at: datetime | None) -> dict[str, str] | None:
    """The same, for what may not have happened."""
    return None if at is None else moment(record, at)


def utc(at: datetime) -> str:
    """A moment in UTC to the microsecond, as the chain has it too."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def day(on: date | None) -> str | None:
    """A date, which has no zone."""
    return None if on is None else on.isoformat()


def person(record: Record, who: str) -> dict[str, str]:
    """Somebody by id and name; with pseudonyms the id is one too."""
    name = record.name(who)
    return {"id": name if record.wanted.pseudonyms else who, "name": name}


def person_or_none(record: Record, who: str | None) -> dict[str, str] | None:
    """The same, for what nobody did, or the bot."""
    return None if who is None else person(record, who)


def plain(value: Any) -> Any:
    """What JSON has no word for (an infinity, a date that was never saved) becomes text: nothing fails."""
    if isinstance(value, dict) and all(type(each) is str for pair in value.items() for each in pair):
        # Most facts are words, and there may be many of them.
        return dict(value)
    return json.loads(json.dumps(value, default=str), parse_constant=str)
