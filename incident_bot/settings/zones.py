"""Time zones and countries by their names: what may stand in the settings."""

from __future__ import annotations

import difflib
from functools import cache
from importlib.resources import files

ALL = "*"


@cache
def zone_names() -> tuple[str, ...]:
    """Every IANA name.

    The list in the package, not what lies on this machine: there, links such as `localtime` mean something
    else on every machine.
    """
    return tuple(files("tzdata").joinpath("zones").read_text("utf-8").split())


def must_be_zone(name: str) -> str:
    """The same name. Raises ValueError when there is no such zone."""
    if name in zone_names():
        return name
    [close] = difflib.get_close_matches(name, zone_names(), n=1) or ["Europe/Berlin"]
    raise ValueError(f"there is no such time zone; they have names like {close} or UTC")


def must_be_zones(pattern: str) -> str:
    """The same: a zone's name, or the beginning of some with a star. Raises ValueError when there is none."""
    start, star, more = pattern.partition(ALL)
    if not star:
        return must_be_zone(pattern)
    if more or not any(name.startswith(start) for name in zone_names()):
        raise ValueError(
            f"no time zone is like “{pattern}”; allowed are names like Europe/Berlin, and beginnings of them "
            "with a star at the end, like Europe/*"
        )
    return pattern


def fits(pattern: str, zone: str) -> bool:
    """Whether this zone is meant by such a name."""
    start, star, _ = pattern.partition(ALL)
    return zone.startswith(start) if star else zone == pattern


def must_have_holidays(country: str) -> str:
    """The same. Raises ValueError when nobody knows the holidays of this country."""
    known = _countries()
    if country not in known:
        raise ValueError(
            f"the holidays of “{country}” are not known; those of {len(known)} countries are, by ISO 3166 "
            "codes such as DE, GB or US. Other free days go into `holidays`"
        )
    return country


def must_be_part(subdivision: str, country: str) -> str:
    """The same subdivision. Raises ValueError when that country has none of this name."""
    parts = _countries().get(country, [])
    if subdivision not in parts:
        allowed = f"allowed are {', '.join(parts)}" if parts else "it has none, so leave it out"
        raise ValueError(f"“{subdivision}” is no part of {country} with holidays of its own; {allowed}")
    return subdivision


@cache
def _countries() -> dict[str, list[str]]:
    # Imported here: most teams name no country, and need not wait for what is known of all of them.
    from holidays import list_supported_countries

    return list_supported_countries(include_aliases=False)
