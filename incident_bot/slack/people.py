"""Who is who.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from incident_bot.slack.connection import LIST_PAGE, Connection, next_page
from incident_bot.slack.found import FoundPerson, Identity, person_from


class People(Connection):
    """Who is who."""

    async def introduce(self) -> Identity:
        """Ask Slack who the bot is. https://docs.slack.dev/reference/methods/auth.test"""
        found = await self._call("auth.test", self.web.auth_test())
        self.identity = Identity(found["team_id"], found["url"], found["user_id"], found["bot_id"])
        return self.identity

    async def check_app_token(self, token: str) -> None:
        """Ask for a connection with the app-level token, which tells whether Slack accepts it.

        https://docs.slack.dev/reference/methods/apps.connections.open
        """
        await self._call("apps.connections.open", self.web.apps_connections_open(app_token=token))

    async def people(self) -> list[FoundPerson]:
        """Everybody in the workspace."""
        everybody: list[FoundPerson] = []
        cursor = ""
        while True:
            # https://docs.slack.dev/reference/methods/users.list
            page = await self._call("users.list", self.web.users_list(limit=LIST_PAGE, cursor=cursor or None))
            team = self.identity.workspace if self.identity else None
            everybody += [person_from(member, team) for member in page["members"]]
            if not (cursor := next_page(page)):
                return everybody

    async def group(self, group: str) -> list[str]:
        """The members of a user group."""
        # https://docs.slack.dev/reference/methods/usergroups.users.list
        found = await self._call("usergroups.users.list", self.web.usergroups_users_list(usergroup=group))
        return [str(member) for member in found["users"]]
