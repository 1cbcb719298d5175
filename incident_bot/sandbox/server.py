"""The sandbox: one workspace, one port, everything that a bot and a browser need of Slack."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from . import methods
from .acts.membership import welcome
from .acts.scheduling import Timetable
from .avatars import Avatars
from .control import Board, Control, in_json
from .delivery import Delivery
from .errors import SlackError
from .faults import Faults
from .feed import Feed
from .hooks import Hooks
from .journal import Journal
from .limits import Limits
from .oauth.routes import SignIn
from .origin import for_our_own
from .people import Person
from .records import App, User
from .rooms import Room
from .seed import Seed
from .tasks import Tasks
from .traffic import Traffic
from .web_api import WebApi
from .workspace import Workspace

_PAGE = Path(__file__).parent / "page"
# The page runs only its own scripts, whatever an app puts into a message; pictures may come from elsewhere.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: https: http:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_MOST_UPLOADED = 100 * 1024 * 1024
# Importing the methods registers them.
_FAMILIES = methods.__all__


class Sandbox:
    """A Slack workspace that is served on one port of this machine and lives until it is stopped."""

    def __init__(
        self,
        seed: Seed,
        now: Callable[[], float] = time.time,
        *,
        skip: Callable[[float], None] | None = None,
    ) -> None:
        """`now` is the workspace's clock, in seconds since 1970.

        `skip`, if given, moves it on by so many seconds, and the page offers to.
        """
        self.workspace: Workspace = seed.workspace(now)
        self.workspace.skip = skip
        self.journal = Journal(now)
        self.faults = Faults(self.workspace)
        self.limits = Limits(now)
        self._tasks = Tasks()
        self.delivery = Delivery(self.workspace, self.journal, self._tasks)
        self.delivery.rng = self.faults.random("disorder")
        self._feed = Feed(self.workspace, self.delivery, self._tasks, self.journal, self.faults, self.limits)
        self._timetable = Timetable(self.workspace)
        self._runner: web.AppRunner | None = None
        self._people: dict[str, Person] = {}

    @property
    def url(self) -> str:
        """Where the page is, without a slash at the end; empty before the start."""
        return self.workspace.url

    @property
    def api_url(self) -> str:
        """The address of the Web API, as clients want it: with a slash at the end."""
        return f"{self.url}/api/"

    @property
    def app(self) -> App:
        """The app as the workspace knows it: its tokens, its scopes, where it is delivered to."""
        return self.workspace.app

    # -- running ---

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Serves from now on, on a free port if `port` is 0. Raises OSError when the port is taken."""
        # A stopped sandbox ends what it holds; nobody is left to wait for an orderly end.
        self._runner = web.AppRunner(self._routes(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        # A bot that opens hundreds of connections at once must not wait a second for a place in the queue.
        site = web.TCPSite(self._runner, host, port, backlog=4096)
        await site.start()
        bound = self._runner.addresses[0][1]
        self.workspace.url = f"http://{host}:{bound}"

    async def stop(self) -> None:
        """Ends everything: held calls, connections, what waits to be sent. Harmless before a start."""
        self.faults.abandon()
        await self._feed.close()
        self._timetable.close()
        await self._tasks.cancel()
        await self.delivery.sockets.cut()
        await self.delivery.http.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.journal.close()

    def _routes(self) -> web.Application:
        traffic = Traffic(self.workspace, self.faults, self.limits, self.journal)
        api, hooks = WebApi(self.workspace, traffic), Hooks(self.workspace, traffic)
        app = web.Application(client_max_size=_MOST_UPLOADED, middlewares=[for_our_own, in_json])
        app.router.add_route("GET", "/api/{method}", api.serve)
        app.router.add_route("POST", "/api/{method}", api.serve)
        app.router.add_get("/link/", self.delivery.sockets.serve)
        app.router.add_post("/hooks/{path:.+}", hooks.respond)
        app.router.add_post("/upload/{file}", hooks.upload)
        app.router.add_get("/files/{file}/{name}", hooks.download)
        app.router.add_routes(Control(self._board()).routes())
        app.router.add_routes(SignIn(self.workspace).routes())
        app.router.add_get("/avatars/{hash}/{name}", Avatars(self.workspace).serve)
        app.router.add_get("/live", self._feed.serve)
        app.router.add_get("/", _index)
        app.router.add_get("/archives/{channel}/{message}", _permalink)
        app.router.add_static("/page", _PAGE)
        return app

    def _board(self) -> Board:
        return Board(self.workspace, self.delivery, self.faults, self.limits, self.journal, self.person)

    # -- people and places ---

    def person(self, name: str) -> Person:
        """By name or id. Raises LookupError, which says who is here."""
        user = self.workspace.user_named(name) or self.workspace.users.get(name)
        if user is None:
            known = ", ".join(sorted(user.name for user in self.workspace.people()))
            raise LookupError(f"nobody here is called {name!r}; there are {known}")
        return self._people.setdefault(user.id, Person(self.workspace, self.delivery, user))

    def arrives(self, user: User) -> Person:
        """Somebody new joins the team."""
        welcome(self.workspace, user)
        return self.person(user.id)

    def channel(self, name: str) -> Room:
        """By name, with or without #. Raises LookupError, which says which channels there are."""
        found = self.workspace.channel_named(name.removeprefix("#"))
        if found is None:
            known = ", ".join(channel.name for channel in self.workspace.channels.values() if channel.name)
            raise LookupError(f"there is no channel {name!r}; there are {known}")
        return Room(self.workspace, found)

    def channel_by_id(self, channel_id: str) -> Room:
        """By Slack's id, for conversations that have no name. Raises LookupError."""
        try:
            return Room(self.workspace, self.workspace.channel(channel_id))
        except SlackError:
            raise LookupError(f"there is no channel with the id {channel_id!r}") from None

    @property
    def channels(self) -> list[Room]:
        """All conversations, the direct and the archived ones too, oldest first."""
        return [Room(self.workspace, channel) for channel in self.workspace.channels.values()]

    async def until(
        self,
        condition: Callable[[], object],
        timeout: float = 10,  # noqa: ASYNC109 - reads better than a block in a test
    ) -> None:
        """Waits for the condition, looking again after every change in the workspace and every call.

        Raises TimeoutError after `timeout` real seconds, with what was said and called last.
        """
        try:
            async with asyncio.timeout(timeout):
                while not condition():
                    await self.workspace.next_change()
        except TimeoutError:
            raise TimeoutError(self._unmet(condition, timeout)) from None

    def _unmet(self, condition: Callable[[], object], timeout: float) -> str:
        try:
            source = inspect.getsource(condition).strip()
        except (OSError, TypeError):
            source = repr(condition)
        seen = [
            f"  #{room.name or room.id}: {message.words[:200]}"
            for room in self.channels
            for message in room.messages
        ]
        calls = [f"  {entry['method']}: {_outcome(entry['answer'])}" for entry in self.journal[-10:]]
        told = ["the last messages:", *seen[-15:], "the last of the journal:", *calls]
        return "\n".join([f"not within {timeout} s: {source}", *told])


async def _index(request: web.Request) -> web.StreamResponse:
    # An old page against a new sandbox would be puzzling: the browser asks each time.
    headers = {"Cache-Control": "no-cache", "Content-Security-Policy": _POLICY}
    return web.FileResponse(_PAGE / "index.html", headers=headers)


async def _permalink(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(f"/?in={request.match_info['channel']}")


def _outcome(answer: object) -> str:
    return str(answer.get("error") or "ok") if isinstance(answer, dict) else str(answer)
