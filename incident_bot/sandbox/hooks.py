"""Addresses that the sandbox hands out: response_url, upload_url, url_private."""

from __future__ import annotations

from aiohttp import web

from .arguments import json_object
from .client.answers import use_response_url
from .errors import SlackError
from .faults import Dropped, Faults
from .journal import Journal
from .records import File
from .web_api import drop_connection
from .workspace import Workspace

_METHOD = "response_url"


class Hooks:
    """Whoever has the address may use it: no token is asked for."""

    def __init__(self, workspace: Workspace, faults: Faults, journal: Journal) -> None:
        self._workspace = workspace
        self._faults = faults
        self._journal = journal

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
        try:
            return await self._respond(request.match_info["path"], await request.read())
        except Dropped:
            return drop_connection(request)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Raw bytes, or a form with one file: https://docs.slack.dev/messaging/working-with-files#upload"""
        file = self._workspace.files.get(request.match_info["file"])
        if file is None or file.shared:
            return web.Response(status=404, text="unknown upload")
        file.content = await _content(request)
        return web.Response(text=f"OK - {len(file.content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """url_private, always as an attachment; 404 before something was uploaded."""
        file = self._workspace.files.get(request.match_info["file"])
        if file is None or file.content is None:
            return web.Response(status=404, text="unknown file")
        return web.Response(body=file.content, headers=_as_attachment(file))

    async def _respond(self, path: str, body: bytes) -> web.Response:
        kind, gates = self._faults.due(_METHOD)
        await self._faults.travel()
        for gate in gates:
            await gate.stand()
        if kind == "dropped":
            raise Dropped
        if kind in ("ratelimited", "error500", "html503"):
            return web.Response(status={"ratelimited": 429, "error500": 500}.get(kind, 503), text=kind)
        try:
            args = json_object(body)
            entry = self._journal.enter(_METHOD, path.partition("/")[0], args)
            url = self._workspace.response_urls.get(path)
            if url is None:
                raise SlackError("Expired url")
            use_response_url(self._workspace, url, args)
        except SlackError as refused:
            # Slack documents neither status nor text; what clients were seen to get is this.
            return web.Response(status=404, text=refused.code)
        entry["answer"] = "ok"
        if kind == "lost_answer":
            raise Dropped
        return web.Response(text="ok")


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
    name = file.name.replace('"', "").replace("\\", "").replace("\n", "")
    headers = {"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff"}
    return {**headers, "Content-Disposition": f'attachment; filename="{name}"'}
