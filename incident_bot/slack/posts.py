"""Messages: said, changed, looked for, seen by one person only.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from incident_bot.errors import GiveUp, Retry
from incident_bot.slack.calls import Declined, calling, check_status
from incident_bot.slack.connection import Connection, next_page
from incident_bot.slack.message import Message
from incident_bot.slack.said import is_gone

EVENT_TYPE = "incident_bot_message"
PAGE = 200


class Posts(Connection):
    """Messages: said, changed, looked for, seen by one person only."""

    async def post(
        self,
        channel: str,
        message: Message,
        *,
        key: str,
        look_since: datetime | None = None,
        thread: str | None = None,
    ) -> str:
        """Post a message marked with `key`; returns its id.

        With `look_since` a message with that key, posted since then, is looked for first: the earlier
        attempt may have been done although its answer was lost.
        """
        if look_since is not None and (found := await self.find_post(channel, key, look_since, thread)):
            return found
        _, ts = await self._say(channel, message, key=key, thread=thread)
        return ts

    async def find_post(
        self, channel: str, key: str, since: datetime, thread: str | None = None
    ) -> str | None:
        """A message of ours with that key, posted since then; None when there is none."""
        oldest, cursor = f"{since.timestamp():.6f}", ""
        while True:
            about: dict[str, Any] = {
                "channel": channel,
                "oldest": oldest,
                "limit": PAGE,
                "include_all_metadata": True,
            }
            if cursor:
                about["cursor"] = cursor
            # https://docs.slack.dev/reference/methods/conversations.history and …/conversations.replies
            if thread is None:
                page = await self._call("conversations.history", self.web.conversations_history(**about))
            else:
                page = await self._call(
                    "conversations.replies", self.web.conversations_replies(ts=thread, **about)
                )
            for message in page["messages"]:
                if _key(message) == key and self._is_mine(message):
                    return str(message["ts"])
            if not (cursor := next_page(page)):
                return None

    async def edit(self, channel: str, ts: str, message: Message) -> bool:
        """Replace a message of the bot's; False when it is gone."""
        try:
            # https://docs.slack.dev/reference/methods/chat.update
            await self._call_or_declined(
                "chat.update",
                self.web.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks),
            )
        except Declined as declined:
            if declined.code == "message_not_found":
                return False
            raise declined.give_up() from declined
        return True

    async def whisper(
        self, channel: str, person: str, message: Message, *, thread: str | None = None
    ) -> bool:
        """Say something in a channel that only one person sees; False when they, or we, are not in it.

        It is not kept: it cannot be looked for.
        """
        # https://docs.slack.dev/reference/methods/chat.postEphemeral
        said = self.web.chat_postEphemeral(
            channel=channel,
            user=person,
            text=message.text,
            blocks=message.blocks or None,
            thread_ts=thread,
        )
        try:
            await self._call_or_declined("chat.postEphemeral", said)
        except Declined as declined:
            if declined.code in ("user_not_in_channel", "not_in_channel", "channel_not_found"):
                return False
            raise declined.give_up() from declined
        return True

    async def respond(self, url: str | None, message: Message) -> None:
        """Answer a click at the address that came with it (five times, within half an hour).

        https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
        """
        if url is None:
            raise GiveUp("there is no way to answer this click privately")
        body: dict[str, Any] = {"text": message.text, "replace_original": False, "response_type": "ephemeral"}
        if message.blocks:
            body["blocks"] = message.blocks
        async with calling("response_url"), self._session.post(url, json=body) as answer:
            check_status("response_url", answer.status, answer.headers)

    async def pin(self, channel: str, ts: str) -> None:
        """Pin a message."""
        # https://docs.slack.dev/reference/methods/pins.add
        await self._call(
            "pins.add", self.web.pins_add(channel=channel, timestamp=ts), fine={"already_pinned"}
        )

    async def read(self, channel: str, ts: str) -> dict[str, Any] | None:
        """One message as Slack has it, in a thread or not; None when it is gone."""
        try:
            # conversations.history leaves out replies and would give the message before; this gives itself.
            # https://docs.slack.dev/reference/methods/reactions.get
            found = await self._call_or_declined(
                "reactions.get", self.web.reactions_get(channel=channel, timestamp=ts)
            )
        except Declined as declined:
            if declined.code == "message_not_found":
                return None
            raise declined.give_up() from declined
        message: dict[str, Any] = found["message"]
        return None if is_gone(message) else message

    async def _say(
        self, channel: str, message: Message, *, key: str, thread: str | None = None
    ) -> tuple[str, str]:
        """Returns channel and id of the message; a person's id becomes that of their direct messages."""
        if wait := self._pace.wait(channel, key):
            raise Retry("chat.postMessage: others are to be said in that channel before", after=wait)
        try:
            return await self._say_at_once(channel, message, key=key, thread=thread)
        except Retry as told:
            if told.after is None:
                raise
            raise Retry(told.why, after=self._pace.refused(channel, key, told.after)) from told

    async def _say_at_once(
        self, channel: str, message: Message, *, key: str, thread: str | None
    ) -> tuple[str, str]:
        # https://docs.slack.dev/reference/methods/chat.postMessage, metadata: https://docs.slack.dev/messaging/message-metadata
        posted = await self._call(
            "chat.postMessage",
            self.web.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=message.blocks or None,
                thread_ts=thread,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        return str(posted["channel"]), str(posted["ts"])

    def _is_mine(self, message: dict[str, Any]) -> bool:
        return self.identity is not None and self.identity.bot_id == message.get("bot_id")


def _key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return payload.get("key") if metadata.get("event_type") == EVENT_TYPE else None
