"""From a request to its reply: one transaction, no network.

The command runs, what follows from it becomes jobs, the reply is kept in the inbox (unless it is there
already: then nothing was asked anew); then the commit. Only after it does anybody hear of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.commands import CATALOGUE, access, inbox
from incident_bot.commands.ask import Ask, Request
from incident_bot.commands.command import Command
from incident_bot.commands.likely import likely
from incident_bot.commands.reply import Reply
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.effects.whisper import whisper
from incident_bot.errors import Refused
from incident_bot.incidents import queries
from incident_bot.incidents.vocabulary import Source
from incident_bot.jobs.queue import NewJob, enqueue
from incident_bot.messages.refusal import refusal
from incident_bot.settings import Settings
from incident_bot.slack import text

_HELP_WANTED = ("help", "--help", "-h")
_REF = re.compile(r"inc-?\d{1,9}", re.IGNORECASE | re.ASCII)
_HOLES = ("<", "…", "@name")
"""What stands for something that is still to be said."""
_PLACEHOLDERS = {"<text>", "<reason>", "<time>", "<number>", "<format>", "<day>", "<title>"}
_SHOWN = 300
"""Characters of somebody's line that are repeated, put right."""


class Dispatch:
    """Answers requests. `nudge` is called when there may be new jobs."""

    def __init__(self, database: Database, settings: Settings, nudge: Callable[[], None]) -> None:
        self._database = database
        self._settings = settings
        self._nudge = nudge

    async def answer(self, request: Request) -> Reply:
        """The reply to a request; the same one when the request is delivered again."""
        name, words = [*request.words.split(maxsplit=1), "", ""][:2]
        command = CATALOGUE.get(name.lower() or "help")
        if command is None:
            return self._unknown(name, words)
        asked = words.strip().lower()
        if asked in _HELP_WANTED and not (command.helps and asked == "help"):
            command, words = CATALOGUE["help"], name
        if command.writes_with(words):
            reply = await self._write(request, command, words)
            self._nudge()
        else:
            reply = await self._read(request, command, words)
        return reply

    async def tell(self, request: Request, reply: Reply) -> None:
        """Answer a click whose acknowledgement is over."""
        async with self._database.writing(person_waits=True) as session:
            await self._whisper(session, request, reply)
        self._nudge()

    async def _write(self, request: Request, command: Command, words: str) -> Reply:
        try:
            async with self._database.writing(person_waits=True) as session:
                reply = await self._answer(command, self._ask(request, session, words))
                if reply.refused:
                    raise _Undo(reply)
                await follow(session)
                await self._keep(session, request, reply)
            return reply
        except inbox.AnsweredAlready as already:
            return already.reply
        except _Undo as undone:
            reply = undone.reply
        if request.source is Source.FORM:
            # The form stays open, and what is corrected in it comes under the same key.
            return reply
        # The refused transaction is undone; its reply is kept in one of its own, so that a redelivery,
        # which may find things changed, does not do what the person was told was not done.
        try:
            async with self._database.writing(person_waits=True) as session:
                await self._keep(session, request, reply)
        except inbox.AnsweredAlready as already:
            return already.reply
        return reply

    async def _read(self, request: Request, command: Command, words: str) -> Reply:
        async with self._database.reading() as session:
            reply = await self._answer(command, self._ask(request, session, words))
        if request.source is Source.BUTTON and reply.form is None:
            await self.tell(request, reply)
        return reply

    async def _answer(self, command: Command, ask: Ask) -> Reply:
        try:
            await access.check(ask, command.permission)
            _must_be_filled_in(command, ask)
            return (await command.answer(ask)).remarked(ask.remarks)
        except Refused as refused:
            example = refused.example or await self._example(command, ask)
            theirs = refused.example is not None and _is_theirs(example, command)
            understood = None if command.refuses_plainly else command.summary
            message = refusal(understood, refused.problem, example, self._settings, theirs=theirs)
            # Under a field stands plain text: no mentions, no entities, no marks of code.
            problem = (await ask.plain(refused.problem)).replace("`", "")
            return Reply(message, refused=True, field=refused.field, problem=problem)

    async def _example(self, command: Command, ask: Ask) -> str:
        """A line that works here and now: outside a room, about an incident that there is."""
        if not ask.elsewhere:
            return command.shown()
        if ask.found is not None:
            return command.shown(ask.found.ref)
        newest = await queries.recent(ask.session, ask.request.workspace, 1, seen_by=await ask.viewer())
        return command.shown(newest[0].ref) if newest else CATALOGUE["declare"].shown()

    def _ask(self, request: Request, session: AsyncSession, words: str) -> Ask:
        return Ask(request, session, self._settings, clock.now(), words)

    async def _keep(self, session: AsyncSession, request: Request, reply: Reply) -> None:
        if reply.form is not None:
            return
        await inbox.keep(session, request.key, reply, clock.now())
        if request.source is Source.BUTTON:
            await self._whisper(session, request, reply)

    async def _whisper(self, session: AsyncSession, request: Request, reply: Reply) -> None:
        """A click cannot be answered in its acknowledgement, so the answer is a job like any other."""
        args = {
            "channel": request.channel,
            "person": request.person,
            "text": reply.message.text,
            "blocks": reply.message.blocks,
            "response_url": request.response_url,
        }
        job = NewJob(whisper.__name__, f"person:{request.person}", args, key=f"whisper:{request.key}")
        await enqueue(session, [job], clock.now())

    def _unknown(self, name: str, words: str) -> Reply:
        word = text.plain(name)
        if _REF.fullmatch(word):
            return self._incident_first(word, text.one_line(text.plain(words)))
        meant, example = likely(word, CATALOGUE) or ("", "help")
        hint = f" Did you mean `{meant}`?" if meant else ""
        problem = f"“{text.fit(word, 60)}” is not something I can do.{hint}"
        return Reply(refusal(None, problem, example, self._settings, theirs=False), refused=True)

    def _incident_first(self, ref: str, words: str) -> Reply:
        name, *rest = words.split(maxsplit=1) or [""]
        known = name.lower() in CATALOGUE
        example = " ".join([name, ref, *rest]) if known else f"status {ref}"
        problem = "The command comes first, then the incident."
        return Reply(refusal(None, problem, example[:_SHOWN], self._settings, theirs=known), refused=True)


def _is_theirs(example: str, command: Command) -> bool:
    return example.split(maxsplit=1)[0] == command.name and not any(hole in example for hole in _HOLES)


def _must_be_filled_in(command: Command, ask: Ask) -> None:
    """What was shown as a pattern, copied as it is, is nothing that anybody meant. Raises Refused."""
    if not command.pattern or ask.request.source is not Source.COMMAND:
        return
    left = next((word for word in text.plain(ask.rest).split() if word in _PLACEHOLDERS), None)
    if left is not None:
        raise Refused(f"`{text.escape(left)}` stands for words of your own.")


class _Undo(Exception):
    """Ends the transaction of a refused request without saving anything."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("refused")
        self.reply = reply
