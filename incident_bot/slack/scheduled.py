"""Messages that are left with Slack, which posts them at their time whether the bot is there or not.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from incident_bot.slack.calls import Declined
from incident_bot.slack.connection import Connection, next_page

FURTHEST = timedelta(days=120)
"""So far ahead Slack takes messages: https://docs.slack.dev/reference/methods/chat.scheduleMessage"""

_PAGE = 100
_TOO_LATE = frozenset(("time_in_past", "time_too_far"))
_GONE = frozenset(("invalid_scheduled_message_id", "channel_not_found", "is_archived", "not_in_channel"))


class ScheduledMessages(Connection):
    """Messages that are left with Slack, which posts them at their time."""

    async def schedule(
        self, channel: str, text: str, at: datetime, *, thread: str | None = None
    ) -> str | None:
        """Leave a message with Slack until `at`, to the second; its id, None when it is too late for that.

        Thirty of them fit into five minutes of a channel. The lists of Slack show no metadata, so there is no
        key: before repeating it look with `find_scheduled`, by words that no other message has.
        https://docs.slack.dev/reference/methods/chat.scheduleMessage
        """
        asked = self.web.chat_scheduleMessage(
            channel=channel,
            post_at=int(at.timestamp()),
            text=text,
            thread_ts=thread,
            unfurl_links=False,
            unfurl_media=False,
        )
        try:
            answer = await self._call_or_declined("chat.scheduleMessage", asked)
        except Declined as declined:
            if declined.code in _TOO_LATE:
                return None
            raise declined.give_up() from declined
        return str(answer["scheduled_message_id"])

    async def unschedule(self, channel: str, scheduled: str) -> None:
        """Take a message back. One that Slack has posted, or posts within a minute, stays; that is no error.

        https://docs.slack.dev/reference/methods/chat.deleteScheduledMessage
        """
        asked = self.web.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=scheduled)
        await self._call("chat.deleteScheduledMessage", asked, fine=set(_GONE))

    async def find_scheduled(self, channel: str, at: datetime, words: str) -> str | None:
        """The message that Slack is to post there at `at`, to the second, with these words in it, if any.

        https://docs.slack.dev/reference/methods/chat.scheduledMessages.list
        """
        second, cursor = int(at.timestamp()), ""
        while True:
            # Whether the bounds themselves are in the list is not documented.
            about: dict[str, Any] = {"oldest": str(second - 1), "latest": str(second + 1), "limit": _PAGE}
            if cursor:
                about["cursor"] = cursor
            asked = self.web.chat_scheduledMessages_list(channel=channel, **about)
            page = await self._call("chat.scheduledMessages.list", asked, fine={"invalid_channel"})
            for each in page.get("scheduled_messages") or ():
                # A number in the reference, a string in its example.
                if int(each["post_at"]) == second and words in each["text"]:
                    return str(each["id"])
            if not (cursor := next_page(page)):
                return None
