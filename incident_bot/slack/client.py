"""The verbs: what the bot can ask of Slack. Each is one call, or one call and a look at what is there.

All raise Retry when it may go well later and GiveUp when it will not. Channels, people and messages are
Slack's ids; a message's id (`ts`) is unique within its channel.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from incident_bot.errors import GiveUp
from incident_bot.slack.calls import Declined, calling, check_status
from incident_bot.slack.connection import Connection
from incident_bot.slack.found import FoundChannel, FoundPerson, Identity, Said, person_from
from incident_bot.slack.message import Message

EVENT_TYPE = "incident_bot_message"
PAGE = 200
LIST_PAGE = 999
"""Channels and people come in the largest pages there are: lists may be asked for 20 times a minute."""


class Slack(Connection):
    """The bot's view of one workspace."""

    async def introduce(self) -> Identity:
        """Ask Slack who the bot is. https://docs.slack.dev/reference/methods/auth.test"""
        found = await self._call("auth.test", self.web.auth_test())
        self.identity = Identity(found["team_id"], found["url"], found["user_id"], found["bot_id"])
        return self.identity

    async def create_channel(self, name: str) -> str | None:
        """Make a public channel; None when the name is taken, also by an archived channel."""
        try:
            # https://docs.slack.dev/reference/methods/conversations.create
            made = await self._call_or_declined(
                "conversations.create", self.web.conversations_create(name=name)
            )
        except Declined as declined:
            if declined.code == "name_taken":
                return None
            raise declined.give_up() from declined
        return str(made["channel"]["id"])

    async def find_channel(self, name: str) -> FoundChannel | None:
        """Look a public channel up by name: Slack has no call for that but the list."""
        cursor = ""
        while True:
            # https://docs.slack.dev/reference/methods/conversations.list
            page = await self._call(
                "conversations.list",
                self.web.conversations_list(types="public_channel", limit=LIST_PAGE, cursor=cursor or None),
            )
            for each in page["channels"]:
                if each["name"] == name:
                    ours = self.identity is not None and each.get("creator") == self.identity.person
                    return FoundChannel(
                        each["id"], ours, bool(each.get("is_archived")), bool(each.get("is_member"))
                    )
            if not (cursor := _next(page)):
                return None

    async def join(self, channel: str) -> None:
        """Become a member of a public channel."""
        await self._call("conversations.join", self.web.conversations_join(channel=channel))

    async def invite(self, channel: str, people: Sequence[str]) -> dict[str, str]:
        """Bring people into a channel; returns those who could not be invited, with Slack's code for why."""
        failed: dict[str, str] = {}
        for start in range(0, len(people), 100):
            failed |= await self._invite(channel, people[start : start + 100])
        return failed

    async def set_topic(self, channel: str, topic: str, *, look: bool) -> None:
        """Set a channel's topic (250 characters at most); with `look`, only if it is not set already.

        Slack says so in the channel each time, also when nothing changes.
        """
        # https://docs.slack.dev/reference/methods/conversations.setTopic and …/conversations.info
        if look:
            found = await self._call("conversations.info", self.web.conversations_info(channel=channel))
            if found["channel"]["topic"]["value"] == topic:
                return
        await self._call(
            "conversations.setTopic", self.web.conversations_setTopic(channel=channel, topic=topic)
        )

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
        return str(posted["ts"])

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
            if not (cursor := _next(page)):
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

    async def whisper(self, channel: str, person: str, message: Message) -> bool:
        """Say something in a channel that only one person sees; False when they, or we, are not in it.

        It is not kept: it cannot be looked for.
        """
        # https://docs.slack.dev/reference/methods/chat.postEphemeral
        said = self.web.chat_postEphemeral(
            channel=channel, user=person, text=message.text, blocks=message.blocks or None
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

    async def check_app_token(self, token: str) -> None:
        """Ask for a connection with the app-level token, which tells whether Slack accepts it.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        await self._call("apps.connections.open", self.web.apps_connections_open(app_token=token))

    async def pin(self, channel: str, ts: str) -> None:
        """Pin a message."""
        # https://docs.slack.dev/reference/methods/pins.add
        await self._call(
            "pins.add", self.web.pins_add(channel=channel, timestamp=ts), fine={"already_pinned"}
        )

    async def read(self, channel: str, ts: str) -> Said | None:
        """One message, in a thread or not; None when it is gone."""
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
        message = found["message"]
        return Said(str(message.get("text") or ""), message.get("user"))

    async def reserve_upload(self, filename: str, length: int) -> dict[str, str]:
        """Ask where to send a file of `length` bytes; returns `file` (its id) and `url`."""
        # https://docs.slack.dev/reference/methods/files.getUploadURLExternal
        place = await self._call(
            "files.getUploadURLExternal",
            self.web.files_getUploadURLExternal(filename=filename, length=length),
        )
        return {"file": place["file_id"], "url": place["upload_url"]}

    async def send_upload(self, url: str, content: bytes) -> None:
        """Send a file's bytes to its place; nobody sees it before it is shared."""
        async with calling("file upload"), self._session.post(url, data=content) as answer:
            check_status("file upload", answer.status, answer.headers)

    async def share_uploads(
        self, files: Sequence[dict[str, str]], channel: str, comment: str, *, look: bool
    ) -> None:
        """Post uploaded files (`id`, `title`) to a channel; with `look`, only if they are not there yet."""
        if look and await self._is_shared(files[0]["id"]):
            return
        # https://docs.slack.dev/reference/methods/files.completeUploadExternal
        await self._call(
            "files.completeUploadExternal",
            self.web.files_completeUploadExternal(
                files=[dict(each) for each in files], channel_id=channel, initial_comment=comment
            ),
        )

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a form for the person who caused `trigger` not more than three seconds ago."""
        # https://docs.slack.dev/reference/methods/views.open
        await self._call("views.open", self.web.views_open(trigger_id=trigger, view=view))

    async def people(self) -> list[FoundPerson]:
        """Everybody in the workspace."""
        everybody: list[FoundPerson] = []
        cursor = ""
        while True:
            # https://docs.slack.dev/reference/methods/users.list
            page = await self._call("users.list", self.web.users_list(limit=LIST_PAGE, cursor=cursor or None))
            everybody += [person_from(member) for member in page["members"]]
            if not (cursor := _next(page)):
                return everybody

    async def group(self, group: str) -> list[str]:
        """The members of a user group."""
        # https://docs.slack.dev/reference/methods/usergroups.users.list
        found = await self._call("usergroups.users.list", self.web.usergroups_users_list(usergroup=group))
        return [str(member) for member in found["users"]]

    async def _invite(self, channel: str, people: Sequence[str]) -> dict[str, str]:
        try:
            # Without `force` one person who cannot be invited keeps everybody out.
            # https://docs.slack.dev/reference/methods/conversations.invite
            answer = await self._call_or_declined(
                "conversations.invite",
                self.web.conversations_invite(channel=channel, users=list(people), force=True),
            )
            errors = answer.get("errors") or []
        except Declined as declined:
            if declined.code in _THERE_ALREADY:
                return {}
            found = declined.detail.get("errors")
            if not isinstance(found, list) or not found:
                raise declined.give_up() from declined
            errors = found
        return {each["user"]: each["error"] for each in errors if each["error"] not in _THERE_ALREADY}

    def _is_mine(self, message: dict[str, Any]) -> bool:
        return self.identity is not None and self.identity.bot_id == message.get("bot_id")

    async def _is_shared(self, file: str) -> bool:
        # https://docs.slack.dev/reference/methods/files.info
        # An upload that was never completed is not there yet.
        found = await self._call("files.info", self.web.files_info(file=file), fine={"file_not_found"})
        about: dict[str, Any] = found.get("file") or {}
        return bool(about.get("channels") or about.get("groups") or about.get("shares"))


_THERE_ALREADY = frozenset({"already_in_channel", "cant_invite_self"})


def _next(page: Any) -> str:
    return str((page.get("response_metadata") or {}).get("next_cursor") or "")


def _key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return payload.get("key") if metadata.get("event_type") == EVENT_TYPE else None
