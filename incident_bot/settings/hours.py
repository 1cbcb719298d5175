"""When people work, by where they live. Frozen once read."""

from __future__ import annotations

from datetime import date, time
from typing import Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator

from incident_bot.settings.team import Frozen, Zone
from incident_bot.settings.zones import must_be_part, must_be_zones, must_have_holidays

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WORKING_WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")


class WorkingWeek(Frozen):
    """Days and hours of work, and the days that are free all the same."""

    days: tuple[Weekday, ...] = Field(WORKING_WEEK, min_length=1)
    from_: time = Field(time(9), alias="from")
    until: time = time(17)
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$")
    """Its public holidays are free, by ISO 3166 code: `DE`."""
    subdivision: str | None = None
    """Part of the country with holidays of its own: `BY`."""
    holidays: tuple[date, ...] = ()
    """Other days that are free."""

    @field_validator("from_", "until")
    @classmethod
    def _is_where_people_live(cls, value: time) -> time:
        if value.tzinfo is not None:
            raise ValueError(
                "must be a time without a zone, such as 09:00: it is read on everybody's own clock"
            )
        return value

    @field_validator("country")
    @classmethod
    def _has_holidays(cls, value: str | None) -> str | None:
        return value and must_have_holidays(value)

    @field_validator("subdivision")
    @classmethod
    def _is_part_of_it(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None or "country" not in info.data:
            return value
        if info.data["country"] is None:
            raise ValueError(f"“{value}” needs the `country` that it is a part of, such as DE")
        return must_be_part(value, info.data["country"])

    @model_validator(mode="after")
    def _has_hours(self) -> Self:
        if self.from_ >= self.until:
            raise ValueError("`from` must be earlier than `until`")
        return self


class Calendar(WorkingWeek):
    """When people of some time zones work."""

    zones: tuple[str, ...] = Field(min_length=1)
    """IANA names, or beginnings of them with a star: `Europe/*`."""

    @field_validator("zones")
    @classmethod
    def _are_zones(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(must_be_zones, value))


class Office(WorkingWeek):
    """When people work: reminders that can wait come then. Those of open incidents never wait."""

    zone: Zone = "UTC"
    """Where whoever is not known lives."""
    calendars: tuple[Calendar, ...] = ()
    """For some zones, instead; the first that fits holds."""
