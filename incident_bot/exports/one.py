"""One incident's record as text, for whoever asks by name: the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.database import Database
from incident_bot.errors import Refused
from incident_bot.exports import FORMATS, format_named
from incident_bot.exports.export import whole
from incident_bot.exports.record import read_record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.workspace import Workspace
from incident_bot.settings import Settings
from incident_bot.slack import text

_REF = re.compile(r"(?:inc-?)?(\d{1,9})", re.IGNORECASE | re.ASCII)
_SHOWN = 10


async def export_text(
    database: Database,
    settings: Settings,
    ref: str,
    format_name: str,
    zone: str,
    workspace: str | None = None,
) -> str:
    """The record of the incident `ref` (`INC-12`). Raises Refused for whatever of it does not exist.

    `workspace` is a team id; it is only needed when several workspaces have an incident of that name.
    """
    export = FORMATS[format_for(format_name)]
    async with database.reading() as session:
        incident = await find(session, ref, workspace)
        record = await read_record(session, incident.id, settings, Wanted(zone))
        return (await whole(export.write(record))).decode()


def format_for(typed: str) -> str:
    """The format that somebody names. Raises Refused when there is none of that name."""
    if (name := format_named(typed)) is not None:
        return name
    raise Refused(f"there is no format {_quoted(typed)}. There are {_listed(list(FORMATS))}.", example="json")


async def find(session: AsyncSession, ref: str, workspace: str | None) -> Incident:
    """The incident with this name. Raises Refused when there is none, or one in several workspaces each."""
    match = _REF.fullmatch(ref.strip())
    if match is None:
        raise Refused(f"{_quoted(ref)} is not the name of an incident.", example="INC-12")
    number = int(match[1])
    found = select(Incident).options(selectinload(Incident.holdings)).where(Incident.number == number)
    if workspace is not None:
        await must_be_known(session, workspace)
        found = found.where(Incident.workspace_id == workspace)
    incidents = (await session.scalars(found.order_by(Incident.workspace_id))).all()
    if not incidents:
        raise Refused(f"there is no INC-{number}. {await _existing(session, workspace)}")
    if len(incidents) > 1:
        where = _listed([each.workspace_id for each in incidents])
        raise Refused(f"several workspaces have an INC-{number}: {where}. Say which one you mean.")
    return incidents[0]


async def must_be_known(session: AsyncSession, workspace: str) -> None:
    """Raises Refused when there is no such workspace."""
    known = (await session.scalars(select(Workspace.id).order_by(Workspace.id))).all()
    if workspace not in known:
        there_are = f"I know {_listed(known)}." if known else "I know none yet."
        raise Refused(f"there is no workspace {_quoted(workspace)}. {there_are}")


async def _existing(session: AsyncSession, workspace: str | None) -> str:
    newest = select(Incident.number).distinct().order_by(Incident.number.desc()).limit(_SHOWN + 1)
    if workspace is not None:
        newest = newest.where(Incident.workspace_id == workspace)
    refs = [f"INC-{number}" for number in (await session.scalars(newest)).all()]
    match refs:
        case []:
            return "Nothing was declared yet."
        case [only]:
            return f"There is only {only}."
        case _ if len(refs) <= _SHOWN:
            return f"There are {_listed(refs)}."
        case _:
            return f"The newest are {_listed(refs[:_SHOWN])}."


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _quoted(typed: str) -> str:
    return f"“{text.fit(typed, 60)}”"
