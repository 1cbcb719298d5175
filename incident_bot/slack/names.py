"""What channels, user groups and people are called, where the bot may know it.

All raise Retry when it may go well later.
"""

from __future__ import annotations

from incident_bot.slack.calls import Declined
from incident_bot.slack.connection import Connection


class Names(Connection):
    """Of a name that the bot may not know it gives None: what is named so is kept by its id."""

    async def name_of_person(self, person: str) -> str | None:
        """What somebody is called. https://docs.slack.dev/reference/methods/users.info"""
        try:
            found = await self._call_or_declined("users.info", self.web.users_info(user=person))
        except Declined:
            return None
        about = found["user"]
        profile = about.get("profile") or {}
        return profile.get("display_name") or about.get("real_name") or about.get("name") or None

    async def name_of_channel(self, channel: str) -> str | None:
        """What a public channel is called: a private one is named to nobody who may not know of it.

        https://docs.slack.dev/reference/methods/conversations.info
        """
        try:
            found = await self._call_or_declined(
                "conversations.info", self.web.conversations_info(channel=channel)
            )
        except Declined:
            return None
        about = found["channel"]
        return "private-channel" if about.get("is_private") else about.get("name") or None

    async def name_of_group(self, group: str) -> str | None:
        """What a user group is called: its handle. https://docs.slack.dev/reference/methods/usergroups.list"""
        try:
            found = await self._call_or_declined(
                "usergroups.list", self.web.usergroups_list(include_disabled=True)
            )
        except Declined:
            return None
        return next((each.get("handle") for each in found["usergroups"] if each["id"] == group), None)
