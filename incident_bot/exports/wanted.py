"""What somebody wants of the record, and how it is to look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from incident_bot.exports.zone import is_utc, zone_named
from incident_bot.incidents.vocabulary import kind_said


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

    @cached_property
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
        return not (self.is_excerpt or self.pseudonyms)

    @property
    def is_excerpt(self) -> bool:
        """Only some entries are wanted: what is not about them is left out, too."""
        return bool(self.kinds or self.starred)

    @property
    def in_words(self) -> str:
        """What is left out or hidden, plain; empty when nothing is."""
        kinds = " and ".join(kind_said(kind) for kind in self.kinds)
        said = (
            kinds and f"only entries of the {'kinds' if len(self.kinds) > 1 else 'kind'} {kinds}",
            self.starred and "only entries with a star",
            self.pseudonyms and "people have pseudonyms, and links into Slack are left out",
        )
        return "; ".join(part for part in said if part)
