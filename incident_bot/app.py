"""The whole bot, put together: the only file that knows every room."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock, migrations
from incident_bot.commands import inbox
from incident_bot.commands.dispatch import Dispatch
from incident_bot.database import Database
from incident_bot.effects.bring_in_group import bring_in_group
from incident_bot.effects.find_status_channel import find_status_channel
from incident_bot.effects.follow import follow
from incident_bot.effects.join_update_channels import join_update_channels
from incident_bot.effects.keep_files import keep_files
from incident_bot.effects.keep_message import keep_message
from incident_bot.effects.kit import Kit
from incident_bot.effects.list_group import list_group, listing
from incident_bot.effects.list_members_anew import list_members_anew
from incident_bot.effects.list_people import list_people
from incident_bot.effects.look_at_room import look_at_room, looking_anew
from incident_bot.effects.open_room import open_room
from incident_bot.effects.show_again import show_again
from incident_bot.effects.show_homes import show_homes, want_homes
from incident_bot.effects.show_later import show_later
from incident_bot.effects.table import EFFECTS, Effect
from incident_bot.effects.tell_declarer import tell_declarer
from incident_bot.effects.trouble import record, tell_what_was_left_out
from incident_bot.effects.whisper import whisper
from incident_bot.entrypoints.events import Events
from incident_bot.entrypoints.slack import BoltApp, bolt
from incident_bot.entrypoints.socket import Socket
from incident_bot.entrypoints.ticker import Ticker
from incident_bot.errors import GiveUp, Retry
from incident_bot.exports.postmortem_template import problems as problems_of_postmortem
from incident_bot.incidents import draft, message_fact, on_record, queries
from incident_bot.incidents.access import groups_named
from incident_bot.incidents.vocabulary import Kind
from incident_bot.incidents.workspace import Workspace
from incident_bot.jobs import queue
from incident_bot.jobs.job import Job
from incident_bot.jobs.run import Run
from incident_bot.jobs.runner import Runner
from incident_bot.messages.updates.templates import problems
from incident_bot.reminders import asked
from incident_bot.reminders.asked import send_asked
from incident_bot.reminders.digests.send import send_digest
from incident_bot.reminders.digests.tick import DigestTimes
from incident_bot.reminders.reading import look_anew
from incident_bot.reminders.send import send_reminder
from incident_bot.reminders.settling import unsaid
from incident_bot.reminders.stand_in import keep_stand_in
from incident_bot.reminders.tick import tick
from incident_bot.settings import Misconfigured, Settings
from incident_bot.slack.client import Slack
from incident_bot.slack.found import Identity

if TYPE_CHECKING:
    from incident_bot.entrypoints.http import Server

log = structlog.get_logger()

_CAUSED: dict[str, Effect] = {effect.__name__: effect for row in EFFECTS.values() for effect, _ in row}
_OTHERS: tuple[Effect, ...] = (
    bring_in_group,
    find_status_channel,
    join_update_channels,
    keep_files,
    keep_message,
    keep_stand_in,
    list_group,
    list_members_anew,
    list_people,
    look_at_room,
    send_asked,
    send_digest,
    send_reminder,
    show_again,
    show_homes,
    show_later,
    tell_declarer,
    whisper,
)
JOBS: dict[str, Effect] = {**_CAUSED, **{effect.__name__: effect for effect in _OTHERS}}
"""Every kind of job, with the function that does it."""


class Bot:
    """One process of the bot. `listens` is False for a worker, which only does what others have asked."""

    def __init__(self, settings: Settings, *, listens: bool = True) -> None:
        if sentences := missing(settings, listens=listens):
            raise Misconfigured(sentences)
        assert settings.slack_bot_token is not None, "it is not missing"
        self.settings = settings
        self.listens = listens
        self.database = Database(settings.database_url)
        self.slack = Slack(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
        self._kit = Kit(self.database, self.slack, settings, follow)
        effects = {kind: _with(effect, self._kit) for kind, effect in JOBS.items()}
        self.runner = Runner(self.database, effects, self._buried, lease=settings.lease_seconds)
        self.dispatch = Dispatch(self.database, settings, self.runner.nudge)
        self._ticker = Ticker(self.tick, settings.tick_seconds, self._tidy)
        self._digests = DigestTimes(self.database, settings)
        self._socket: Socket | None = None
        self._server: Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self._listening: socket.socket | None = None
        self._ticked_at = clock.now()

    async def start(self) -> None:
        """Come up: database, Slack, jobs, clock, and only then whoever may ask something."""
        if await migrations.upgrade(self.database):
            log.info("database migrated", version=migrations.HEAD)
        await self.slack.start()
        identity = await self._introduce()
        await self._prepare(identity)
        await self.runner.start()
        await self._tidy()
        self._ticker.start()
        await self._listen(identity)
        log.info("ready", workspace=identity.workspace, port=self.port, listens=self.listens)

    async def stop(self) -> None:
        """Go down in the opposite order. What is not done stays in the database."""
        if self._socket is not None:
            await self._socket.stop()
        if self._server is not None and self._serving is not None:
            self._server.should_exit = True
            await self._serving
        await self._ticker.stop()
        await self.runner.stop()
        await self.slack.stop()
        await self.database.close()

    @property
    def port(self) -> int | None:
        """The port that is served, if one is."""
        return None if self._listening is None else int(self._listening.getsockname()[1])

    async def tick(self) -> None:
        """Make jobs of what is owed now."""
        now = clock.now()
        if await tick(self.database, self.settings, now) + await self._digests.tick(now):
            self.runner.nudge()
        self._ticked_at = now

    async def health(self) -> dict[str, Any]:
        """For whoever watches the bot: `ok`, and what is waiting."""
        # Read first: the jobs of this tick are then among those that are counted.
        ticked_at = self._ticked_at
        async with self.database.reading() as session:
            jobs = await queue.backlog(session, clock.now())
        return {
            # Slack being away is no reason to restart the bot, so `ok` does not hang on `connected`.
            "ok": True,
            "connected": self._socket is None or await self._socket.is_connected(),
            "ticked_at": ticked_at.isoformat(),
            "jobs": {"unfinished": jobs.unfinished, "due": jobs.due, "buried": jobs.buried},
        }

    async def _introduce(self) -> Identity:
        """Wait for Slack as long as it takes; a token that Slack refuses is for the operators to mend."""
        for usual in itertools.chain((1, 2, 4, 8, 16), itertools.repeat(30)):
            try:
                return await self.slack.introduce()
            except Retry as away:
                wait = away.after or usual
                log.warning("Slack does not answer yet", why=away.why, again_in_seconds=wait)
                await asyncio.sleep(wait)
            except GiveUp as refused:
                raise Misconfigured([f"environment: SLACK_BOT_TOKEN: {refused.why}"]) from refused
        raise AssertionError("the waits never end")

    async def _check(self, app_token: str) -> None:
        try:
            await self.slack.check_app_token(app_token)
        except GiveUp as refused:
            raise Misconfigured([f"environment: SLACK_APP_TOKEN: {refused.why}"]) from refused
        except Retry as away:
            log.warning("Slack does not answer yet", why=away.why)

    async def _prepare(self, identity: Identity) -> None:
        async with self.database.writing() as session:
            await _remember_workspace(session, identity)
            jobs = [
                queue.NewJob(
                    kind=effect.__name__,
                    lane=f"workspace:{identity.workspace}:{effect.__name__}",
                    args={"workspace": identity.workspace},
                )
                for effect in (find_status_channel, list_people, join_update_channels)
            ]
            groups = groups_named(self.settings.access, self.settings.escalation)
            jobs += [listing(identity.workspace, group) for group in sorted(groups)]
            # What happened to rooms while nobody listened may never be told.
            rooms = await queries.with_rooms_to_watch(session, identity.workspace)
            busy = await queue.busy_lanes(session)
            jobs += [looking_anew(incident, busy) for incident in rooms]
            await queue.enqueue_unless_waiting(session, jobs, clock.now())
            await look_anew(session)
            # Words, settings and rights may be others than before.
            await want_homes(session, identity.workspace)

    async def _listen(self, identity: Identity) -> None:
        app = None
        if self.listens:
            events = Events(self.database, self.settings, identity, self.runner.nudge)
            app = bolt(self.slack, identity, self.settings, self.dispatch, events)
        token = self.settings.slack_app_token
        if self.settings.port is not None:
            await self._serve(app if token is None else None, self.settings.port)
        if app is not None and token is not None:
            await self._check(token.get_secret_value())
            self._socket = Socket(app, token.get_secret_value())
            await self._socket.start()

    async def _serve(self, app: BoltApp | None, port: int) -> None:
        # Imported here because over a socket there is often no server at all.
        from incident_bot.entrypoints.http import listen, server, web

        try:
            self._listening = listen(self.settings.host, port)
        except OSError as taken:
            raise Misconfigured([f"environment: PORT: {port} cannot be served: {taken.strerror}"]) from taken
        self._server = server(web(self.health, app))
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listening]), name="web server")

    async def _buried(self, session: AsyncSession, job: Job, why: str) -> None:
        """A job that was given up is on its incident's record, except when it was telling of just that."""
        if "incident" not in job.args:
            return
        if job.kind == send_reminder.__name__:
            await unsaid(session, job.args, why)
        if job.kind == send_asked.__name__:
            await asked.unsaid(session, job.args)
            return
        if "entry" in job.args and (await on_record.entry(session, job.args["entry"])).what is Kind.PROBLEM:
            return
        incident_id = job.args["incident"]
        await record(session, self._kit, incident_id, f"{job.kind.replace('_', ' ')}: {why}")
        if job.kind == open_room.__name__:
            args = {"incident": incident_id, "why": why}
            told = queue.NewJob(tell_declarer.__name__, f"incident:{incident_id}:declarer", args)
            await queue.enqueue(session, [told], clock.now())

    async def _tidy(self) -> None:
        async with self.database.writing() as session:
            await inbox.prune(session, clock.now())
            await draft.prune(session, clock.now())
            await message_fact.prune(session, clock.now())
            await queue.prune(session, clock.now())


def _with(effect: Effect, kit: Kit) -> Callable[[Run], Awaitable[None]]:
    async def run_it(run: Run) -> None:
        await effect(run, kit)
        await tell_what_was_left_out(run, kit)

    return run_it


def missing(settings: Settings, *, listens: bool) -> list[str]:
    """What the bot cannot start without or with, in sentences: missing variables, broken templates."""
    return [
        *_lacking(settings, listens=listens),
        *problems(settings.updates.templates),
        *problems_of_postmortem(settings.postmortem_template),
    ]


def _lacking(settings: Settings, *, listens: bool) -> list[str]:
    if settings.slack_bot_token is None:
        return ["environment: SLACK_BOT_TOKEN: is missing; it is the bot token, which starts with xoxb-"]
    over_http = settings.slack_signing_secret is not None and settings.port is not None
    if not listens or settings.slack_app_token is not None or over_http:
        return []
    return [
        "environment: set SLACK_APP_TOKEN (xapp-…) for Socket Mode, "
        "or SLACK_SIGNING_SECRET together with PORT for HTTP"
    ]


async def _remember_workspace(session: AsyncSession, identity: Identity) -> None:
    values = {"id": identity.workspace, "url": identity.url, "bot_person": identity.person, "last_number": 0}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    known = {"url": identity.url, "bot_person": identity.person}
    await session.execute(
        dialect.insert(Workspace).values(values).on_conflict_do_update(index_elements=["id"], set_=known)
    )
