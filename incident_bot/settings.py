"""Everything that can be set: read once from the environment and one optional file, checked, then frozen.

The environment says where things are (Slack, the database, the port); the file says how a team works
(severities, roles, cadences). Without a file the values below hold. All problems are told at once.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DEFAULT_FILE = Path("config/settings.toml")


class Misconfigured(Exception):
    """The settings cannot be used. `problems` has one sentence each: place, key, what is allowed."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Minutes = Annotated[int, Field(ge=1, le=60 * 24 * 30)]


class Severity(_Frozen):
    """One level: what it is called and what it asks of people. Times in minutes."""

    label: str = Field(min_length=1, max_length=20)
    word: str = Field(max_length=30)
    meaning: str = Field(max_length=200)
    acknowledge_within: Minutes
    """A commander is owed this long after the declaration."""
    update_every: Minutes | None = None
    """Stakeholders are owed an update this often; None (left out of the file) is never by the clock."""
    invite: tuple[str, ...] = ()
    """People (U…) and user groups (S…) who are invited to the room, by Slack id."""


class Role(_Frozen):
    """One role that people can hold in an incident."""

    label: str = Field(min_length=1, max_length=40)
    aliases: tuple[str, ...] = ()
    """Other words for it that people type."""


SeverityKey = Annotated[str, Field(pattern=r"^sev[1-9]$")]
RoleKey = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,30}$")]

_SEVERITIES = {
    "sev1": Severity(
        label="SEV-1",
        word="critical",
        meaning="outage or severe degradation for all or most users, or data lost",
        acknowledge_within=5,
        update_every=30,
    ),
    "sev2": Severity(
        label="SEV-2",
        word="high",
        meaning="significant degradation for many users or a critical group of them",
        acknowledge_within=15,
        update_every=60,
    ),
    "sev3": Severity(
        label="SEV-3",
        word="medium",
        meaning="minor degradation, and a workaround exists",
        acknowledge_within=30,
        update_every=120,
    ),
    "sev4": Severity(
        label="SEV-4",
        word="low",
        meaning="little or no impact on users",
        acknowledge_within=120,
        update_every=None,
    ),
}

_ROLES = {
    "commander": Role(label="commander", aliases=("ic", "incident_commander", "command")),
    "tech_lead": Role(label="tech lead", aliases=("tech", "techlead", "operations")),
    "comms": Role(label="communications lead", aliases=("communications", "comms_lead")),
    "scribe": Role(label="scribe", aliases=("planning",)),
}


class Settings(BaseSettings):
    """The bot's settings. Secrets never show in logs or errors.

    Those with an alias belong in the environment under that name; every other one may stand in the file,
    or in the environment as `INCIDENT_BOT_` and its name.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="INCIDENT_BOT_", env_ignore_empty=True, populate_by_name=True
    )

    slack_api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")
    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    port: int | None = Field(None, validation_alias="PORT", ge=0, le=65535)
    database_url: str = Field("sqlite:///incident-bot.db", validation_alias="DATABASE_URL", repr=False)

    command: str = Field("/incident", pattern=r"^/[a-z0-9_-]{1,31}$")
    status_channel: str = Field("incidents", pattern=r"^[a-z0-9_-]{1,80}$")
    severities: dict[SeverityKey, Severity] = Field(_SEVERITIES, min_length=1)
    default_severity: str = Field("sev3", validate_default=True)
    roles: dict[RoleKey, Role] = _ROLES
    snooze_minutes: Minutes = 10
    marking_reactions: tuple[str, ...] = ("pushpin", "round_pushpin")
    """Reactions that put a message on the timeline, without colons."""

    host: str = "0.0.0.0"  # noqa: S104 - a server on a platform is reached from outside
    clock_file: Path | None = None
    """Follow a moved clock, for drills and tests."""
    tick_seconds: float = Field(5.0, ge=0.05, le=60)
    lease_seconds: float = Field(60.0, ge=15, le=3600)
    log_format: Literal["json", "text"] = "text"

    @field_validator("slack_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must be an http:// or https:// address, such as https://slack.com/api/")
        return value if value.endswith("/") else value + "/"

    @field_validator("database_url")
    @classmethod
    def _database_url(cls, value: str) -> str:
        with_driver(value)
        return value

    @field_validator("roles")
    @classmethod
    def _has_a_commander(cls, value: dict[str, Role]) -> dict[str, Role]:
        if "commander" not in value:
            raise ValueError("there must be a role `commander`: reminders go by it")
        return value

    @field_validator("default_severity")
    @classmethod
    def _is_a_severity(cls, value: str, info: ValidationInfo) -> str:
        # Missing when they are wrong themselves, which is told anyway.
        known = info.data.get("severities")
        if known is not None and value not in known:
            raise ValueError(f"must be one of {', '.join(known)}")
        return value

    def severity(self, key: str) -> Severity:
        """What a severity asks. A key that was since removed from the file behaves like the mildest one."""
        return self.severities.get(key) or self.severities[max(self.severities)]

    def role_label(self, key: str) -> str:
        """What a role is called, also one that was since removed from the file."""
        return self.roles[key].label if key in self.roles else key.replace("_", " ")


def load() -> Settings:
    """Read the environment and the file (`INCIDENT_BOT_CONFIG`, else `config/settings.toml` if it is there).

    Raises Misconfigured with every problem found.
    """
    named = os.environ.get("INCIDENT_BOT_CONFIG")
    path = Path(named) if named else DEFAULT_FILE
    if named and not path.is_file():
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
        raise Misconfigured([_sentence(problem, path) for problem in invalid.errors()]) from None
    except SettingsError as unreadable:
        raise Misconfigured([f"environment: {unreadable}: it must be JSON"]) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as broken:
        raise Misconfigured([f"{path}: cannot be read as TOML: {broken}"]) from None


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


def with_driver(url: str) -> URL:
    """The address people write (`sqlite:///file`, `postgres://…`, `postgresql://…`) with the driver we use.

    Raises ValueError in words for operators when it is none of these.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as broken:
        raise ValueError(_ALLOWED) from broken
    match parsed.get_backend_name():
        case "sqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg")
        case _:
            raise ValueError(_ALLOWED)


_ALLOWED = "allowed are sqlite:///file.db, postgresql://user:password@host/name and postgres://…"


def _sentence(problem: ErrorDetails, path: Path) -> str:
    place = [str(part) for part in problem["loc"]]
    what = problem["msg"].removeprefix("Value error, ")
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
    models: dict[str, type[BaseModel]] = {"severities": Severity, "roles": Role}
    model = models.get(place[0], Settings) if place else Settings
    return sorted(name for name, field in model.model_fields.items() if field.validation_alias is None)
