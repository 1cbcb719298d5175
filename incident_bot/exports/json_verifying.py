"""Whether a JSON document is what was written down: the record by its chain, the timeline by the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incident_bot.errors import Refused
from incident_bot.exports.json_document import entry_document
from incident_bot.exports.json_reading import Document, entries_in, incident_in, items_in, workspace_in
from incident_bot.exports.record import Record
from incident_bot.exports.wanted import Wanted
from incident_bot.incidents.chain import Break, Walk
from incident_bot.incidents.items_told import items_differ
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.verifying import Told, Verdict
from incident_bot.settings import Settings

_SHOWN_ODD = 5


def verify_document(document: Document, settings: Settings, looked_for: str = "") -> Verdict:
    """Every fact, the head, and what follows from the facts: timeline and action items."""
    told, walk = document["incident"], Walk(looked_for)
    told_of_it = Told()
    for place, fact in enumerate(document["record"]):
        # Every field counts: what was added to a fact was not written down with it.
        said = {name: value for name, value in fact.items() if name != "hash"}
        try:
            fits = walk.step(said, fact["hash"])
        except RecursionError:
            raise Refused(f"record[{place}]: it is nested too deeply.") from None
        if not fits:
            break
        told_of_it.hear(said)
    reworded: list[str] = []
    if walk.ends_in(told["chain"]["head"], told["chain"]["facts"]):
        record = record_in(document, settings)
        walk.broken = told_of_it.differs(record.incident)
        if walk.broken is None:
            walk.broken, reworded = _compared(record, document)
        if walk.broken is None:
            walk.broken = items_differ(entries_in(document["record"]), items_in(document))
    author = (walk.broken.said or {}).get("author") if walk.broken else None
    return Verdict(
        ref=told["ref"],
        facts=walk.count,
        of=told["chain"]["facts"],
        head=walk.head,
        broken=walk.broken,
        author=document["people"].get(author, author) if isinstance(author, str) else None,
        found_at=walk.found_at,
        remarks=reworded[:_SHOWN_ODD],
        reworded=len(reworded),
    )


def record_in(document: Document, settings: Settings) -> Record:
    """The record that a document was written from, without its entries."""
    incident = incident_in(document)

    async def none() -> Any:
        return
        yield

    return Record(
        incident=incident,
        workspace=workspace_in(document),
        turns=(),
        holdings=incident.holdings,
        items=(),
        people=document["people"],
        settings=settings,
        shown=none,
        written=none,
        wanted=Wanted(document["zone"]),
    )


def _compared(record: Record, document: Document) -> tuple[Break | None, list[str]]:
    facts: Sequence[dict[str, Any]] = document["record"]
    current = [entry for entry in entries_in(facts) if entry.is_current]
    current.sort(key=lambda each: (each.occurred_at, each.recorded_at, each.number))
    remarks: list[str] = []
    shown: list[dict[str, Any]] = document["timeline"]
    for entry, told in zip(current, shown, strict=False):
        expected = _told(record, entry)
        different = [name for name in expected if told.get(name) != expected[name]]
        if not different:
            continue
        problem = _problem(entry, different, told)
        if problem is not None:
            return Break(entry.seq, problem, facts[entry.seq - 1]), remarks
        remarks.append(
            f"The summary of #{entry.number} reads “{told['summary']}”; I would write "
            f"“{expected['summary']}”."
        )
    if len(shown) < len(current):
        missing = current[len(shown)]
        return Break(missing.seq, "it is missing in the timeline", facts[missing.seq - 1]), remarks
    if len(shown) > len(current):
        return Break(len(facts), f"the timeline has #{shown[len(current)]['number']} besides"), remarks
    return None, remarks


def _told(record: Record, entry: TimelineEntry) -> dict[str, Any]:
    try:
        return entry_document(record, entry)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as unknown:
        # The rules of each kind know which facts it has; whoever wrote this file did not go by them.
        place = f"record[{entry.seq - 1}]"
        why = f"{type(unknown).__name__}: {unknown}"
        raise Refused(f"{place}: its facts are not those of a {entry.kind} ({why}).") from None


def _problem(entry: TimelineEntry, different: list[str], told: dict[str, Any]) -> str | None:
    """What readers see of an entry and does not follow from its facts; None when only our words changed."""
    if "number" in different:
        return f"the timeline has #{told['number']} in its place"
    typed_is_there = entry.is_withdrawn or entry.text in told["summary"]
    if different == ["summary"] and typed_is_there:
        return None
    return f"the timeline says something else than the record: {', '.join(different)}"
