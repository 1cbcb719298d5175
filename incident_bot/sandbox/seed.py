"""What a sandbox begins with: the team, its people and channels, and the app as its manifest describes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .manifest import Manifest, read_manifest
from .records import App, Channel, Command, Group, Note, Shortcut, Token, User
from .workspace import SLACKBOT, Workspace

BOT = "U0BOT0000"


@dataclass
class Place:
    """A channel before its first word; `people` None is everybody who is not a guest."""

    name: str
    is_private: bool = False
    is_archived: bool = False
    people: list[str] | None = None
    # Whether the app is in it from the beginning.
    app: bool = False
    topic: str = ""
    purpose: str = ""


@dataclass
class Seed:
    """A team before its first word. Scopes and events that are None grant and send everything."""

    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    domain: str = "sandbox"
    # What the workspace calls itself in links, where that is not the address at which it is served.
    address: str = ""
    people: list[User] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    channels: list[Place] = field(
        default_factory=lambda: [Place("general"), Place("incidents"), Place("random")]
    )
    app_name: str = "Incident Bot"
    # What mentions of the app say; None is its name in small letters, without spaces.
    bot_name: str | None = None
    commands: list[Command] = field(default_factory=list)
    shortcuts: list[Shortcut] = field(default_factory=list)
    scopes: frozenset[str] | None = None
    user_scopes: frozenset[str] = frozenset()
    events: frozenset[str] | None = None
    metadata_types: frozenset[str] = frozenset()
    home_tab: bool = True
    messages_tab: bool = True
    messages_tab_read_only: bool = False
    socket_mode: bool = True
    interactivity: bool = True
    rotates_tokens: bool = False
    redirect_urls: list[str] = field(default_factory=list)

    @classmethod
    def example(cls, manifest: Path | None = None) -> Seed:
        """Four people on four continents; commands, scopes and events from the manifest if there is one.

        Raises ValueError, which names the file and the field, when the manifest is not one.
        """
        seed = cls(people=_example_people(), commands=[Command("/incident", should_escape=True)])
        seed.groups = [
            Group("S0ONCALL0", "oncall", "On call", [seed.people[0].id, seed.people[1].id]),
            Group("S0EXECS00", "execs", "Executives", [seed.people[3].id]),
        ]
        if manifest is not None:
            seed.read_manifest(manifest)
        return seed

    @classmethod
    def crowd(cls, people: int, channels: int) -> Seed:
        """A workspace of that size, for trying how a bot copes with many: two hundred people in a channel."""
        seed = cls.example()
        more = range(len(seed.people), people)
        seed.people += [
            person(f"p{number:05}", f"Person {number}", "UTC", title="one of many") for number in more
        ]
        ids = [user.id for user in seed.people]
        for number in range(len(seed.channels), channels):
            first = number * 37 % len(ids)
            seed.channels.append(Place(f"channel-{number:05}", people=(ids * 2)[first : first + 200]))
        return seed

    def read_manifest(self, path: Path) -> Manifest:
        """Takes everything that a sandbox has of it from a Slack app's manifest, in YAML or JSON.

        Raises ValueError with a line for each problem, which names the file and the field.
        """
        manifest = read_manifest(path)
        features, settings = manifest.features, manifest.settings
        self.app_name = manifest.display_information.name
        self.bot_name = features.bot_user.display_name if features.bot_user else None
        self.commands = [
            Command(known.command, known.description, known.usage_hint, known.should_escape)
            for known in features.slash_commands
        ]
        self.shortcuts = [
            Shortcut(known.name, known.type, known.callback_id, known.description)
            for known in features.shortcuts
        ]
        self.scopes, self.events = manifest.scopes, manifest.events
        scopes = manifest.oauth_config.scopes
        self.user_scopes = frozenset([*scopes.user, *scopes.user_optional])
        subscribed = settings.event_subscriptions.metadata_subscriptions
        self.metadata_types = frozenset(one.event_type for one in subscribed)
        self.home_tab = features.app_home.home_tab_enabled
        self.messages_tab = features.app_home.messages_tab_enabled
        self.messages_tab_read_only = features.app_home.messages_tab_read_only_enabled
        self.socket_mode = settings.socket_mode_enabled
        self.interactivity = settings.interactivity.is_enabled
        self.rotates_tokens = settings.token_rotation_enabled
        self.redirect_urls = list(manifest.oauth_config.redirect_urls)
        return manifest

    def workspace(self, now: Callable[[], float]) -> Workspace:
        """A new workspace each time; `now` is its clock, in seconds since 1970."""
        made = Workspace(self.team_id, self.team_name, self.domain, now)
        made.address = self.address
        made.app = app = self._app()
        for token in (Token(app.bot_token, "bot", BOT), Token(app.app_token, "app", BOT)):
            made.tokens[token.value] = token
        bot = User(BOT, self._bot_handle(), self.app_name, is_bot=True)
        # Slack's own voice is listed among the people, and not as a bot.
        slackbot = User(SLACKBOT, "slackbot", "Slackbot")
        made.users = {user.id: user for user in [*self.people, bot, slackbot]}
        made.groups = {group.id: group for group in self.groups}
        created, everybody = int(now()), self._everybody()
        taken: set[str] = set()
        for place in self.channels:
            channel = self._channel(place, taken, everybody, created)
            made.channels[channel.id] = channel
        return made

    def _bot_handle(self) -> str:
        wanted = found = (self.bot_name or self.app_name).lower().replace(" ", "")
        number = 1
        while found in {user.name for user in self.people}:
            number += 1
            found = f"{wanted}{number}"
        return found

    def _app(self) -> App:
        return App(
            id="A0SANDBOX",
            name=self.app_name,
            user=BOT,
            bot_id="B0SANDBOX",
            # Bolt tells bot tokens by this beginning.
            bot_token="xoxb-sandbox-bot",
            app_token="xapp-sandbox-app",
            signing_secret="sandbox-signing-secret",
            verification_token="sandbox-verification",
            commands=list(self.commands),
            scopes=self.scopes,
            events=self.events,
            shortcuts=list(self.shortcuts),
            home_tab=self.home_tab,
            messages_tab=self.messages_tab,
            messages_tab_read_only=self.messages_tab_read_only,
            socket_mode=self.socket_mode,
            interactivity=self.interactivity,
            metadata_types=self.metadata_types,
            redirect_urls=list(self.redirect_urls),
            user_scopes=self.user_scopes,
            token_rotation=self.rotates_tokens,
        )

    def _everybody(self) -> list[str]:
        """https://slack.com/help/articles/202518103: guests are only where they were invited to."""
        return [
            user.id
            for user in self.people
            if not (user.deleted or user.team_id or user.is_restricted or user.is_ultra_restricted)
        ]

    def _channel(self, place: Place, taken: set[str], everybody: list[str], created: int) -> Channel:
        members = list(everybody if place.people is None else place.people)
        creator = (members or everybody or [BOT])[0]
        return Channel(
            id=id_for("C", place.name, taken),
            name=place.name,
            creator=creator,
            created=created,
            is_private=place.is_private,
            is_archived=place.is_archived,
            is_general=place.name == "general",
            members=[*members, BOT] if place.app else members,
            topic=Note(place.topic, creator if place.topic else "", created if place.topic else 0),
            purpose=Note(place.purpose, creator if place.purpose else "", created if place.purpose else 0),
        )


def person(name: str, real_name: str, tz: str, *, is_admin: bool = False, title: str = "") -> User:
    """Somebody whose id can be read: ann is U0ANN0000."""
    email = f"{name}@example.com"
    known = User(id_for("U", name), name, real_name, tz, email=email, title=title)
    known.is_admin = known.is_owner = is_admin
    return known


def id_for(prefix: str, name: str, taken: set[str] | None = None) -> str:
    """An id in which the name can be read; one that is in `taken` gets a number behind it, and is added."""
    letters = "".join(letter for letter in name.upper() if letter.isascii() and letter.isalnum())
    wanted = found = f"{prefix}0{letters:0<7.20}"
    number = 1
    while taken is not None and found in taken:
        number += 1
        found = f"{wanted}{number}"
    if taken is not None:
        taken.add(found)
    return found


def _example_people() -> list[User]:
    return [
        person("ann", "Ann Example", "Europe/Berlin", is_admin=True),
        person("bo", "Bo Example", "America/New_York"),
        person("chi", "Chi Example", "Asia/Kolkata"),
        person("dee", "Dee Example", "Australia/Sydney"),
    ]
