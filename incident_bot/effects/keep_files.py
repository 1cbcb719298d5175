"""Copies the files of a message on the timeline into a folder of the bot's, where the settings name one."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot import clock
from incident_bot.effects.kit import Kit
from incident_bot.incidents import queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.vocabulary import Change, Source
from incident_bot.jobs.queue import NewJob
from incident_bot.jobs.run import Run, Step


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
        versions = await queries.versions(session, run.args["incident"], run.args["number"])
    files = [file for file in versions[-1].facts.get("files", []) if "sha256" not in file]
    for file in files:
        # One after the other: a lease has to be long enough for each.
        await run.step(Step(f"file:{file['id']}", partial(_copy, kit, file), dispensable=True))
    copied = {file["id"]: run.remembered(f"file:{file['id']}") for file in files}
    async with kit.database.writing() as session:
        await _note(run, kit, session, {key: value for key, value in copied.items() if value})


async def _copy(kit: Kit, file: dict[str, Any]) -> dict[str, Any]:
    folder = kit.settings.files_folder
    assert folder is not None, "it was looked for"
    return await kit.slack.copy_file(file["id"], folder, most=kit.settings.files_most_mb * 1_000_000)


async def _note(run: Run, kit: Kit, session: AsyncSession, copied: dict[str, dict[str, Any]]) -> None:
    """Size and checksum go on the record, once."""
    incident = await queries.by_id(session, run.args["incident"], for_change=True)
    versions = await queries.versions(session, incident.id, run.args["number"])
    files = versions[-1].facts.get("files", [])
    told = [{**file, **copied.get(file["id"], {})} for file in files]
    if told == files:
        return
    incident.amend(versions, Change.FILED, Act(None, clock.now(), Source.BOT), new={"files": told})
    await kit.follow(session)
