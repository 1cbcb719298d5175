"""Files, which are uploaded first and shared after.

All raise Retry when it may go well later and GiveUp when it will not.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import aiohttp

from incident_bot import clock
from incident_bot.errors import GiveUp, Retry
from incident_bot.slack.calls import TIMEOUT, calling, check_status
from incident_bot.slack.connection import Connection

UPLOADED_A_SECOND = 1_000_000
"""Bytes: a long file may take longer than a call."""
MOST_UPLOADING = 40
"""Seconds for one file: below what a step of a job may take."""
DOWNLOAD_SECONDS = 40
"""For one file: below what a step of a job may take."""


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

    async def send_upload(self, url: str, path: Path) -> None:
        """Send a file's bytes to its place; nobody sees it before it is shared. It is read as it is sent."""
        with _open(path) as (content, length):
            timeout = aiohttp.ClientTimeout(total=min(TIMEOUT + length / UPLOADED_A_SECOND, MOST_UPLOADING))
            async with (
                calling("file upload"),
                self._session.post(url, data=content, timeout=timeout) as answer,
            ):
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

    async def copy_file(self, file: str, folder: Path, *, most: int) -> dict[str, Any]:
        """Copy a file of Slack's to `folder/ab/ab…`, named after its SHA-256; returns `size` and `sha256`.

        One that is larger than `most` bytes, or not kept by Slack at all, is left out: `not_copied` says why.
        """
        # https://docs.slack.dev/reference/methods/files.info and …/objects/file-object
        found = await self._call("files.info", self.web.files_info(file=file), fine={"file_not_found"})
        about: dict[str, Any] = found.get("file") or {}
        address = str(about.get("url_private_download") or about.get("url_private") or "")
        if about.get("mode") == "tombstone":
            return {"not_copied": "it is not there any more"}
        if not address or about.get("mode") == "hidden_by_limit":
            return {"not_copied": "the bot cannot see it"}
        if about.get("is_external") or not self._is_slacks(address):
            return {"not_copied": "it is kept elsewhere than in Slack"}
        if int(about.get("size") or 0) > most:
            return {"not_copied": f"it is larger than {most // 1_000_000} MB"}
        return await self._download(address, folder, size=int(about.get("size") or 0), most=most)

    async def _download(self, address: str, folder: Path, *, size: int, most: int) -> dict[str, Any]:
        checksum, length = hashlib.sha256(), 0
        with _part(folder) as part:
            with part.open("wb") as copy:
                async for piece in self._pieces(address):
                    length += len(piece)
                    if length > most:
                        return {"not_copied": f"it is larger than {most // 1_000_000} MB"}
                    checksum.update(piece)
                    copy.write(piece)
            if size and length != size:
                raise Retry(f"file download: {length} bytes of {size}")
            name = checksum.hexdigest()
            await asyncio.to_thread(_put, part, folder / name[:2] / name)
        return {"size": length, "sha256": name}

    async def _pieces(self, address: str) -> AsyncIterator[bytes]:
        # https://docs.slack.dev/messaging/working-with-files#downloading: the bot's token, as for a method.
        headers = {"Authorization": f"Bearer {self._token}"}
        limit = aiohttp.ClientTimeout(total=DOWNLOAD_SECONDS)
        async with (
            calling("file download"),
            # Without the right to read files Slack sends browsers to its page of signing in.
            self._session.get(address, headers=headers, timeout=limit, allow_redirects=False) as answer,
        ):
            check_status("file download", answer.status, answer.headers)
            if answer.status != 200 or answer.headers.get("x-slack-login-page"):
                raise GiveUp("file download: Slack does not give it to the bot; files:read may be missing")
            async for piece in answer.content.iter_chunked(64 * 1024):
                yield piece

    def _is_slacks(self, address: str) -> bool:
        """The token goes to Slack and to nobody else."""
        host, ours = urlsplit(address), urlsplit(self._api_url)
        if (host.scheme, host.netloc) == (ours.scheme, ours.netloc):
            return True
        return host.scheme == "https" and (host.hostname or "").endswith(".slack.com")

    async def _is_shared(self, file: str) -> bool:
        # https://docs.slack.dev/reference/methods/files.info
        # An upload that was never completed is not there yet.
        found = await self._call("files.info", self.web.files_info(file=file), fine={"file_not_found"})
        about: dict[str, Any] = found.get("file") or {}
        return any(about.get(where) for where in ("channels", "groups", "ims", "shares"))


@contextlib.contextmanager
def _open(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    with path.open("rb") as content:
        yield content, path.stat().st_size


@contextlib.contextmanager
def _part(folder: Path) -> Iterator[Path]:
    """A file for what is not whole yet; what is left of it at the end goes away."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left in folder.glob("part-*"):
        # Of a process that was killed.
        if left.stat().st_mtime < clock.now().timestamp() - 3600:
            left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix="part-", dir=folder)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, place: Path) -> None:
    """All of it or nothing: a copy that was begun never has the name of a whole one."""
    with part.open("rb") as copy:
        os.fsync(copy.fileno())
    place.parent.mkdir(mode=0o700, exist_ok=True)
    part.replace(place)
