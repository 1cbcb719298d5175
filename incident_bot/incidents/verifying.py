"""Whether records in a database are what was written down: each incident's chain, from the first fact on."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.incidents import queries
from incident_bot.incidents.chain import FIELDS, Break, Walk, content
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Kind

_BATCH = 1000


class Told:
    """What the facts say of the incident itself, as far as one fact says it whole: the latest one counts."""

    def __init__(self) -> None:
        self._latest: dict[str, Mapping[str, Any]] = {}

    def hear(self, said: Mapping[str, Any]) -> None:
        """The next fact. Later versions of what the bot wrote differ in their star only."""
        if said["version"] > 1:
            return
        if said["kind"] in (Kind.DECLARED, Kind.TITLE):
            self._latest["title"] = said
        if said["kind"] in (Kind.DECLARED, Kind.SEVERITY):
            self._latest["severity"] = said

    def differs(self, incident: Incident) -> Break | None:
        """The fact that says something else than the incident's own row; None when none does."""
        for name, said in self._latest.items():
            facts = said["facts"]
            told = said["text"] if name == "title" else facts.get("after", facts.get("severity"))
            if told is not None and told != getattr(incident, name):
                return Break(said["seq"], f"the {name} of the incident is not what this fact says", said)
        return None


Progress = Callable[[str, int, int], None]
"""Told now and then: of which incident, how many facts were looked at, of how many."""


@dataclass(frozen=True)
class Verdict:
    """What came out for one incident."""

    ref: str
    facts: int
    """As many as fit, from the first one on."""
    of: int
    """As many as there should be."""
    head: str
    """The hash of the last fact that fits."""
    broken: Break | None = None
    author: str | None = None
    """What whoever wrote the broken fact is called."""
    found_at: int | None = None
    """The fact whose hash was looked for, where it was found."""
    remarks: Sequence[str] = ()
    """Sentences that are not what the record says, the first ones: `reworded` says of how many."""
    reworded: int = 0
    """So many of them. Another version may have written them in its own words, or somebody changed them."""

    @property
    def intact(self) -> bool:
        """All of it is what was written down, as far as anybody can tell."""
        return self.broken is None and not self.reworded


async def incidents_to_verify(
    database: Database, number: int | None = None, workspace: str | None = None
) -> list[int]:
    """The keys of the incidents to look at, the oldest first."""
    found = select(Incident.id).order_by(Incident.workspace_id, Incident.number)
    found = found if number is None else found.where(Incident.number == number)
    found = found if workspace is None else found.where(Incident.workspace_id == workspace)
    async with database.reading() as session:
        return list(await session.scalars(found))


async def verify(
    database: Database, incident_id: int, *, looked_for: str = "", told: Progress | None = None
) -> Verdict:
    """Go along one incident's facts, as they are at this moment; they are never held all at once."""
    async with database.reading() as session:
        incident = await queries.by_id(session, incident_id)
        walk, told_of_it, current = Walk(looked_for), Told(), dict[int, int]()
        # Closed at the first break, too: the rest is not read.
        async with aclosing(_facts(session, incident_id)) as rows:
            async for row in rows:
                said = content(row)
                if not walk.step(said, row.hash):
                    break
                told_of_it.hear(said)
                if row.is_current and not _only_current(walk, current, row):
                    break
                if told is not None and walk.count % _BATCH == 0:
                    told(incident.ref, walk.count, incident.revision)
        if walk.ends_in(incident.chain_head, incident.revision):
            walk.broken = _all_current(walk, current) or told_of_it.differs(incident)
        return Verdict(
            ref=incident.ref,
            facts=walk.count,
            of=incident.revision,
            head=walk.head,
            broken=walk.broken,
            author=await _author(session, incident, walk.broken),
            found_at=walk.found_at,
        )


async def _facts(session: AsyncSession, incident_id: int) -> AsyncGenerator[Row[Any], None]:
    columns = [getattr(TimelineEntry, name) for name in (*FIELDS, "hash", "is_current")]
    found = select(*columns).where(TimelineEntry.incident_id == incident_id)
    # Two facts of one place cannot be; were the index gone, they should still come in one order.
    ordered = found.order_by(TimelineEntry.seq, TimelineEntry.id).execution_options(yield_per=_BATCH)
    found_rows = await session.stream(ordered)
    try:
        async for row in found_rows:
            yield row
    finally:
        await found_rows.close()


def _only_current(walk: Walk, current: dict[int, int], row: Row[Any]) -> bool:
    if row.number in current:
        walk.broken = Break(
            row.seq, f"#{row.number} has two versions that are said to hold now", content(row)
        )
    current[row.number] = row.version
    return walk.broken is None


def _all_current(walk: Walk, current: Mapping[int, int]) -> Break | None:
    """Of each entry the latest version must be the one that is shown."""
    for number, version in walk.versions.items():
        if current.get(number) != version:
            shown = f"version {current[number]}" if number in current else "none"
            problem = f"the latest version of #{number} is {version}, and {shown} is said to hold now"
            return Break(number, problem)
    return None


async def _author(session: AsyncSession, incident: Incident, broken: Break | None) -> str | None:
    author = (broken.said or {}).get("author") if broken else None
    if not isinstance(author, str):
        return None
    person = await queries.person(session, incident.workspace_id, author)
    return person.name if person else author
