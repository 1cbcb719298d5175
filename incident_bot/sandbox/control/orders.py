"""What people can be asked to do over the control API, field by field."""

from __future__ import annotations

from base64 import b64decode
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator


def _value(value: object) -> object:
    """One value of a field or a menu."""
    several = value if isinstance(value, list) else [value]
    if not all(each is None or isinstance(each, str | int | float) for each in several):
        raise ValueError("must be a text, a number, true, false, null, or a list of these")
    return value


def _base64(value: str) -> str:
    try:
        b64decode(value, validate=True)
    except ValueError:
        raise ValueError("must be base64") from None
    return value


def _zone(value: str) -> str:
    if value in available_timezones():
        return value
    raise ValueError("must be a time zone, as in Europe/Berlin")


Text = Annotated[str, Field(min_length=1, max_length=40_000)]
Name = Annotated[str, Field(min_length=1, max_length=255)]
Value = Annotated[Any, BeforeValidator(_value)]


class Order(BaseModel):
    """Nothing but what is listed, and each as it is listed."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


Some = TypeVar("Some", bound=Order)


def something(order: Some, *names: str) -> Some:
    """Raises ValueError for an order that orders nothing."""
    if all(getattr(order, name) in (None, False) for name in names):
        raise ValueError(f"one of {', '.join(names)} is needed")
    return order


# -- people ---


class Of(Order):
    """Somebody does something."""

    person: Name


class In(Of):
    """… in a channel, by its name or id."""

    channel: Name


class On(In):
    """… with a message of it."""

    ts: Name


class MaybeOn(Of):
    """… with a message, or without one."""

    channel: Name | None = None
    ts: Name | None = None

    @model_validator(mode="after")
    def _whole_message(self) -> Self:
        if (self.channel is None) != (self.ts is None):
            raise ValueError(f"{'ts' if self.ts is None else 'channel'} is missing: a message has both")
        return self


class Types(In):
    text: Text
    thread_ts: Name | None = None
    broadcast: bool = False


class Edits(On):
    text: Text


class Clicks(MaybeOn):
    """On a message, in the app's home, or else in the open modal."""

    button: Name
    home: bool = False
    value: Value = None


class Fills(Of):
    values: dict[Name, Value]


class Enters(Fills):
    press_enter: bool = False


class Closes(Of):
    whole_stack: bool = False


class Searches(MaybeOn):
    field: Name
    typed: str


class Shortcuts(MaybeOn):
    name: Name


class Home(Of):
    tab: Literal["home", "messages"] = "home"


class Reacts(On):
    name: Name
    remove: bool = False


class Pins(On):
    remove: bool = False


class Uploads(In):
    name: Name
    text: str | None = None
    base64: Annotated[str, AfterValidator(_base64)] | None = None
    comment: str = ""
    thread_ts: Name | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Self:
        if (self.text is None) == (self.base64 is None):
            raise ValueError("one of text and base64 is needed, and not both")
        return self

    @property
    def content(self) -> bytes:
        return b64decode(self.base64 or "") if self.text is None else self.text.encode()


class Creates(Of):
    name: Name
    private: bool = False


class Directs(Of):
    """With nobody named, with the app."""

    people: list[Name] = []


class Invites(In):
    people: Annotated[list[Name], Field(min_length=1)]


class Removes(In):
    other: Name


class Renames(In):
    name: Name


class Describes(In):
    topic: Annotated[str, Field(max_length=250)] | None = None
    purpose: Annotated[str, Field(max_length=250)] | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        return something(self, "topic", "purpose")


class Archives(In):
    undo: bool = False


class Changes(Of):
    real_name: Name | None = None
    title: str | None = None
    tz: Annotated[str, AfterValidator(_zone)] | None = None
    status_text: str | None = None
    status_emoji: str | None = None
    deleted: bool | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        return something(self, "real_name", "title", "tz", "status_text", "status_emoji", "deleted")
