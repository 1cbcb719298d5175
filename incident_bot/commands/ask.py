"""A request, and what a command may do with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.errors import Refused
from incident_bot.forms.filled import Filled
from incident_bot.incidents import queries
from incident_bot.incidents.access import Standing, standing, viewer
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.viewer import Viewer
from incident_bot.incidents.vocabulary import Source
from incident_bot.settings import Settings
from incident_bot.slack import text

_REF = re.compile(r"inc-?(\d{1,9})", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:^|(?<=\s))because\s?:", re.IGNORECASE)


@dataclass(frozen=True)
class Marked:
    """A message somebody points at; `text` is as Slack sent it."""

    channel: str
    ts: str
    author: str | None
    text: str
    thread: str | None = None
    """The message that it replies to."""
    said: dict[str, Any] = field(default_factory=dict)
    """All that is kept of a message, as `slack.said` reads it: its files, and a bot's name, too."""
    of_people: bool = True
    """Somebody wrote it, and no app."""


@dataclass(frozen=True)
class Request:
    """What a person asked, and where."""

    workspace: str
    person: str
    channel: str | None
    words: str
    """What was typed after `/incident`, as Slack sent it; a click and a form type words too."""
    key: str
    """Slack's name for this delivery: the same for a redelivery."""
    source: Source = Source.COMMAND
    trigger: str | None = None
    """Opens a form, for three seconds."""
    response_url: str | None = None
    """Answers a click privately also where the person is not a member, for half an hour."""
    filled: Filled = field(default_factory=Filled)
    """What stands in the form that was sent, or that a button in it was clicked."""
    view: str | None = None
    """The form in which a button was clicked."""
    message: Marked | None = None
    """The message that a shortcut was used on."""
    opened_in: str | None = None
    """Where the form was opened that this comes from: whoever may do something there may send it."""
    foreign: bool = False
    """Slack says that they are of another workspace than the one the bot is in."""
    channel_name: str = ""
    """What Slack calls `channel` for whoever typed there: `privategroup`, `directmessage` or its name."""


class Ask:
    """A request inside its transaction: what is left of its words, and what they refer to."""

    def __init__(
        self, request: Request, session: AsyncSession, settings: Settings, now: datetime, words: str
    ) -> None:
        self.request = request
        self.session = session
        self.settings = settings
        self.now = now
        self.elsewhere = False
        """True once an incident was looked for, and this is not an incident's room."""
        self.found: Incident | None = None
        """The incident that was meant, once it was looked for and is there."""
        self.remarks: list[str] = []
        """What must be said of how the words were understood, whatever the reply: mrkdwn, a sentence each."""
        self._words = words.strip()
        self._standing: Standing | None = None

    @property
    def act(self) -> Act:
        """The person's deed, for the record."""
        return Act(self.request.person, self.now, self.request.source)

    @property
    def filled(self) -> Filled:
        """What stands in the form, if this comes from one."""
        return self.request.filled

    async def standing(self) -> Standing:
        """Who asks, as far as their rights go."""
        if self._standing is None:
            request = self.request
            self._standing = await standing(
                self.session,
                self.settings.access,
                request.workspace,
                request.person,
                channel=request.channel or request.opened_in,
                foreign=request.foreign,
            )
        return self._standing

    async def viewer(self) -> Viewer:
        """Through whose eyes incidents are looked for."""
        seen_by = viewer(self.settings.access, await self.standing())
        return replace(seen_by, channel=self.request.channel)

    @property
    def rest(self) -> str:
        """The words not yet taken, as Slack sent them."""
        return self._words

    def word(self) -> str:
        """Take the next word; empty when there is none."""
        first, *rest = self._words.split(maxsplit=1) or [""]
        self._words = rest[0] if rest else ""
        return first

    def peek(self) -> str:
        """The next word, left where it is."""
        return next(iter(self._words.split(maxsplit=1)), "")

    async def plain_rest(self) -> str:
        """Take all that is left, as a person would read it: people by their names."""
        rest, self._words = self._words, ""
        return await self.plain(rest)

    async def reason(self) -> str:
        """Take what follows the last `because:`, with it; empty when there is none."""
        if not (found := list(_BECAUSE.finditer(self._words))):
            return ""
        reason = self._words[found[-1].end() :]
        self._words = self._words[: found[-1].start()].rstrip()
        return await self.plain(reason)

    async def plain(self, words: str) -> str:
        """Words as a person would read them."""
        mentioned = text.people_in(words)
        known = await queries.people(self.session, self.request.workspace, mentioned) if mentioned else {}
        return text.plain(words, {each: person.name for each, person in known.items()})

    async def incident(self, *, for_change: bool, free_text: bool = False, why: bool = False) -> Incident:
        """The incident that the words name, else the one whose room this is.

        In its room, free text belongs to the room's incident even when it begins with the name of another.
        `why`: the words end in a reason, which may name another one too. Raises Refused when there is none.
        """
        request = self.request
        named, here = await queries.named_or_here(
            self.session,
            request.workspace,
            self._ref(self._last_may_be_one(free_text, why)),
            request.channel,
            for_change=for_change,
            seen_by=await self.viewer(),
        )
        self.elsewhere = here is None
        self.found = named or here
        if here is not None and free_text and self._ref(False) not in (None, here.number):
            raise Refused(
                f"this is the room of {here.ref}, and you named INC-{self._ref(False)}: go to its room, "
                f"or leave the number out.",
                example=f"status {here.ref}",
            )
        number = self._take_ref(self._last_may_be_one(free_text, why))
        if number is None and here is None:
            raise Refused(
                "this is not an incident's room, so I need to know which incident you mean: "
                "add its number, like INC-12."
            )
        if number is not None and named is None:
            raise Refused(
                f"there is no INC-{number}. `{self.settings.command} list` shows the open incidents.",
                example="list",
            )
        found = named or here
        assert found is not None, "one of the two is there"
        return found

    async def somebody(self, word: str = "") -> str:
        """The id of a person by mention or `me`: `word`, else the next one. Raises Refused for nobody."""
        word = word or self.word()
        if word.lower() in ("me", "myself"):
            return self.request.person
        if word.startswith("<!subteam"):
            raise Refused(f"{text.fit(text.plain(word), 60)} is a group, and a role is for one person.")
        mentioned = text.MENTION.match(word)
        if mentioned is None:
            shown = text.fit(text.plain(word), 100)
            raise Refused(
                f"“{shown}” is nobody I know here. Type @ and pick the name from Slack's list, or say `me`."
            )
        return await self.known(mentioned[1])

    async def known(self, person_id: str) -> str:
        """The id of somebody who can hold a role, picked in a form. Raises Refused for bots and strangers."""
        person = await queries.person(self.session, self.request.workspace, person_id)
        if person is None:
            return await self._stranger(person_id)
        if person.is_gone:
            raise Refused(f"{text.fit(person.name, 100)} is no longer in this workspace.")
        if person.is_bot:
            raise Refused(f"{text.fit(person.name, 100)} is a bot: a role needs a person.")
        return person.id

    def _last_may_be_one(self, free_text: bool, why: bool) -> bool:
        return not free_text and (not why or len(self._words.split()) <= 2)

    def _ref(self, last_too: bool) -> int | None:
        """The number in INC-12, when that is the first word left, or the last."""
        words = self._words.split()
        for word in [*words[:1], *words[-1:]] if last_too else words[:1]:
            if match := _REF.fullmatch(word):
                return int(match[1])
        return None

    def _take_ref(self, last_too: bool) -> int | None:
        number = self._ref(last_too)
        if number is None:
            return None
        if _REF.fullmatch(self.peek()):
            self.word()
        else:
            self._words = self._words[: -len(self._words.split()[-1])].rstrip()
        return number

    async def _stranger(self, person_id: str) -> str:
        workspace = await queries.workspace(self.session, self.request.workspace)
        if workspace.people_listed_at is None:
            # The list of people is still being read: trust Slack's mention rather than stand in the way.
            return person_id
        raise Refused(
            f"{text.mention(person_id)} is not somebody I know in this workspace. "
            "Type @ and pick the name from Slack's list."
        )
