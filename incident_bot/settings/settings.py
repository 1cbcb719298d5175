"""The settings, with their types, bounds and built-in values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from incident_bot.settings import built_in
from incident_bot.settings.database_url import with_driver
from incident_bot.settings.escalation import Escalation
from incident_bot.settings.hours import Office
from incident_bot.settings.team import (
    Access,
    Checklist,
    Digests,
    Key,
    Link,
    Minutes,
    Reminders,
    Role,
    RoleKey,
    Service,
    Severity,
    SeverityKey,
    Updates,
)


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
    severities: dict[SeverityKey, Severity] = Field(built_in.SEVERITIES, min_length=1)
    default_severity: str = Field("sev3", validate_default=True)
    roles: dict[RoleKey, Role] = built_in.ROLES
    snooze_minutes: Minutes = 10
    marking_reactions: tuple[str, ...] = ("pushpin", "round_pushpin")
    """Reactions that put a message on the timeline, without colons."""
    capture_rooms: Literal["marked", "all"] = "marked"
    """What of a room is on the timeline: the messages that somebody marked, or all that people write."""
    files_folder: Path | None = None
    """Where files of messages on the timeline are copied to; None: they stay in Slack."""
    files_most_mb: Annotated[int, Field(ge=1, le=1000)] = 50
    """Larger files are not copied."""
    services: dict[Key, Service] = Field({}, max_length=90)
    """What can be affected. People may name others too."""
    checklists: dict[Key, Checklist] = Field(built_in.CHECKLISTS, max_length=10)
    links: tuple[Link, ...] = ()
    """Bookmarks of every room."""
    access: Access = Access()
    updates: Updates = Updates()
    escalation: Escalation = Escalation()
    reminders: Reminders = Reminders()
    office: Office = Office()
    digests: Digests = Digests()
    postmortem_template: Path = Path("config/postmortem.md.j2")
    """What a postmortem looks like, in Jinja; where this file is not there, the built-in one holds."""
    archive_after_hours: Annotated[int, Field(ge=0, le=24 * 365)] = 72
    """A room is archived so long after the resolution; 0 is never."""

    host: str = "0.0.0.0"  # noqa: S104 - a server on a platform is reached from outside
    clock_file: Path | None = None
    """Follow a moved clock, for drills and tests."""
    tick_seconds: float = Field(1.0, ge=0.05, le=60)
    lease_seconds: float = Field(60.0, ge=15, le=3600)
    edit_seconds: float = Field(1.0, ge=0, le=60)
    """A card, a topic, an announcement or a Home tab is edited at most once in so many seconds."""
    answer_seconds: float = Field(2.5, ge=0.05, le=2.8)
    """So long the database may take; after it a person is told. Slack waits for three seconds."""
    log_format: Literal["json", "text"] = "text"

    @field_validator("files_folder", mode="before")
    @classmethod
    def _folder(cls, value: object) -> object:
        # TOML has no word for nothing.
        return None if value == "" else value

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

    @model_validator(mode="after")
    def _needs_roles_that_there_are(self) -> Self:
        # Of the built-in severities only the roles count that there are: see `needs`.
        for key, severity in self.severities.items() if "severities" in self.model_fields_set else ():
            if unknown := [role for role in severity.needs if role not in self.roles]:
                raise ValueError(
                    f"severities.{key}.needs: there is no role {', '.join(unknown)}; "
                    f"there are {', '.join(self.roles)}"
                )
        return self

    def needs(self, key: str) -> tuple[str, ...]:
        """The roles besides the commander that somebody is to hold at a severity."""
        return tuple(role for role in self.severity(key).needs if role in self.roles)

    def severity(self, key: str) -> Severity:
        """What a severity asks. A key that was since removed from the file behaves like the mildest one."""
        return self.severities.get(key) or self.severities[max(self.severities)]

    def role_label(self, key: str) -> str:
        """What a role is called, also one that was since removed from the file."""
        return self.roles[key].label if key in self.roles else key.replace("_", " ")
