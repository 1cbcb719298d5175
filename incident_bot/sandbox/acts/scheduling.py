"""Messages for later: https://docs.slack.dev/reference/methods/chat.scheduleMessage"""

from __future__ import annotations

import asyncio

from ..changes import Called, Change, ClockMoved
from ..records import Channel, Message, Scheduled
from ..workspace import Workspace
from .posting import post


def schedule(workspace: Workspace, message: Message, post_at: int) -> Scheduled:
    """Keeps a complete message until its time has come."""
    made = Scheduled(workspace.new_id("Q"), post_at, int(workspace.now()), message)
    workspace.app.scheduled[made.id] = made
    return made


def post_due(workspace: Workspace) -> None:
    """Posts what is due by the workspace's clock, the earliest first."""
    now = workspace.now()
    due = [one for one in workspace.app.scheduled.values() if one.post_at <= now]
    for scheduled in sorted(due, key=lambda one: one.post_at):
        # Taken out before it is said: saying it is a change, after which somebody looks again.
        del workspace.app.scheduled[scheduled.id]
        channel = workspace.channels[scheduled.message.channel]
        # What becomes of one whose channel was archived meanwhile, or left by the app, or whose thread is
        # gone, is not documented; here it is never said.
        if _is_welcome(workspace, channel, scheduled.message):
            scheduled.message.ts = workspace.new_ts()
            post(workspace, channel, scheduled.message)


def _is_welcome(workspace: Workspace, channel: Channel, message: Message) -> bool:
    app = workspace.app
    is_there = app.user in channel.members
    may_visit = channel.kind == "channel" and (app.scopes is None or "chat:write.public" in app.scopes)
    has_thread = message.thread_ts is None or message.thread_ts in channel.messages
    return (is_there or may_visit) and has_thread and not channel.is_archived


class Timetable:
    """Posts each scheduled message at its time, also when nobody calls and nothing happens."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._timer: asyncio.TimerHandle | None = None
        workspace.watchers.append(self._watch)

    def close(self) -> None:
        """What is still scheduled is not posted any more, until something else happens."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None

    def _watch(self, change: Change) -> None:
        # After a call there may be a new one; when somebody moved the clock, some are due.
        if isinstance(change, Called | ClockMoved):
            self._look()

    def _look(self) -> None:
        self.close()
        post_due(self._workspace)
        waiting = [one.post_at for one in self._workspace.app.scheduled.values()]
        if waiting:
            # A clock that runs; one that stands is looked at again when it was moved.
            seconds = min(waiting) - self._workspace.now()
            self._timer = asyncio.get_running_loop().call_later(seconds, self._look)
