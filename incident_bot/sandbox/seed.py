"""What a sandbox begins with: the team, its people and channels, and the app as its manifest describes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .manifest import read_manifest
from .records import App, Channel, Command, Group, Token, User
from .workspace import SLACKBOT, Workspace

_BOT = "U0BOT0000"


@dataclass
class Seed:
    """A team before its first word. Scopes and events that are None grant and send everything."""

    team_id: str = "T0SANDBOX"
    team_name: str = "Sandbox"
    domain: str = "sandbox"
    people: list[User] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    # Everybody is in them, the app in none.
    channels: list[str] = field(default_factory=lambda: ["general", "incidents", "random"])
    app_name: str = "Incident Bot"
    commands: list[Command] = field(default_factory=list)
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None

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

    def read_manifest(self, path: Path) -> None:
        """Takes name, commands, scopes and events from a Slack app's manifest, in YAML or JSON.

        Raises ValueError, which names the file and the field.
        """
        manifest = read_manifest(path)
        self.app_name = manifest.app_name
        self.commands = manifest.commands
        self.scopes = manifest.scopes
        self.events = manifest.events

    def workspace(self, now: Callable[[], float]) -> Workspace:
        """A new workspace each time; `now` is its clock, in seconds since 1970."""
        made = Workspace(self.team_id, self.team_name, self.domain, now)
        made.app = app = self._app()
        for token in (Token(app.bot_token, "bot", _BOT), Token(app.app_token, "app", _BOT)):
            made.tokens[token.value] = token
        bot = User(_BOT, self.app_name.lower().replace(" ", ""), self.app_name, is_bot=True)
        # Slack's own voice is listed among the people, and not as a bot.
        slackbot = User(SLACKBOT, "slackbot", "Slackbot")
        made.users = {user.id: user for user in [*self.people, bot, slackbot]}
        made.groups = {group.id: group for group in self.groups}
        for name in self.channels:
            channel = self._channel(name, int(now()))
            made.channels[channel.id] = channel
        return made

    def _app(self) -> App:
        return App(
            id="A0SANDBOX",
            name=self.app_name,
            user=_BOT,
            bot_id="B0SANDBOX",
            # Bolt tells bot tokens by this beginning.
            bot_token="xoxb-sandbox-bot",
            app_token="xapp-sandbox-app",
            signing_secret="sandbox-signing-secret",
            verification_token="sandbox-verification",
            commands=list(self.commands),
            scopes=self.scopes,
            events=self.events,
        )

    def _channel(self, name: str, created: int) -> Channel:
        return Channel(
            id=f"C0{name.upper().replace('-', ''):0<7.20}",
            name=name,
            creator=self.people[0].id if self.people else _BOT,
            created=created,
            is_general=name == "general",
            members=[user.id for user in self.people if not user.deleted],
        )


def person(name: str, real_name: str, tz: str, *, is_admin: bool = False) -> User:
    """Somebody whose id can be read: ann is U0ANN0000."""
    email = f"{name}@example.com"
    return User(f"U0{name.upper():0<7}", name, real_name, tz, is_admin=is_admin, email=email)


def _example_people() -> list[User]:
    return [
        person("ann", "Ann Example", "Europe/Berlin", is_admin=True),
        person("bo", "Bo Example", "America/New_York"),
        person("chi", "Chi Example", "Asia/Kolkata"),
        person("dee", "Dee Example", "Australia/Sydney"),
    ]
