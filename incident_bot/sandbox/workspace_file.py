"""A workspace as a TOML file has it: its people, groups and channels. docs/sandbox.md describes the file."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictStr, model_validator

from .checked import checked, written
from .records import Group, User
from .seed import BOT, Place, Seed, id_for

_NAME = written(r"[a-z0-9][a-z0-9._-]*", "must be small letters and digits, with . _ - between")
# https://docs.slack.dev/reference/methods/conversations.create#naming
_CHANNEL = written(r"[a-z0-9_-]*[a-z0-9][a-z0-9_-]*", "must be small letters, digits, _ and -")
_EMAIL = written(r"[^@ ]+@[^@ ]+", "must be an address, as in ann@example.com")
_DOMAIN = written(r"[a-z0-9-]+", "must be small letters, digits and -")


def _free(name: str) -> str:
    # What these mean in a mention is not for a team to say: https://docs.slack.dev/messaging/formatting-message-text
    if name in ("slackbot", "here", "channel", "everyone"):
        raise ValueError("is Slack's own name, so nobody else has it")
    return name


Name = Annotated[StrictStr, Field(max_length=80), _NAME, AfterValidator(_free)]
Words = Annotated[StrictStr, Field(min_length=1, max_length=250)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonEntry(_Part):
    """Somebody of the team; `name` is what mentions and tests call them."""

    name: Name
    real_name: Words | None = None
    zone: StrictStr = "UTC"
    email: Annotated[StrictStr, _EMAIL] | None = None
    title: Annotated[StrictStr, Field(max_length=250)] = ""
    admin: StrictBool = False
    guest: Literal["multi-channel", "single-channel"] | None = None
    deactivated: StrictBool = False

    @model_validator(mode="after")
    def _guests_are_no_admins(self) -> Self:
        if self.admin and self.guest:
            raise ValueError("is a guest, so it cannot be an admin")
        return self


class GroupEntry(_Part):
    handle: Name
    name: Words | None = None
    description: Annotated[StrictStr, Field(max_length=250)] = ""
    people: list[StrictStr] = []


class ChannelEntry(_Part):
    """`people` left out is everybody who is not a guest; a private channel needs to be told who."""

    name: Annotated[StrictStr, Field(max_length=80), _CHANNEL]
    private: StrictBool = False
    archived: StrictBool = False
    people: list[StrictStr] | None = None
    app: StrictBool = False
    topic: Annotated[StrictStr, Field(max_length=250)] = ""
    purpose: Annotated[StrictStr, Field(max_length=250)] = ""

    @model_validator(mode="after")
    def _private_ones_say_who(self) -> Self:
        if self.private and not self.people:
            raise ValueError("is private, so it needs people")
        return self


class WorkspaceFile(_Part):
    """The whole file."""

    name: Words = "Sandbox"
    domain: Annotated[StrictStr, Field(max_length=21), _DOMAIN] = "sandbox"
    people: Annotated[list[PersonEntry], Field(min_length=1)]
    groups: list[GroupEntry] = []
    channels: list[ChannelEntry] = [ChannelEntry(name="general")]


def read_workspace(path: Path) -> Seed:
    """A seed without an app. Raises ValueError with a line for each problem: file, field, remedy."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as unreadable:
        raise ValueError(f"{path} cannot be read: {unreadable.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not TOML: it is not in UTF-8") from None
    except tomllib.TOMLDecodeError as broken:
        raise ValueError(f"{path} is not TOML: {broken}") from None
    except RecursionError:
        raise ValueError(f"{path} is nested too deeply") from None
    file = checked(WorkspaceFile, content, path)
    if problems := list(_contradictions(file)):
        raise ValueError("\n".join(f"{path}: {problem}" for problem in problems))
    return _seed(file)


def _contradictions(file: WorkspaceFile) -> Iterator[str]:
    """What no single field shows."""
    # A mention of @oncall means one thing: people and groups share their names.
    names = [one.name for one in file.people]
    yield from _twice("people", "name", names)
    yield from _twice("people and groups", "name", {*names}, [one.handle for one in file.groups])
    yield from _twice("channels", "name", [one.name for one in file.channels])
    zones = available_timezones()
    for number, person in enumerate(file.people):
        if person.zone not in zones:
            yield f"people[{number}].zone must be a time zone as in Europe/Berlin, not {person.zone!r}"
    for number, group in enumerate(file.groups):
        yield from _strangers(f"groups[{number}].people", group.people, names)
    for number, channel in enumerate(file.channels):
        yield from _strangers(f"channels[{number}].people", channel.people or [], names)


def _strangers(where: str, people: list[str], names: list[str]) -> Iterator[str]:
    yield from _twice(where, "name", people)
    for number, name in enumerate(people):
        if name not in names:
            yield f"{where}[{number}]: nobody among people is called {name!r}"


def _twice(what: str, field: str, *names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(chain(*names)).items():
        if times > 1:
            yield f"{what}: {field} {name!r} is there {times} times"


def _seed(file: WorkspaceFile) -> Seed:
    # The app has the id that somebody called bot would have.
    taken = {BOT}
    people = [_person(one, taken) for one in file.people]
    ids = {user.name: user.id for user in people}
    groups = [
        Group(
            id_for("S", one.handle, taken),
            one.handle,
            one.name or one.handle,
            [ids[name] for name in one.people],
            one.description,
        )
        for one in file.groups
    ]
    seed = Seed(team_name=file.name, domain=file.domain, people=people, groups=groups)
    seed.channels = [_place(one, ids) for one in file.channels]
    return seed


def _person(one: PersonEntry, taken: set[str]) -> User:
    readable = " ".join(word.capitalize() for word in re.split("[._-]", one.name))
    return User(
        id_for("U", one.name, taken),
        one.name,
        one.real_name or readable,
        one.zone,
        is_admin=one.admin,
        is_owner=one.admin,
        is_restricted=one.guest is not None,
        is_ultra_restricted=one.guest == "single-channel",
        deleted=one.deactivated,
        email=one.email or f"{one.name}@example.com",
        title=one.title,
    )


def _place(one: ChannelEntry, ids: dict[str, str]) -> Place:
    people = None if one.people is None else [ids[name] for name in one.people]
    return Place(one.name, one.private, one.archived, people, one.app, one.topic, one.purpose)
