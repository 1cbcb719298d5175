"""Records in a database."""

from __future__ import annotations

from datetime import timedelta

from incident_bot.database import Database
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.workspace import Person, Workspace
from tests.exports.amended import amended
from tests.exports.story import NAMES, START


async def save_workspaces(database: Database) -> None:
    """The amended story, INC-1 of the same moment, INC-2 of the day after; and another workspace's INC-1."""
    async with database.writing() as session:
        for workspace, url in (("T1", "https://example.slack.com/"), ("T2", "https://other.slack.com/")):
            session.add(Workspace(id=workspace, url=url, bot_person="U0", last_number=12))
        await session.flush()
        session.add_all(
            Person(workspace_id="T1", id=each, handle=each.lower(), name=name) for each, name in NAMES.items()
        )
        for incident in (amended(), _declared("T1", 1), _declared("T1", 2, days=1), _declared("T2", 1)):
            incident.chain_head = chain.link("", incident.happened)
            session.add(incident)
            await session.flush()
            for entry in incident.happened:
                entry.incident_id = incident.id
            session.add_all(incident.happened)


def _declared(workspace: str, number: int, days: int = 0) -> Incident:
    act = Act("U1", START + timedelta(days=days))
    return Incident.declare(workspace=workspace, number=number, title="Slow", severity="sev3", act=act)
