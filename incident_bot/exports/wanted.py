"""What somebody wants of the record, and how it is to look."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from incident_bot.exports.zone import is_utc, zone_named


@dataclass(frozen=True)
class Wanted:
    """Everything, with names and times in UTC, unless something else is said."""

    zone: str = "UTC"
    """The IANA name of the zone in which times are told beside UTC."""
    kinds: tuple[str, ...] = ()
    """Entries of these kinds only; none is all."""
    starred: bool = False
    """Entries with a star only."""
    pseudonyms: bool = False
    """People are `Person 1`, `Person 2`, wherever their names or ids would stand."""

    @property
    def local(self) -> ZoneInfo:
        """The zone. Raises Refused when there is none of that name."""
        return zone_named(self.zone)

    @property
    def zones(self) -> dict[str, ZoneInfo]:
        """The zones to tell times in, by name: UTC, and another one if one is wanted."""
        utc = ZoneInfo("UTC")
        return {"UTC": utc} if is_utc(self.local) else {"UTC": utc, self.local.key: self.local}

    @property
    def is_whole(self) -> bool:
        """Nothing is left out or hidden: what is exported can be verified and imported."""
        return not (self.kinds or self.starred or self.pseudonyms)
