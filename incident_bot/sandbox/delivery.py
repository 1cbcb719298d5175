"""What the app is sent: commands and clicks with a deadline, events with retries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager

from .http_delivery import HttpDelivery
from .journal import Journal
from .outgoing import Answer, Kind, NotDelivered, Parcel
from .records import JSON, Channel
from .socket_mode import SocketMode
from .subscriptions import is_sent
from .tasks import Tasks
from .workspace import Workspace

# Seconds before each retry of an event: https://docs.slack.dev/apis/events-api/#retries
RETRY_AFTER = (0.0, 60.0, 300.0)


class Delivery:
    """Over Socket Mode, or over HTTP while the app has a request URL."""

    def __init__(self, workspace: Workspace, journal: Journal, tasks: Tasks) -> None:
        self.sockets = SocketMode(workspace)
        self.http = HttpDelivery(workspace)
        self._workspace = workspace
        self._journal = journal
        self._tasks = tasks
        self._first_attempts: list[asyncio.Future[None]] | None = None
        self._retry_now = asyncio.Event()
        workspace.send_event = self.announce

    @property
    def connected(self) -> bool:
        """Whether the app can be reached: it holds a connection, or it has a request URL."""
        return self._workspace.app.request_url is not None or self.sockets.connected > 0

    async def ask(self, kind: Kind, method: str, payload: JSON) -> Answer:
        """Sends a person's act and waits for the acknowledgement; never raises, the Answer has the error."""
        entry = self._journal.enter(kind, method, payload)
        began = time.monotonic()
        try:
            body = await self._send(Parcel(kind, payload))
            answer = Answer(body, seconds=time.monotonic() - began)
        except NotDelivered as failure:
            answer = Answer(error=failure.code, seconds=time.monotonic() - began)
        entry |= {"answer": answer.error or answer.body, "seconds": answer.seconds}
        self._workspace.nudge()
        return answer

    def announce(self, event: JSON, channel: Channel | None) -> None:
        """Sends an event, if the app subscribed to it and may see it, until it is acknowledged."""
        if not is_sent(self._workspace.app, event, channel):
            return
        payload = self._wrapped(event)
        attempted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._first_attempts is not None:
            self._first_attempts.append(attempted)
        self._tasks.spawn(self._deliver(payload, attempted))

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
        self._retry_now.set()
        self._retry_now = asyncio.Event()

    async def _deliver(self, payload: JSON, attempted: asyncio.Future[None]) -> None:
        reason = ""
        for attempt, pause in enumerate((0.0, *RETRY_AFTER)):
            await self._pause(pause)
            entry = self._journal.enter("events_api", payload["event"]["type"], payload)
            entry["attempt"] = attempt
            try:
                entry["answer"] = await self._send(Parcel("events_api", payload, attempt, reason)) or {}
                return
            except NotDelivered as failure:
                entry["answer"] = reason = failure.reason
                if failure.no_retry:
                    return
            finally:
                if not attempted.done():
                    attempted.set_result(None)
                self._workspace.nudge()

    async def _pause(self, seconds: float) -> None:
        if not seconds:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._retry_now.wait()
        except TimeoutError:
            return

    async def _send(self, parcel: Parcel) -> JSON | None:
        transport = self.sockets if self._workspace.app.request_url is None else self.http
        return await transport.send(parcel)

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
