"""A record from JSON of our schema: verified, then saved as it is, chain and all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.errors import Refused
from incident_bot.exports.json_reading import (
    Document,
    entries_in,
    incident_in,
    items_in,
    slots_in,
    workspace_in,
)
from incident_bot.exports.json_verifying import verify_document
from incident_bot.importing.saving import Saved, home_of, same_as, save
from incident_bot.incidents.slot import Outcome
from incident_bot.incidents.vocabulary import Change, Kind, Status
from incident_bot.messages.verdict import broken_line
from incident_bot.settings import Settings

_DEEPEST = 100


def check_document(document: Document, settings: Settings) -> None:
    """Look at everything that needs no database. Raises Refused for what is broken or unknown."""
    verdict = verify_document(document, settings)
    if verdict.broken is not None:
        raise Refused(
            f"its record is not what was written down, so it is not imported. {broken_line(verdict)}"
        )
    _must_be_known(document)
    _must_be_keepable(document)


async def save_document(
    session: AsyncSession, document: Document, now: datetime, workspace: str | None = None
) -> Saved:
    """Save a checked document in the session's transaction. Raises Refused when it is there already."""
    incident, facts = incident_in(document), document["record"]
    home = await home_of(session, workspace, workspace_in(document))
    if (same := await same_as(session, home.id, facts[0]["hash"])) is not None:
        raise Refused(f"it is {same.ref} already.")
    saved = await save(session, home, incident, entries_in(facts), document["people"], now)
    for item in items_in(document):
        item.incident_id = saved.incident.id
        session.add(item)
    for slot in slots_in(document):
        slot.incident_id = saved.incident.id
        session.add(slot)
    await session.flush()
    return saved


def _must_be_known(document: Document) -> None:
    """Another release may have written words that the rules of this one cannot go by."""
    changes = [fact["amendment"]["change"] for fact in document["record"] if fact["amendment"]]
    _known("status", [document["incident"]["status"]], Status)
    _known("kind of entry", (fact["kind"] for fact in document["record"]), Kind)
    _known("change", changes, Change)
    _known("result of a reminder", (each["outcome"] for each in document["reminders"] or ()), Outcome)


def _known(what: str, words: Iterable[str], ours: type[StrEnum]) -> None:
    for word in words:
        if word not in ours.__members__.values():
            raise Refused(f"there is a {what} “{word}” in it that this version does not know.")


def _must_be_keepable(value: Any, depth: int = 0) -> None:
    """Neither database keeps NUL, nor half a character (a lone surrogate)."""
    if depth > _DEEPEST:
        raise Refused("it is nested too deeply.")
    match value:
        case str() if "\0" in value or any("\ud800" <= each <= "\udfff" for each in value):
            raise Refused("there are characters in it that no database keeps: NUL, or half a character.")
        case dict():
            for name, each in value.items():
                _must_be_keepable(name)
                _must_be_keepable(each, depth + 1)
        case list():
            for each in value:
                _must_be_keepable(each, depth + 1)
        case _:
            pass
