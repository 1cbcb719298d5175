"""Files go to where the incident lives, or to whoever asked for them alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from incident_bot.effects.kit import Kit
from incident_bot.errors import GiveUp
from incident_bot.incidents.facts import Place
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.jobs.run import Run, Step
from incident_bot.messages.drill import marked
from incident_bot.slack import text
from incident_bot.slack.message import Message


async def hand_over(
    run: Run,
    kit: Kit,
    incident: Incident,
    entry: TimelineEntry,
    uploads: Sequence[Step],
    said: str,
    *,
    what: str,
    command: str,
) -> None:
    """Upload them, then share them in one message that says `said`. The entry says where they were wanted.

    `what` of the incident they are, and the command that also sends them, are for the case that there is no
    place for them.
    """
    place = await _place(run, kit, incident, entry, what, command)
    # One after the other: a long record keeps a core busy, and each may take as long as a step may.
    files = [await run.step(upload) for upload in uploads]
    comment = marked(Message(said), incident).text

    async def share() -> None:
        await kit.slack.share_uploads(files, place.channel, comment, thread=place.thread, look=run.in_doubt)

    await run.step(Step("share", share))


def asked_by(entry: TimelineEntry) -> str:
    """For others to know; whoever asked for it alone knows."""
    return "" if entry.facts.get("private") else f", asked for by {text.mention(entry.author or '')}"


async def uploaded(kit: Kit, path: Path, size: int, title: str) -> dict[str, Any]:
    """The file is with Slack, and nobody sees it yet."""
    place = await kit.slack.reserve_upload(path.name, size)
    await kit.slack.send_upload(place["url"], path)
    return {"id": place["file"], "title": title}


async def _place(
    run: Run, kit: Kit, incident: Incident, entry: TimelineEntry, what: str, command: str
) -> Place:
    person = entry.author
    if entry.facts.get("private") and person is not None:
        return Place(await run.step(Step("open", lambda: kit.slack.open_direct(person))))
    if incident.place is None:
        # The lane has opened its room by now, if it could be opened.
        raise GiveUp(
            f"{incident.ref} has no room to put its {what} into; whoever wants it can have it with "
            f"`{command} private`, or from the command line"
        )
    return incident.place
