"""Channels: making, finding, naming and filling them.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from collections.abc import Sequence

from incident_bot.slack.calls import Declined
from incident_bot.slack.connection import LIST_PAGE, Connection, next_page
from incident_bot.slack.found import AboutChannel, FoundChannel


class Channels(Connection):
    """Channels: making, finding, naming and filling them."""

    async def create_channel(self, name: str, *, private: bool = False) -> str | None:
        """Make a channel; None when the name is taken, also by an archived channel, or one we cannot see."""
        try:
            # https://docs.slack.dev/reference/methods/conversations.create
            made = await self._call_or_declined(
                "conversations.create", self.web.conversations_create(name=name, is_private=private)
            )
        except Declined as declined:
            if declined.code == "name_taken":
                return None
            raise declined.give_up() from declined
        return str(made["channel"]["id"])

    async def find_channel(self, name: str, *, private: bool = False) -> FoundChannel | None:
        """Look a channel up by name: Slack has no call for that but the list.

        Of private ones only those are found that the bot is in.
        """
        cursor = ""
        while True:
            # https://docs.slack.dev/reference/methods/conversations.list
            page = await self._call(
                "conversations.list",
                self.web.conversations_list(
                    types="private_channel" if private else "public_channel",
                    limit=LIST_PAGE,
                    cursor=cursor or None,
                ),
            )
            for each in page["channels"]:
                if each["name"] == name:
                    ours = self.identity is not None and each.get("creator") == self.identity.person
                    return FoundChannel(
                        each["id"], ours, bool(each.get("is_archived")), bool(each.get("is_member"))
                    )
            if not (cursor := next_page(page)):
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

    async def look_at(self, channel: str) -> AboutChannel | None:
        """What a channel is; None when there is none, or none that the bot may see."""
        try:
            # https://docs.slack.dev/reference/methods/conversations.info
            found = await self._call_or_declined(
                "conversations.info", self.web.conversations_info(channel=channel)
            )
        except Declined as declined:
            if declined.code == "channel_not_found":
                return None
            raise declined.give_up() from declined
        about = found["channel"]
        return AboutChannel(
            str(about["id"]),
            str(about.get("name") or ""),
            bool(about.get("is_private")),
            bool(about.get("is_archived")),
            bool(about.get("is_member")),
        )

    async def rename(self, channel: str, name: str) -> str | None:
        """Rename a channel; returns its name then, None when that one is taken."""
        try:
            # https://docs.slack.dev/reference/methods/conversations.rename
            renamed = await self._call_or_declined(
                "conversations.rename", self.web.conversations_rename(channel=channel, name=name)
            )
        except Declined as declined:
            if declined.code == "name_taken":
                return None
            raise declined.give_up() from declined
        return str(renamed["channel"]["name"])

    async def archive(self, channel: str) -> None:
        """Archive a channel. Slack takes bots out of it: this one cannot bring it back.

        https://docs.slack.dev/reference/methods/conversations.archive
        """
        await self._call(
            "conversations.archive",
            self.web.conversations_archive(channel=channel),
            fine={"already_archived"},
        )

    async def members(self, channel: str) -> list[str]:
        """Who is in a channel, by id, bots included."""
        everybody: list[str] = []
        cursor = ""
        while True:
            # https://docs.slack.dev/reference/methods/conversations.members
            page = await self._call(
                "conversations.members",
                self.web.conversations_members(channel=channel, limit=LIST_PAGE, cursor=cursor or None),
            )
            everybody += [str(member) for member in page["members"]]
            if not (cursor := next_page(page)):
                return everybody

    async def bookmark(self, channel: str, title: str, address: str, *, look: bool) -> None:
        """Put a link above a channel; with `look`, only if it is not there yet: Slack takes it twice."""
        if look:
            # https://docs.slack.dev/reference/methods/bookmarks.list
            there = await self._call("bookmarks.list", self.web.bookmarks_list(channel_id=channel))
            if any(each.get("link") == address for each in there["bookmarks"]):
                return
        # https://docs.slack.dev/reference/methods/bookmarks.add
        await self._call(
            "bookmarks.add",
            self.web.bookmarks_add(channel_id=channel, title=title, type="link", link=address),
        )

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


_THERE_ALREADY = frozenset({"already_in_channel", "cant_invite_self"})
