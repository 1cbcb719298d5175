"""What somebody names on the command line: an incident, a workspace, a format."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from incident_bot.errors import Refused
from incident_bot.exports import FORMATS, format_named
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.search import number_in
from incident_bot.incidents.workspace import Workspace
from incident_bot.messages.listed import listed
from incident_bot.slack import text

_SHOWN = 10


def format_for(typed: str) -> str:
    """The format that somebody names. Raises Refused when there is none of that name."""
    if (name := format_named(typed)) is not None:
        return name
    raise Refused(f"there is no format {_quoted(typed)}. There are {listed(list(FORMATS))}.", example="json")


async def find(session: AsyncSession, ref: str, workspace: str | None) -> Incident:
    """The incident with this name. Raises Refused when there is none, or one in several workspaces each."""
    if (number := number_in(ref.strip())) is None:
        raise Refused(f"{_quoted(ref)} is not the name of an incident.", example="INC-12")
    found = select(Incident).options(selectinload(Incident.holdings)).where(Incident.number == number)
    if workspace is not None:
        await must_be_known(session, workspace)
        found = found.where(Incident.workspace_id == workspace)
    incidents = (await session.scalars(found.order_by(Incident.workspace_id))).all()
    if not incidents:
        raise Refused(f"there is no INC-{number}. {await _existing(session, workspace)}")
    if len(incidents) > 1:
        where = listed([each.workspace_id for each in incidents])
        raise Refused(f"several workspaces have an INC-{number}: {where}. Say which one you mean.")
    return incidents[0]


async def must_be_known(session: AsyncSession, workspace: str) -> None:
    """Raises Refused when there is no such workspace."""
    known = (await session.scalars(select(Workspace.id).order_by(Workspace.id))).all()
    if workspace not in known:
        there_are = f"I know {listed(known)}." if known else "I know none yet."
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
            return f"There are {listed(refs)}."
        case _:
            return f"The newest are {listed(refs[:_SHOWN])}."


def _quoted(typed: str) -> str:
    return f"“{text.fit(typed, 60)}”"
