"""The line to the pages: one websocket per browser tab, frames in both directions."""

from __future__ import annotations

import asyncio
import json

from aiohttp import WSMsgType, web

from .arguments import json_object
from .changes import Change, ChannelChanged, MessageShown, ViewShown
from .delivery import Delivery
from .errors import SlackError
from .faults import Faults
from .journal import Journal
from .limits import Limits
from .origin import from_elsewhere
from .page_acts import ACTS, Act, Outcome, sentence
from .page_inspector import Inspection
from .page_shapes import frame_of, home_frame, messages_frame, page_channel, state_frame
from .page_weather import Weather
from .records import JSON
from .tasks import Tasks
from .workspace import Workspace

# A page that lags this far behind has gone to sleep; it comes back and asks anew.
_MOST_WAITING = 5_000
# Files come along in frames, a third longer than they are.
_MOST_BYTES = 32 * 1024 * 1024


class Feed:
    """Every tab that is open, each told what its person may see."""

    def __init__(
        self,
        workspace: Workspace,
        delivery: Delivery,
        tasks: Tasks,
        journal: Journal,
        faults: Faults,
        limits: Limits,
    ) -> None:
        self._workspace = workspace
        self._delivery = delivery
        self._tasks = tasks
        self._journal = journal
        self._weather = Weather(faults, limits)
        self._tabs: list[Tab] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """`/live`, until the tab is closed; 403 for pages of other sites."""
        if from_elsewhere(request):
            return web.Response(status=403, text="the feed is for the sandbox's own page")
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=_MOST_BYTES)
        await socket.prepare(request)
        tab = Tab(self._workspace, self._delivery, self._journal, self._weather)
        writer = self._tasks.spawn(tab.write_to(socket))
        self._admit(tab)
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._tasks.spawn(tab.answer(frame.data))
        finally:
            self._dismiss(tab)
            writer.cancel()
        return socket

    async def close(self) -> None:
        """Bids every tab goodbye; they reconnect by themselves when there is something to connect to."""
        for tab in list(self._tabs):
            tab.leave()

    def _admit(self, tab: Tab) -> None:
        # Nobody watches while no page is open, so that nothing is rendered for nobody.
        if not self._tabs:
            self._workspace.watchers.append(self._broadcast)
        self._tabs.append(tab)

    def _dismiss(self, tab: Tab) -> None:
        tab.inspection.stop()
        self._tabs.remove(tab)
        if not self._tabs:
            self._workspace.watchers.remove(self._broadcast)

    def _broadcast(self, change: Change) -> None:
        for tab in self._tabs:
            tab.hear(change)


class Tab:
    """One browser tab: one person, who looks at one channel at a time."""

    def __init__(self, workspace: Workspace, delivery: Delivery, journal: Journal, weather: Weather) -> None:
        self.inspection = Inspection(journal, self._send)
        self._workspace = workspace
        self._delivery = delivery
        self._weather = weather
        self._person = ""
        self._channel = ""
        # Private channels that were shown here: of no other is it told that they are gone.
        self._private: set[str] = set()
        self._waiting: asyncio.Queue[JSON | None] = asyncio.Queue()

    def hear(self, change: Change) -> None:
        """Passes a change on, if it is any of this person's business."""
        if not self._person:
            return
        if isinstance(change, MessageShown):
            self._count(change)
        if isinstance(change, ChannelChanged):
            self._show_channel(change.channel.id)
            return
        frame = frame_of(self._workspace, change, self._person)
        if frame is not None:
            self._send(frame)

    async def write_to(self, socket: web.WebSocketResponse) -> None:
        """Sends what waits, in order, until the tab leaves or is gone."""
        while (frame := await self._waiting.get()) is not None:
            try:
                await socket.send_str(json.dumps(frame))
            except ConnectionError:
                return
        await socket.close()

    def leave(self) -> None:
        """Closes the connection once everything before was sent."""
        self._waiting.put_nowait(None)

    async def answer(self, frame: str) -> None:
        """Does what the page asks; the frames it causes go out before the word that it is done.

        Whatever is wrong with the frame is said in that word, and the tab stays.
        """
        command: JSON = {}
        outcome: Outcome
        try:
            command = json_object(frame)
            outcome = await self._do(command)
        except SlackError as refused:
            outcome = sentence(refused.code)
        except (KeyError, TypeError, ValueError) as wrong:
            outcome = f"{command.get('do')}: {wrong}"
        error = outcome if isinstance(outcome, str) else None
        done: JSON = {"type": "done", "id": command.get("id"), "ok": error is None, "error": error}
        self._send({**done, "result": outcome} if isinstance(outcome, dict) else done)

    async def _do(self, command: JSON) -> Outcome:
        what = command["do"]
        if what == "be":
            return self._be(str(command.get("person") or ""))
        if not self._person:
            return "Say first who you are."
        own = {
            "open": self._open,
            "inspect": self._inspect,
            "entry": self._entry,
            "weather": self._weather.set,
        }
        if what in own:
            return own[what](command)
        if what not in ACTS:
            return f"There is no {what!r} to do here."
        act = Act(self._workspace, self._delivery, self._person, command)
        return await ACTS[what](act)

    def _be(self, wanted: str) -> Outcome:
        people = self._workspace.people()
        user = next((one for one in people if wanted in (one.id, one.name)), None)
        user = user or next((one for one in self._workspace.people() if not one.deleted), None)
        if user is None:
            return "Nobody is in this workspace."
        self._person, self._channel = user.id, ""
        self._send(state_frame(self._workspace, user.id, connected=self._delivery.connected))
        self._private = {
            one.id
            for one in self._workspace.channels.values()
            if one.kind != "channel" and user.id in one.members
        }
        if view := self._workspace.top_view(user.id):
            self.hear(ViewShown(user.id, view))
        self._send(home_frame(self._workspace, user.id))
        return None

    def _open(self, command: JSON) -> Outcome:
        channel = self._workspace.visible_channel(str(command["channel"]), self._person)
        self._channel = channel.id
        # Before it is read: the page marks where the new begins.
        self._send(messages_frame(self._workspace, channel, self._person))
        self._read()
        self._show_channel(channel.id)
        return None

    def _inspect(self, command: JSON) -> Outcome:
        if not command.get("on"):
            self.inspection.stop()
            return None
        self.inspection.watch()
        return self._weather.now()

    def _entry(self, command: JSON) -> Outcome:
        return self.inspection.entry(int(command["number"]))

    def _count(self, change: MessageShown) -> None:
        """What arrives before the person's eyes is read; elsewhere it is counted."""
        message = change.message
        if message.channel == self._channel:
            self._read()
        elif message.ephemeral_to is None and message.edited is None:
            self._show_channel(message.channel)

    def _read(self) -> None:
        channel = self._workspace.channels[self._channel]
        if channel.messages:
            channel.last_read[self._person] = next(reversed(channel.messages))

    def _show_channel(self, channel_id: str) -> None:
        """How a channel is now for this person; or that it is theirs no more."""
        channel = self._workspace.channels[channel_id]
        shape = page_channel(self._workspace, channel, self._person)
        if shape is not None:
            if channel.kind != "channel":
                self._private.add(channel_id)
            self._send({"type": "channel", "channel": shape})
        elif channel_id in self._private:
            self._private.remove(channel_id)
            self._send({"type": "left", "channel": channel_id})

    def _send(self, frame: JSON) -> None:
        if self._waiting.qsize() > _MOST_WAITING:
            self.leave()
        else:
            self._waiting.put_nowait(frame)
