"""A drill: a recorded incident in a TOML file, read and checked. docs/drills.md describes the file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from incident_bot.sandbox import Seed

PEOPLE = tuple(person.name for person in Seed.example().people)
"""Who can play: the people of the sandbox."""

Words = Annotated[str, Field(min_length=1, max_length=3000)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9_+-]{1,60}$")]


class BadDrill(Exception):
    """The file cannot be played. `problems` has one sentence each: file, event, field, what is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Event(_Strict):
    """Somebody does one thing: types a command, or does something with a message."""

    at: AwareDatetime
    who: str
    place: Literal["general", "incidents", "room"] = "room"
    """`room` is the war room of the incident."""
    says: Words | None = None
    types: Words | None = Field(None, pattern=r"^/incident( |$)")
    reacts: Name | None = None
    """The name of an emoji, without colons."""
    unreacts: Name | None = None
    """The emoji that they take back."""
    edits: Words | None = None
    """What the message says from now on."""
    deletes: Literal[True] | None = None
    fills: dict[str, Words] | None = None
    """What they type into the fields of the form that they have open, before they send it."""
    on: Name | None = None
    """The message that it is done to; of what somebody says, the message that they answer in a thread."""
    id: Name | None = None
    """What later events call this message."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        done_to = (self.reacts, self.unreacts, self.edits, self.deletes)
        if sum(each is not None for each in (self.says, self.types, self.fills, *done_to)) != 1:
            raise ValueError(
                "it has to be exactly one of says, types, fills, reacts, unreacts, edits, deletes"
            )
        acts_on = any(each is not None for each in done_to)
        if acts_on and self.on is None:
            raise ValueError("on is missing: the id of the message that it is done to")
        if (self.types or self.fills) is not None and self.on is not None:
            raise ValueError("on is the id of a message, and nothing is typed to one")
        if self.id is not None and self.says is None:
            raise ValueError("id names a message, so it goes with says")
        return self

    def is_command(self, name: str) -> bool:
        """Whether somebody types this subcommand."""
        return (self.types or "").split()[1:2] == [name]


class Drill(_Strict):
    """A recorded incident."""

    title: Words
    severity: str = Field(pattern=r"^sev[1-9]$")
    source: Words
    """Where the times and facts are from."""
    people: dict[str, Words]
    """Who plays what."""
    events: list[Event] = Field(min_length=1)
    """In the order in which they happened."""


def read_drill(path: Path) -> Drill:
    """Raises BadDrill with every problem found."""
    try:
        drill = Drill.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValidationError as invalid:
        raise BadDrill([f"{path}: {_sentence(error)}" for error in invalid.errors()]) from None
    except OSError as unreadable:
        raise BadDrill([f"{path}: cannot be read: {unreadable.strerror}"]) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise BadDrill([f"{path}: is not TOML: {broken}"]) from None
    if problems := [f"{path}: {problem}" for problem in _contradictions(drill)]:
        raise BadDrill(problems)
    return drill


def _contradictions(drill: Drill) -> Iterator[str]:
    """What no single field shows."""
    for name in drill.people:
        if name not in PEOPLE:
            yield f"people: {name}: nobody of that name can play; there are {', '.join(PEOPLE)}"
    messages: dict[str, str] = {}
    declared = 0
    for number, event in enumerate(drill.events, 1):
        before = drill.events[number - 2] if number > 1 else event
        yield from (f"event {number}: {problem}" for problem in _misfits(event, before, drill, messages))
        if event.place == "room" and not declared:
            yield f"event {number}: place: there is no room yet: nobody has typed /incident declare"
        declared += event.is_command("declare")
        if event.id is not None:
            messages[event.id] = event.place
    if declared != 1:
        yield f"events: a drill is one incident, so /incident declare is typed once, not {declared} times"
    if not drill.events[-1].is_command("export"):
        yield "events: the last one has to type /incident export, which makes the files that remain"


def _misfits(event: Event, before: Event, drill: Drill, messages: dict[str, str]) -> Iterator[str]:
    """What does not fit the events before; `messages` are the places of those that have an id."""
    if event.at < before.at:
        yield f"at: {event.at:%H:%M:%S} comes before the event above it, which is at {before.at:%H:%M:%S}"
    if event.who not in drill.people:
        yield f"who: “{event.who}” is not among the people of this drill"
    if event.id in messages:
        yield f"id: another message is called “{event.id}” already"
    if event.on is not None and event.on not in messages:
        yield f"on: no earlier message is called “{event.on}”"
    elif event.on is not None and messages[event.on] != event.place:
        yield f"place: the message “{event.on}” is in “{messages[event.on]}”"


def _sentence(error: ErrorDetails) -> str:
    place = [str(part) for part in error["loc"]]
    if place[:1] == ["events"] and len(place) > 1:
        place[:2] = [f"event {int(place[1]) + 1}"]
    what = _IN_WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    if error["type"] == "string_pattern_mismatch" and place[-1] == "types":
        what = "has to begin with /incident"
    return ": ".join([*place, what])


_IN_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "there is no such field",
    "timezone_aware": "needs a zone, as in 2025-10-27T14:35:00Z",
    "datetime_type": "has to be a date and time, as in 2025-10-27T14:35:00Z, without quotes",
    "string_type": "has to be text in quotes",
}
