"""Copies the files of a message on the timeline into a folder of the bot's, where the settings name one."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.errors import Retry
from incident_bot.incidents import on_record, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.vocabulary import Change, Source
from incident_bot.jobs.queue import NewJob
from incident_bot.jobs.run import Run, Step

ATTEMPTS = 8
"""To copy the files of one entry: some minutes. What is slow or comes in halves until then will go on so."""
SECONDS = 45
"""For one file, and for asking where it is: below what a step of a job may take."""


def keeping_files(incident_id: int, number: int) -> NewJob:
    """The job for one entry; a lane of its own, so that large files keep nobody waiting."""
    return NewJob(
        keep_files.__name__, f"incident:{incident_id}:files", {"incident": incident_id, "number": number}
    )


async def keep_files(run: Run, kit: Kit) -> None:
    """A copy that is there already is the same file: it goes by the name of its checksum."""
    if kit.settings.files_folder is None:
        return
    async with kit.database.reading() as session:
        versions = await on_record.versions(session, run.args["incident"], run.args["number"])
    if versions[-1].is_withdrawn:
        return
    failed: Retry | None = None
    for file in versions[-1].facts.get("files", []):
        if file.keys() & {"sha256", "not_copied"}:
            continue
        copy, note = partial(_copy, run, kit, file), partial(_note, run, kit, file["id"])
        # One after the other: a lease has to be long enough for each.
        try:
            await run.step(Step(f"file:{file['id']}", copy, note, dispensable=True))
        except Retry as later:
            # What is remembered begins the lease anew: the next one needs all of it.
            await run.step(Step(f"failed:{file['id']}:{run.job.attempts}", _nothing))
            failed = later
    if failed is not None:
        raise failed


async def _copy(run: Run, kit: Kit, file: dict[str, Any]) -> dict[str, Any]:
    folder = kit.settings.files_folder
    assert folder is not None, "it was looked for"
    try:
        async with asyncio.timeout(SECONDS):
            return await kit.slack.copy_file(file["id"], folder, most=kit.settings.files_most_mb * 1_000_000)
    except (Retry, TimeoutError) as late:
        if run.job.attempts < ATTEMPTS:
            raise late if isinstance(late, Retry) else Retry("a file takes too long") from late
        return {"not_copied": "it could not be downloaded"}


async def _nothing() -> None:
    return None


async def _note(run: Run, kit: Kit, file: str, session: AsyncSession, copied: dict[str, Any]) -> None:
    """Size and checksum go on the record, once."""
    incident = await queries.by_id(session, run.args["incident"], for_change=True)
    versions = await on_record.versions(session, incident.id, run.args["number"])
    files = versions[-1].facts.get("files", [])
    told = [{**each, **copied} if each["id"] == file else each for each in files]
    if told == files:
        return
    incident.amend(versions, Change.FILED, Act(None, clock.now(), Source.BOT), new={"files": told})
    await kit.follow(session)
