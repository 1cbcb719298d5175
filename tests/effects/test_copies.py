"""Copies of the files of one entry: each is noted as it is done, and none is waited for for good."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from incident_bot import clock
from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.effects.keep_files import ATTEMPTS, keep_files, keeping_files
from incident_bot.effects.kit import Kit
from incident_bot.errors import Retry
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.vocabulary import Change
from incident_bot.jobs import queue
from incident_bot.jobs.queue import enqueue
from incident_bot.jobs.run import Run
from incident_bot.settings import Settings
from incident_bot.slack.client import Slack
from tests.bot_database import add_workspace, database, migrated_file, migrated_postgres, migrated_url
from tests.incidents.story import after, ann, bo, declared, saved

__all__ = ["database", "migrated_file", "migrated_postgres", "migrated_url"]

WHOLE = b"0123456789"
FILES = [{"id": each, "name": f"{each}.png"} for each in ("FSHORT", "FWHOLE", "FHIDDEN", "FGONE")]


@dataclass
class Web:
    """As much of Slack as files need; of `FSHORT` half is missing."""

    address: str = ""
    downloads: list[str] = field(default_factory=list)

    async def info(self, request: web.Request) -> web.Response:
        file = request.query["file"]
        if file == "FHIDDEN":
            return web.json_response({"ok": False, "error": "file_not_found"})
        about = {"id": file, "size": len(WHOLE), "mode": "tombstone" if file == "FGONE" else "hosted"}
        return web.json_response({"ok": True, "file": {**about, "url_private": f"{self.address}/{file}"}})

    async def download(self, request: web.Request) -> web.Response:
        file = request.match_info["file"]
        self.downloads.append(file)
        return web.Response(body=WHOLE[:5] if file == "FSHORT" else WHOLE)


@pytest.fixture
async def served() -> AsyncIterator[Web]:
    served, app = Web(), web.Application()
    app.router.add_get("/api/files.info", served.info)
    app.router.add_get("/{file}", served.download)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    served.address = f"http://{host}:{port}"
    yield served
    await runner.cleanup()


@pytest.fixture
async def kit(database: Database, served: Web, tmp_path: Path) -> AsyncIterator[Kit]:
    slack = Slack("xoxb-1", f"{served.address}/api/")
    await slack.start()
    yield Kit(database, slack, Settings(files_folder=tmp_path / "files"), follow)
    await slack.stop()


async def entry_of(kit: Kit) -> int:
    """The incident; its entry #2 is a message with files, and a job is to copy them."""
    await add_workspace(kit.database)
    incident = declared()
    about: dict[str, Any] = {
        "author": "U3",
        "channel": "C1",
        "message": "1.2",
        "at": after(1),
        "files": FILES,
    }
    incident.pin_message("look", bo(2), **about)
    key = await saved(kit.database, incident)
    async with kit.database.writing() as session:
        for job in await queue.claim(session, "before", now=clock.now(), lease=60, most=99):
            await queue.finish(session, job, "before", now=clock.now())
        await enqueue(session, [keeping_files(key, 2)], clock.now())
    return key


async def attempt(kit: Kit) -> bool:
    """Whether the job is done."""
    async with kit.database.writing() as session:
        [job] = [
            each
            for each in await queue.claim(session, "here", now=clock.now(), lease=60, most=99)
            if each.kind == keep_files.__name__
        ]
    try:
        await keep_files(Run(job, "here", kit.database, 60), kit)
    except Retry as later:
        async with kit.database.writing() as session:
            await queue.postpone(session, job, "here", until=clock.now(), why=later.why)
        return False
    return True


async def files_of(kit: Kit, incident: int) -> dict[str, str]:
    async with kit.database.reading() as session:
        versions = await on_record.versions(session, incident, 2)
    found = versions[-1].facts["files"]
    return {each["id"]: each.get("sha256") or each.get("not_copied") or "" for each in found}


async def test_a_file_that_cannot_be_had_costs_no_other_its_checksum(kit: Kit, served: Web) -> None:
    incident = await entry_of(kit)
    known = {
        "FSHORT": "",
        "FWHOLE": hashlib.sha256(WHOLE).hexdigest(),
        "FHIDDEN": "the bot cannot see it",
        "FGONE": "it is not there any more",
    }
    for _ in range(ATTEMPTS - 1):
        assert not await attempt(kit)
        assert await files_of(kit, incident) == known
    assert await attempt(kit)
    assert await files_of(kit, incident) == known | {"FSHORT": "it could not be downloaded"}
    assert sorted(served.downloads) == [*["FSHORT"] * ATTEMPTS, "FWHOLE"]


async def test_what_was_withdrawn_meanwhile_is_not_copied(kit: Kit, served: Web) -> None:
    key = await entry_of(kit)
    async with kit.database.writing() as session:
        incident = await queries.by_id(session, key, for_change=True)
        versions = await on_record.versions(session, key, 2)
        incident.amend(versions, Change.WITHDRAWN, ann(3), new={"is_withdrawn": True})
        await follow(session)
    assert await attempt(kit)
    assert served.downloads == []
