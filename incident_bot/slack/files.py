"""Files, which are uploaded first and shared after.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incident_bot.slack.calls import calling, check_status
from incident_bot.slack.connection import Connection


class Files(Connection):
    """Files, which are uploaded first and shared after."""

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
        self,
        files: Sequence[dict[str, str]],
        channel: str,
        comment: str,
        *,
        thread: str | None = None,
        look: bool,
    ) -> None:
        """Post uploaded files (`id`, `title`) to a channel; with `look`, only if they are not there yet."""
        if look and await self._is_shared(files[0]["id"]):
            return
        # https://docs.slack.dev/reference/methods/files.completeUploadExternal
        await self._call(
            "files.completeUploadExternal",
            self.web.files_completeUploadExternal(
                files=[dict(each) for each in files],
                channel_id=channel,
                initial_comment=comment,
                thread_ts=thread,
            ),
        )

    async def _is_shared(self, file: str) -> bool:
        # https://docs.slack.dev/reference/methods/files.info
        # An upload that was never completed is not there yet.
        found = await self._call("files.info", self.web.files_info(file=file), fine={"file_not_found"})
        about: dict[str, Any] = found.get("file") or {}
        return bool(about.get("channels") or about.get("groups") or about.get("shares"))
