"""Ann declares, Bo commands: incidents to begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.vocabulary import Source
from tests.bot_database import TEAM

START = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
ANN, BO, CHI = "U1", "U2", "U3"


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def ann(minutes: float = 0) -> Act:
    return Act(ANN, after(minutes))


def bo(minutes: float = 0) -> Act:
    return Act(BO, after(minutes))


def bot(minutes: float = 0) -> Act:
    return Act(None, after(minutes), Source.BOT)


def declared(severity: str = "sev2", title: str = "checkout is failing", number: int = 12) -> Incident:
    """Declared by Ann at START."""
    return Incident.declare(workspace=TEAM, number=number, title=title, severity=severity, act=ann())


def resolved() -> Incident:
    incident = declared()
    incident.resolve(bo(100), "rolled back")
    return incident


async def saved(database: Database, incident: Incident) -> int:
    """Its key in the database, where it is now with what happened; its workspace is there already."""
    async with database.writing() as session:
        session.add(incident)
        await follow(session)
    return incident.id
