"""Unexpected messages fail a story: what the app says and nobody expected or allowed is told at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from .people import Person
from .rooms import Room, Seen
from .server import Sandbox

Place = Room | Person
Words = str | re.Pattern[str]


class Expectations:
    """What a story expects the app to say from now on, to everybody or to one person alone.

    What was there before is nobody's business, and neither are Slack's own grey lines.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._expected = {_key(message) for _, message in self._said()}
        self._allowed: list[tuple[Words, Place | None]] = []

    async def sees(self, where: Place, words: Words, timeout: float = 10) -> Seen:  # noqa: ASYNC109 - as in `until`
        """Waits for one message with these words that was not expected yet; it is from now on.

        Text has to stand in it as it is, a pattern is searched for. Raises TimeoutError after `timeout` real
        seconds.
        """
        found: list[Seen] = []

        def is_there() -> bool:
            found[:] = [message for message in self._unexpected(where) if _says(message, words)]
            return bool(found)

        await self._sandbox.until(is_there, timeout)
        self.expects(found[0])
        return found[0]

    def expects(self, *messages: Seen) -> None:
        """These are as they should be."""
        self._expected.update(_key(message) for message in messages)

    def allows(self, words: Words, place: Place | None = None) -> None:
        """The app may say this, there or anywhere, as often as it likes."""
        self._allowed.append((words, place))

    def unexpected(self) -> list[Seen]:
        """What the app said although nobody expected or allowed it, oldest first."""
        return sorted(self._unexpected(None), key=lambda message: message.ts)

    def check(self) -> None:
        """Raises AssertionError when something was unexpected: where and when the app said what."""
        if unexpected := self.unexpected():
            told = "\n".join(f"  {self._place(message)}: {message.words}" for message in unexpected)
            raise AssertionError(f"the app said what nobody expected:\n{told}")

    def _unexpected(self, where: Place | None) -> Iterator[Seen]:
        for place, message in self._said():
            if _key(message) in self._expected or self._is_allowed(place, message):
                continue
            if where is None or _id(where) == _id(place):
                yield message

    def _said(self) -> Iterator[tuple[Place, Seen]]:
        """Each message of the app that stands anywhere, with whoever can see it."""
        for room in self._sandbox.channels:
            yield from ((room, message) for message in room.posts if message.by_app)
        for user in self._sandbox.workspace.people():
            person = self._sandbox.person(user.id)
            yield from ((person, message) for message in person.private() if message.by_app)

    def _is_allowed(self, place: Place, message: Seen) -> bool:
        return any(
            _says(message, words) and (there is None or _id(there) == _id(place))
            for words, there in self._allowed
        )

    def _place(self, message: Seen) -> str:
        room = self._sandbox.channel_by_id(message.channel)
        where = f"#{room.name}" if room.name else f"direct message of {' and '.join(room.members)}"
        if message.message.ephemeral_to is not None:
            where += f", only {self._sandbox.person(message.message.ephemeral_to).name}"
        return f"{where}, {datetime.fromtimestamp(float(message.ts), UTC):%H:%M:%S}"


def _key(message: Seen) -> tuple[str, str]:
    return message.channel, message.ts


def _id(place: Place) -> str:
    return place.id


def _says(message: Seen, words: Words) -> bool:
    told = f"{message.words}\n{message.text}"
    return words in told if isinstance(words, str) else words.search(told) is not None
