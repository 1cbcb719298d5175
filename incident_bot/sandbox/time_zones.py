"""What Slack calls a time zone, at a moment of the year: https://docs.slack.dev/reference/objects/user-object"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

# By the abbreviations of the tz database; those that mean several zones are below.
_NAMES = {
    "ACDT": "Australian Central Daylight Time",
    "ACST": "Australian Central Standard Time",
    "AEDT": "Australian Eastern Daylight Time",
    "AEST": "Australian Eastern Standard Time",
    "AKDT": "Alaska Daylight Time",
    "AKST": "Alaska Standard Time",
    "AWST": "Australian Western Standard Time",
    "BST": "British Summer Time",
    "CAT": "Central Africa Time",
    "CDT": "Central Daylight Time",
    "CEST": "Central European Summer Time",
    "CET": "Central European Time",
    "CST": "Central Standard Time",
    "EAT": "East Africa Time",
    "EDT": "Eastern Daylight Time",
    "EEST": "Eastern European Summer Time",
    "EET": "Eastern European Time",
    "EST": "Eastern Standard Time",
    "GMT": "Greenwich Mean Time",
    "HKT": "Hong Kong Time",
    "HST": "Hawaii-Aleutian Standard Time",
    "IST": "India Standard Time",
    "JST": "Japan Standard Time",
    "KST": "Korean Standard Time",
    "MDT": "Mountain Daylight Time",
    "MSK": "Moscow Standard Time",
    "MST": "Mountain Standard Time",
    "NZDT": "New Zealand Daylight Time",
    "NZST": "New Zealand Standard Time",
    "PDT": "Pacific Daylight Time",
    "PKT": "Pakistan Standard Time",
    "PST": "Pacific Standard Time",
    "SAST": "South Africa Standard Time",
    "UTC": "Coordinated Universal Time",
    "WAT": "West Africa Time",
    "WEST": "Western European Summer Time",
    "WET": "Western European Time",
    "WIB": "Western Indonesia Time",
}
_OF_A_ZONE = {
    ("Asia/Jerusalem", "IST"): "Israel Standard Time",
    ("Asia/Macau", "CST"): "China Standard Time",
    ("Asia/Manila", "PST"): "Philippine Standard Time",
    ("Asia/Shanghai", "CST"): "China Standard Time",
    ("Asia/Taipei", "CST"): "Taipei Standard Time",
    ("America/Havana", "CDT"): "Cuba Daylight Time",
    ("America/Havana", "CST"): "Cuba Standard Time",
    ("Europe/Dublin", "IST"): "Irish Standard Time",
}
_MINUTE = 60


def label_and_offset(tz: str, now: float) -> tuple[str, int]:
    """What the zone is called and how many seconds it is ahead of UTC, at `now` in seconds since 1970."""
    # Offsets change on a whole minute; thousands of people are asked for within one.
    return _at(tz, int(now // _MINUTE))


@lru_cache(maxsize=2048)
def _at(tz: str, minute: int) -> tuple[str, int]:
    zone: tzinfo = UTC if tz == "UTC" else ZoneInfo(tz)
    local = datetime.fromtimestamp(minute * _MINUTE, zone)
    short, offset = local.tzname() or tz, local.utcoffset()
    name = (
        _OF_A_ZONE.get((tz, short)) or _NAMES.get(short) or f"{tz.rpartition('/')[2].replace('_', ' ')} Time"
    )
    return name, int(offset.total_seconds()) if offset else 0
