"""Addresses that the sandbox hands out: response_url, upload_url, url_private."""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import web

from .arguments import json_object
from .client.answers import use_response_url
from .errors import SlackError
from .records import JSON, File, ResponseUrl
from .traffic import Asked, Traffic
from .workspace import Workspace

# Answered with 404; what is wrong with what was sent, with 400.
_GONE = ("Expired url", "unknown upload")


class Hooks:
    """Whoever has the address may use it: no token is asked for."""

    def __init__(self, workspace: Workspace, traffic: Traffic) -> None:
        self._workspace = workspace
        self._traffic = traffic

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
        url = self._workspace.response_urls.get(request.match_info["path"])
        args, wrong = _message(await request.read())
        channel = url.channel if url else ""
        answer = partial(self._use, url, args, wrong)
        return await self._traffic.fare(
            request, Asked("response_url", "response_url", args, answer, _text, channel)
        )

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Raw bytes, or a form with one file: https://docs.slack.dev/messaging/working-with-files#upload"""
        file_id, content = request.match_info["file"], await _content(request)
        args: JSON = {"file": file_id, "length": len(content)}
        answer = partial(self._take, file_id, content)
        return await self._traffic.fare(request, Asked("upload", "upload", args, answer, _text))

    async def download(self, request: web.Request) -> web.StreamResponse:
        """url_private, always as an attachment; 404 before something was uploaded.

        Slack wants a token with files:read in the header; the page, which has none, shows the same address.
        """
        file = self._workspace.files.get(request.match_info["file"])
        if file is None or file.content is None:
            return web.Response(status=404, text="unknown file")
        return web.Response(body=file.content, headers=_as_attachment(file))

    def _use(self, url: ResponseUrl | None, args: JSON, wrong: str | None) -> Any:
        try:
            if wrong is not None:
                raise SlackError(wrong)
            if url is None:
                raise SlackError("Expired url")
            use_response_url(self._workspace, url, args)
        except SlackError as refused:
            return {"ok": False, "error": refused.code}
        return "ok"

    def _take(self, file_id: str, content: bytes) -> Any:
        file = self._workspace.files.get(file_id)
        if file is None or file.shared:
            return {"ok": False, "error": "unknown upload"}
        if len(content) != file.length:
            # What Slack makes of fewer or more bytes than were announced is not documented.
            return {"ok": False, "error": f"{file.length} bytes were announced"}
        file.content = content
        return f"OK - {len(content)}"


def _message(body: bytes) -> tuple[JSON, str | None]:
    """What is to be said, and why it cannot be read."""
    try:
        return json_object(body), None
    except SlackError as refused:
        return {}, refused.code


def _text(answer: Any) -> web.Response:
    if isinstance(answer, str):
        return web.Response(text=answer)
    # Slack documents neither status nor text; of an address that is no good any more this was seen.
    return web.Response(status=404 if answer["error"] in _GONE else 400, text=answer["error"])


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    return b""


def _as_attachment(file: File) -> dict[str, str]:
    # Never shown in the page itself: what was uploaded could be a page with scripts.
    name = "".join(letter for letter in file.name if letter.isprintable() and letter not in '"\\')
    headers = {"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff"}
    return {**headers, "Content-Disposition": f'attachment; filename="{name}"'}
