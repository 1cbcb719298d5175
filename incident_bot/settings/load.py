"""Reads the environment and the file, and tells every problem at once."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsError,
    TomlConfigSettingsSource,
)

from incident_bot.settings.escalation import Escalation, Rung
from incident_bot.settings.hours import Calendar, Office
from incident_bot.settings.settings import Settings
from incident_bot.settings.team import (
    Access,
    Checklist,
    Digest,
    Digests,
    Link,
    Reminders,
    Role,
    Service,
    Severity,
    Updates,
)
from incident_bot.settings.wording import in_words

DEFAULT_FILE = Path("config/settings.toml")


class Misconfigured(Exception):
    """The settings cannot be used. `problems` has one sentence each: place, key, what is allowed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load() -> Settings:
    """Read the environment and the file (`INCIDENT_BOT_CONFIG`, else `config/settings.toml` if it is there).

    Raises Misconfigured with every problem found.
    """
    path = _path()
    if path != DEFAULT_FILE and not path.is_file():
        raise Misconfigured([f"environment: INCIDENT_BOT_CONFIG: there is no file {path}"])

    class FromHere(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return env_settings, TomlConfigSettingsSource(settings_cls, path)

    try:
        _refuse_unknown_variables()
        _refuse_misplaced(TomlConfigSettingsSource(Settings, path).toml_data, path)
        return FromHere()
    except ValidationError as invalid:
        raise Misconfigured([_sentence(problem, path) for problem in _first_ones(invalid.errors())]) from None
    except SettingsError as unreadable:
        raise Misconfigured([f"environment: {unreadable}: it must be JSON"]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Misconfigured([f"{path}: cannot be read as TOML: {broken}"]) from None


def settings_file() -> Path | None:
    """The file that `load` reads; None when there is none."""
    return path if (path := _path()).is_file() else None


def _path() -> Path:
    return Path(os.environ.get("INCIDENT_BOT_CONFIG") or DEFAULT_FILE)


def _refuse_unknown_variables() -> None:
    known = {
        f"INCIDENT_BOT_{key.upper()}"
        for key, field in Settings.model_fields.items()
        if not field.validation_alias
    }
    known.add("INCIDENT_BOT_CONFIG")
    unknown = [name for name in os.environ if name.startswith("INCIDENT_BOT_") and name not in known]
    if unknown:
        allowed = f"allowed are {', '.join(sorted(known))}"
        raise Misconfigured([f"environment: {name}: there is no such setting; {allowed}" for name in unknown])


def _refuse_misplaced(found: dict[str, Any], path: Path) -> None:
    """The environment is the place of addresses and secrets: files are shared and kept."""
    variables = {key: field.validation_alias for key, field in Settings.model_fields.items()}
    misplaced = [
        f"{path}: {key}: set {variables[key]} in the environment instead"
        for key in found
        if variables.get(key)
    ]
    if misplaced:
        raise Misconfigured(misplaced)


def _first_ones(problems: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without those that follow from others: a list whose only entry is wrong is not empty."""
    places = [problem["loc"] for problem in problems]
    return [
        problem
        for problem in problems
        if problem["type"] != "too_short"
        or not any(place[:-1] == problem["loc"] for place in places if place != problem["loc"])
    ]


def _sentence(problem: ErrorDetails, path: Path) -> str:
    place = [str(part) for part in problem["loc"]]
    what = in_words(problem)
    if not place:
        return f"{path}: {what}"
    if place[0].isupper():
        return f"environment: {place[0]}: {what}"
    if (variable := f"INCIDENT_BOT_{place[0].upper()}") in os.environ:
        return f"environment: {variable}: {what}"
    if problem["type"] == "extra_forbidden":
        what = f"there is no such setting; allowed here are {', '.join(_allowed(place[:-1]))}"
    return f"{path}: {'.'.join(place)}: {what}"


def _allowed(place: list[str]) -> list[str]:
    models: dict[str, type[BaseModel]] = {
        "access": Access,
        "checklists": Checklist,
        "links": Link,
        "roles": Role,
        "services": Service,
        "severities": Severity,
        "updates": Updates,
        "escalation": Escalation,
        "ladder": Rung,
        "reminders": Reminders,
        "office": Office,
        "calendars": Calendar,
        "digests": Digests,
        "open": Digest,
        "week": Digest,
        "items": Digest,
    }
    model = next((models[part] for part in reversed(place) if part in models), Settings)
    if model is not Settings:
        return sorted(field.alias or name for name, field in model.model_fields.items())
    return sorted(name for name, field in model.model_fields.items() if field.validation_alias is None)
