"""Forms and Home tabs.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from typing import Any

from incident_bot.slack.connection import Connection


class Views(Connection):
    """Forms and Home tabs."""

    async def open_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Open a form for the person who caused `trigger` not more than three seconds ago."""
        # https://docs.slack.dev/reference/methods/views.open
        await self._call("views.open", self.web.views_open(trigger_id=trigger, view=view))

    async def push_view(self, trigger: str, view: dict[str, Any]) -> None:
        """Put a form on top of the one that is open, for the person who clicked in it just now."""
        # https://docs.slack.dev/reference/methods/views.push
        await self._call("views.push", self.web.views_push(trigger_id=trigger, view=view))

    async def update_view(self, view_id: str, view: dict[str, Any]) -> None:
        """Show other things in a form that is open; what was filled in stays where its block stays."""
        # https://docs.slack.dev/reference/methods/views.update
        await self._call("views.update", self.web.views_update(view_id=view_id, view=view))

    async def publish_home(self, person: str, view: dict[str, Any]) -> None:
        """Show a person their Home tab; the same once more is harmless."""
        # https://docs.slack.dev/reference/methods/views.publish
        await self._call("views.publish", self.web.views_publish(user_id=person, view=view))
