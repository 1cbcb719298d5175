"""A Slack app's manifest, YAML or JSON: https://docs.slack.dev/reference/app-manifest"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictStr, model_validator

from .checked import checked, written
from .records import JSON

Scope = Annotated[StrictStr, Field(min_length=1)]
Address = Annotated[
    StrictStr, Field(max_length=3500), written(r"https?://\S+|", "must begin with https:// or http://")
]
_COMMAND = written(r"/\S+", "must be a slash and a word, as in /greet")
_COLOUR = written(r"#([0-9a-fA-F]{3}){1,2}", "must be a colour, as in #4a154b")


def _once(entries: list[Any], field: str) -> None:
    """Raises ValueError for two that would be told apart by nothing."""
    for name, times in Counter(getattr(entry, field) for entry in entries).items():
        if times > 1:
            raise ValueError(f"have {field} {name} {times} times")


class _Part(BaseModel):
    # Slack's manifests know more than a sandbox needs; what it does not know it names, and goes on.
    model_config = ConfigDict(extra="allow", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nothing(cls, given: object) -> object:
        # `features:` with nothing behind it is null in YAML, and as good as left out.
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value is not None}


class SlashCommand(_Part):
    command: Annotated[StrictStr, Field(max_length=32), _COMMAND]
    description: Annotated[StrictStr, Field(min_length=1, max_length=2000)]
    usage_hint: Annotated[StrictStr, Field(max_length=1000)] = ""
    should_escape: StrictBool = False
    url: Annotated[Address, Field(max_length=3000)] = ""


class ShortcutEntry(_Part):
    name: Annotated[StrictStr, Field(min_length=1, max_length=24)]
    type: Literal["message", "global"]
    callback_id: Annotated[StrictStr, Field(min_length=1, max_length=255)]
    description: Annotated[StrictStr, Field(min_length=1, max_length=150)]


class DisplayInformation(_Part):
    name: Annotated[StrictStr, Field(min_length=1, max_length=35)]
    description: Annotated[StrictStr, Field(max_length=140)] = ""
    long_description: Annotated[StrictStr, Field(min_length=175, max_length=4000)] | None = None
    background_color: Annotated[StrictStr, _COLOUR] | None = None


class BotUser(_Part):
    display_name: Annotated[StrictStr, Field(min_length=1, max_length=80)]
    always_online: StrictBool = False


class AppHome(_Part):
    home_tab_enabled: StrictBool = False
    # Silent manifests leave people a way to write to the app.
    messages_tab_enabled: StrictBool = True
    messages_tab_read_only_enabled: StrictBool = False


class Features(_Part):
    bot_user: BotUser | None = None
    app_home: AppHome = AppHome()
    slash_commands: Annotated[list[SlashCommand], Field(max_length=50)] = []
    shortcuts: Annotated[list[ShortcutEntry], Field(max_length=10)] = []

    @model_validator(mode="after")
    def _each_is_one(self) -> Self:
        _once(self.slash_commands, "command")
        _once(self.shortcuts, "callback_id")
        return self


class Scopes(_Part):
    bot: Annotated[list[Scope], Field(max_length=255)] = []
    bot_optional: Annotated[list[Scope], Field(max_length=255)] = []
    user: Annotated[list[Scope], Field(max_length=255)] = []
    user_optional: Annotated[list[Scope], Field(max_length=255)] = []


class OAuthConfig(_Part):
    redirect_urls: Annotated[list[StrictStr], Field(max_length=1000)] = []
    scopes: Scopes = Scopes()


class MetadataSubscription(_Part):
    app_id: StrictStr
    event_type: Annotated[StrictStr, Field(max_length=50)]


class EventSubscriptions(_Part):
    request_url: Address = ""
    bot_events: Annotated[list[Scope], Field(max_length=100)] = []
    user_events: Annotated[list[Scope], Field(max_length=100)] = []
    metadata_subscriptions: Annotated[list[MetadataSubscription], Field(max_length=20)] = []


class Interactivity(_Part):
    is_enabled: StrictBool
    request_url: Address = ""
    message_menu_options_url: Address = ""


class AppSettings(_Part):
    event_subscriptions: EventSubscriptions = EventSubscriptions()
    interactivity: Interactivity = Interactivity(is_enabled=False)
    socket_mode_enabled: StrictBool = False
    token_rotation_enabled: StrictBool = False
    org_deploy_enabled: StrictBool = False


class Manifest(_Part):
    """What a sandbox reads of it."""

    display_information: DisplayInformation
    features: Features = Features()
    oauth_config: OAuthConfig = OAuthConfig()
    settings: AppSettings = AppSettings()

    @property
    def scopes(self) -> frozenset[str]:
        """Those of the bot; the optional ones are granted, too."""
        return frozenset([*self.oauth_config.scopes.bot, *self.oauth_config.scopes.bot_optional])

    @property
    def events(self) -> frozenset[str]:
        return frozenset(self.settings.event_subscriptions.bot_events)

    @property
    def unknown(self) -> list[str]:
        """Fields that the sandbox does not know and goes without."""
        return sorted(_unknown(self, ""))


class _Loader(yaml.SafeLoader):
    """YAML allows a key once; a second `settings:` would replace the first without a word."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"{key.value} is there twice", problem_mark=key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else "")
        return node


def read_manifest(path: Path) -> Manifest:
    """Raises ValueError with a line for each problem, which names the file and the field."""
    return checked(Manifest, _mapping(path), path)


def _mapping(path: Path) -> JSON:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - it is a safe one
    except OSError as unreadable:
        raise ValueError(f"{path} cannot be read: {unreadable.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not YAML: it is not in UTF-8") from None
    except yaml.MarkedYAMLError as broken:
        line = f" in line {broken.problem_mark.line + 1}" if broken.problem_mark else ""
        raise ValueError(f"{path} is not YAML{line}: {broken.problem}") from None
    except yaml.YAMLError as broken:
        raise ValueError(f"{path} is not YAML: {str(broken).splitlines()[0]}") from None
    except RecursionError:
        raise ValueError(f"{path} is nested too deeply") from None
    if not isinstance(loaded, dict) or "display_information" not in loaded:
        raise ValueError(f"{path} is not the manifest of a Slack app: display_information is missing")
    return loaded


def _unknown(part: _Part, where: str) -> Iterator[str]:
    yield from (f"{where}{name}" for name in part.model_extra or {})
    for name, value in part:
        if isinstance(value, _Part):
            yield from _unknown(value, f"{where}{name}.")
        for number, entry in enumerate(value if isinstance(value, list) else []):
            if isinstance(entry, _Part):
                yield from _unknown(entry, f"{where}{name}[{number}].")
