"""Canvases: the document in a tab of a channel. https://docs.slack.dev/surfaces/canvases

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from typing import Any

from incident_bot.slack.calls import Declined
from incident_bot.slack.connection import Connection

LONGEST = 1024 * 1024
"""Bytes of Markdown in one call."""


class Canvases(Connection):
    """Canvases: the document in a tab of a channel."""

    async def create_canvas(self, channel: str, title: str, markdown: str) -> str | None:
        """Make the canvas of a channel; returns its id, None when the channel has one already."""
        try:
            # https://docs.slack.dev/reference/methods/conversations.canvases.create
            made = await self._call_or_declined(
                "conversations.canvases.create",
                self.web.conversations_canvases_create(
                    channel_id=channel, title=title, document_content=_content(markdown)
                ),
            )
        except Declined as declined:
            if declined.code == "channel_canvas_already_exists":
                return None
            raise declined.give_up() from declined
        return str(made["canvas_id"])

    async def our_canvas(self, channel: str) -> str | None:
        """The canvas of a channel, if the bot made it; None when there is none, or somebody else's."""
        # https://docs.slack.dev/reference/methods/conversations.info
        found = await self._call("conversations.info", self.web.conversations_info(channel=channel))
        properties = found["channel"].get("properties") or {}
        canvas = (properties.get("canvas") or {}).get("file_id")
        if not canvas:
            return None
        # https://docs.slack.dev/reference/methods/files.info: canvases are files.
        fine = {"file_not_found", "not_visible", "file_deleted", "channel_canvas_deleted"}
        about = await self._call("files.info", self.web.files_info(file=canvas), fine=fine)
        maker = (about.get("file") or {}).get("user")
        return str(canvas) if self.identity is not None and maker == self.identity.person else None

    async def rewrite_canvas(self, canvas: str, title: str, markdown: str) -> bool:
        """Put this in place of all that stands in a canvas, and its title; False when the canvas is gone."""
        # https://docs.slack.dev/reference/methods/canvases.edit: one change in a call, and without a section
        # it is all of it.
        changes = (
            {"operation": "replace", "document_content": _content(markdown)},
            {"operation": "rename", "title_content": _content(title)},
        )
        try:
            for change in changes:
                await self._call_or_declined(
                    "canvases.edit", self.web.canvases_edit(canvas_id=canvas, changes=[change])
                )
        except Declined as declined:
            if declined.code == "canvas_not_found":
                return False
            raise declined.give_up() from declined
        return True


def _content(markdown: str) -> dict[str, Any]:
    return {"type": "markdown", "markdown": markdown}
