"""Time zones by the names that people type."""

from __future__ import annotations

import difflib
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.errors import Refused
from incident_bot.incidents import queries
from incident_bot.settings.zones import zone_names
from incident_bot.slack import text


def zone_named(name: str) -> ZoneInfo:
    """The zone with this IANA name, in any spelling of its capitals. Raises Refused when there is none."""
    asked = name.strip().replace(" ", "_").casefold()
    if known := _names().get(asked):
        return ZoneInfo(known)
    if not asked:
        raise Refused(
            "the time zone is missing. Zones have names like Europe/Berlin or UTC.", example="Europe/Berlin"
        )
    guess = _guess(asked) or "Europe/Berlin"
    raise Refused(
        f"there is no time zone “{text.fit(name, 60)}”. Zones have names like {guess} or UTC.",
        example=guess,
    )


def known_zone(name: str, otherwise: str = "UTC") -> str:
    """The name, if it is a zone's; else the other: a profile may say anything, and nobody can be asked."""
    try:
        return zone_named(name).key
    except Refused:
        return otherwise


async def zone_of_person(
    session: AsyncSession, workspace: str, person: str | None, otherwise: str = "UTC"
) -> ZoneInfo:
    """Where somebody lives; `otherwise` when there is nobody, or nobody knows."""
    known = await queries.person(session, workspace, person) if person else None
    return ZoneInfo(known_zone(known.zone, otherwise) if known else otherwise)


def is_utc(zone: ZoneInfo) -> bool:
    """Whether this is UTC itself, under any of its names."""
    return zone.key.rpartition("/")[2] in ("UTC", "UCT", "Universal", "Zulu")


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in zone_names()}


def _guess(asked: str) -> str | None:
    names = _names()
    by_city = (each for each in names if each.rpartition("/")[2] == asked)
    close = next(by_city, None) or next(iter(difflib.get_close_matches(asked, names, n=1)), None)
    return names[close] if close else None
