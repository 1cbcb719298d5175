"""What the app is sent: commands and clicks with a deadline, events with retries."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from ..journal import Journal
from ..records import JSON, Channel
from ..tasks import Tasks
from ..workspace import Workspace
from .disorder import Disorder
from .http import HttpDelivery
from .outgoing import Answer, Kind, NotDelivered, Parcel
from .retries import RETRY_AFTER, TOO_LATE_SECONDS, Pauses
from .socket_mode import SocketMode
from .subscriptions import is_sent


class Delivery:
    """Over Socket Mode, or over HTTP while the app has a request URL."""

    def __init__(self, workspace: Workspace, journal: Journal, tasks: Tasks) -> None:
        self.sockets = SocketMode(workspace, journal)
        self.http = HttpDelivery(workspace)
        # Shares of the events, 0 to 1, that come twice, come again under another id, or come out of order.
        self.duplicates = 0.0
        self.duplicates_new_id = 0.0
        self.reordered = 0.0
        self.rng = random.Random(0)  # noqa: S311 - mishaps to order, not secrets
        self._workspace = workspace
        self._journal = journal
        self._tasks = tasks
        self._first_attempts: list[asyncio.Future[None]] | None = None
        self._pauses = Pauses(workspace)
        self._disorder = Disorder(self._begin, tasks)
        workspace.send_event = self.announce

    @property
    def connected(self) -> bool:
        """Whether the app can be reached: it holds a connection, or it has a request URL."""
        return self._workspace.app.request_url is not None or self.sockets.connected > 0

    async def ask(self, kind: Kind, method: str, payload: JSON) -> Answer:
        """Sends a person's act and waits for the acknowledgement; never raises, the Answer has the error."""
        if kind == "interactive" and not self._workspace.app.interactivity:
            return Answer(error="interactivity_disabled")
        entry = self._journal.enter(kind, method, payload)
        began = time.monotonic()
        try:
            body = await self._send(Parcel(kind, payload, entry=entry))
            answer = Answer(body, seconds=time.monotonic() - began)
        except NotDelivered as failure:
            answer = Answer(error=failure.code, seconds=time.monotonic() - began)
        self._journal.answered(entry, answer.error or answer.body or {})
        self._workspace.nudge()
        return answer

    def announce(self, event: JSON, channel: Channel | None) -> None:
        """Sends an event, if the app subscribed to it and may see it, until it is acknowledged."""
        if not is_sent(self._workspace.app, event, channel):
            return
        payload = self._wrapped(event)
        if self._chance(self.reordered):
            self._disorder.hold(payload)
            return
        attempted = self._begin(payload)
        if self._first_attempts is not None:
            self._first_attempts.append(attempted)
        if self._chance(self.duplicates):
            self._disorder.after(attempted, payload)
        if self._chance(self.duplicates_new_id):
            self._disorder.after(attempted, {**payload, "event_id": self._workspace.new_id("Ev")})
        self._disorder.let_go(attempted)

    @contextmanager
    def watching(self) -> Iterator[list[asyncio.Future[None]]]:
        """Collects the first attempts of the events that are announced inside."""
        before, self._first_attempts = self._first_attempts, []
        try:
            yield self._first_attempts
        finally:
            self._first_attempts = before

    def retry_now(self) -> None:
        """Every retry that is waiting for its minute is made at once."""
        self._pauses.end()

    def _begin(self, payload: JSON) -> asyncio.Future[None]:
        """Delivers in the background; what it gives is done after the first attempt."""
        attempted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tasks.spawn(self._deliver(payload, attempted))
        return attempted

    async def _deliver(self, payload: JSON, attempted: asyncio.Future[None]) -> None:
        reason = ""
        for attempt, seconds in enumerate((0.0, *RETRY_AFTER)):
            await self._pauses.pause(seconds)
            if self._workspace.now() - payload["event_time"] > TOO_LATE_SECONDS:
                return
            try:
                await self._attempt(payload, attempt, reason)
                return
            except NotDelivered as failure:
                reason = failure.reason
                if failure.no_retry:
                    return
            except asyncio.CancelledError:
                attempted.cancel()
                raise
            finally:
                if not attempted.done():
                    attempted.set_result(None)
                self._workspace.nudge()

    async def _attempt(self, payload: JSON, attempt: int, reason: str) -> None:
        kind = payload["event"]["type"]
        entry = self._journal.enter("events_api", kind, payload, attempt=attempt)
        try:
            body = await self._send(Parcel("events_api", payload, attempt, reason, entry))
        except NotDelivered as failure:
            self._journal.answered(entry, failure.reason)
            raise
        self._journal.answered(entry, body or {})

    async def _send(self, parcel: Parcel) -> JSON | None:
        transport = self.sockets if self._workspace.app.request_url is None else self.http
        return await transport.send(parcel)

    def _chance(self, share: float) -> bool:
        # Without disorder no number is drawn: a seed gives the same disorder whatever happened before.
        return share > 0 and self.rng.random() < share

    def _wrapped(self, event: JSON) -> JSON:
        """https://docs.slack.dev/apis/events-api/#event-type-structure"""
        workspace = self._workspace
        seen_by = {"enterprise_id": None, "team_id": workspace.team_id, "user_id": workspace.app.user}
        return {
            "token": workspace.app.verification_token,
            "team_id": workspace.team_id,
            "context_team_id": workspace.team_id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": workspace.new_id("Ev"),
            "event_time": int(workspace.now()),
            "authorizations": [{**seen_by, "is_bot": True, "is_enterprise_install": False}],
            "is_ext_shared_channel": False,
            "event_context": f"4-{workspace.number('context')}",
        }
