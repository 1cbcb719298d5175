"""An incident from a timeline in Markdown: declared when it is imported, over since it was over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.errors import Refused
from incident_bot.importing.outline import Outline
from incident_bot.importing.saving import Saved, home_of, save
from incident_bot.incidents import chain
from incident_bot.incidents.act import Act
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Source
from incident_bot.incidents.workspace import Person, Workspace
from incident_bot.settings import Settings

_BEGAN = ("began for users", "began", "started", "start")
_ENDED = ("resolved", "end", "ended")
_DENIED = ("no", "not", "none", "never", "false", "n", "0", "nein")
_BETWEEN = {
    "noticed": "detected",
    "detected": "detected",
    "acknowledged": "acknowledged",
    "mitigated": "mitigated",
}


@dataclass(frozen=True)
class Meant:
    """What whoever imports says of it besides; empty where the document says it."""

    title: str = ""
    severity: str = ""
    workspace: str | None = None


async def save_notes(
    session: AsyncSession, found: Outline, source: bytes, settings: Settings, now: datetime, meant: Meant
) -> Saved:
    """Save what was understood as an incident. Raises Refused for what is missing or there already."""
    if not found.entries:
        raise Refused("no line in it begins with a time, as in “- 14:32 payments fail”.")
    home = await home_of(session, meant.workspace)
    people = await _people(session, home)
    incident = _declared(found, home, people, settings, now, meant)
    digest = hashlib.sha256(source).hexdigest()
    if (same := await _same(session, incident, digest)) is not None:
        raise Refused(f"it is {same.ref} already.")
    declared = incident.happened[0]
    declared.author, declared.facts = None, {**declared.facts, "file": digest}
    if (at := found.moments.get("declared")) is not None:
        incident.declared_at = incident.opened_at = declared.occurred_at = at
    if _is_so(found, "drill"):
        incident.is_drill, declared.facts = True, {**declared.facts, "drill": True}
    remarks = [*_moments(incident, found, now), *_tell(incident, found, people, now)]
    incident.chain_head = chain.link("", incident.happened)
    entries, incident.happened = incident.happened, []
    saved = await save(session, home, incident, entries, {}, now)
    return Saved(saved.incident, saved.facts, (*saved.remarks, *remarks))


def _declared(
    found: Outline,
    home: Workspace,
    people: Mapping[str, str],
    settings: Settings,
    now: datetime,
    meant: Meant,
) -> Incident:
    times = [each.line.at for each in found.entries if each.line.at is not None]
    began = _moment(found, _BEGAN) or found.moments.get("declared") or min(times)
    ended = _moment(found, _ENDED) or max(times)
    title = meant.title or found.title
    if not title:
        raise Refused(
            "it has no title: give it a line “# …”, or say it.", example="--title 'Payments are down'"
        )
    if ended < began:
        raise Refused("it would be over before it began: look at its moments.")
    # Nobody, where the notes do not say it or name somebody who is not here.
    by = people.get(found.known.get("declared by", "").casefold(), "")
    return Incident.declare_past(
        workspace=home.id,
        number=0,
        title=title,
        severity=_severity(meant.severity or found.known.get("severity", ""), settings),
        act=Act(by, now, Source.IMPORT),
        began=began,
        ended=ended,
        services=[each.strip() for each in found.known.get("affected", "").split(",") if each.strip()],
        impact=found.known.get("impact", ""),
        private=_is_so(found, "private"),
    )


def _is_so(found: Outline, word: str) -> bool:
    """Whether it is said, and not denied: as in `Private: yes`."""
    said = re.match(r"\W*(\w+)", found.known.get(word, "no"))
    return said is not None and said[1].casefold() not in _DENIED


def _severity(said: str, settings: Settings) -> str:
    asked = "".join(filter(str.isalnum, said.partition("(")[0])).casefold()
    for key, severity in settings.severities.items():
        if asked and asked in (key.casefold(), "".join(filter(str.isalnum, severity.label)).casefold()):
            return key
    known = ", ".join(settings.severities)
    if asked:
        raise Refused(f"there is no severity “{said[:40]}”. There are {known}.", example="--severity sev2")
    raise Refused(f"it does not say how bad it was. There are {known}.", example="--severity sev2")


def _moments(incident: Incident, found: Outline, now: datetime) -> list[str]:
    remarks = []
    for word, at in found.moments.items():
        if word not in _BETWEEN or at == getattr(incident, f"{_BETWEEN[word]}_at"):
            continue
        try:
            incident.set_moment(_BETWEEN[word], at, Act(None, now, Source.IMPORT))
        except Refused as refused:
            remarks.append(f"when it was {_BETWEEN[word]} is left out: {refused.problem}")
    return remarks


def _tell(incident: Incident, found: Outline, people: Mapping[str, str], now: datetime) -> list[str]:
    act, unknown = Act(None, now, Source.IMPORT), set()
    for each in found.entries:
        author = people.get(each.who.casefold()) if each.who else None
        text = each.line.text
        if each.who and author is None:
            # Their words must not become those of nobody.
            text = f"{each.who}: {text}"
            unknown.add(each.who)
        incident.tell(each.line.kind, text, act, at=each.line.at, author=author, starred=each.starred)
    return [f"nobody here is called {each}: the name stands before the words" for each in sorted(unknown)]


async def _people(session: AsyncSession, home: Workspace) -> dict[str, str]:
    """Ids by name and handle; a name that two people have is nobody's."""
    ids: dict[str, str] = {}
    twice: set[str] = set()
    for person in await session.scalars(select(Person).where(Person.workspace_id == home.id)):
        for name in {person.name.casefold(), f"@{person.handle}".casefold()}:
            if ids.setdefault(name, person.id) != person.id:
                twice.add(name)
    return {name: person for name, person in ids.items() if name not in twice}


async def _same(session: AsyncSession, incident: Incident, digest: str) -> Incident | None:
    """What was made of the same file, with the same times."""
    imported = select(Incident, TimelineEntry.facts).join(
        TimelineEntry, (TimelineEntry.incident_id == Incident.id) & (TimelineEntry.seq == 1)
    )
    found = imported.where(
        Incident.workspace_id == incident.workspace_id,
        Incident.imported_at.is_not(None),
        Incident.impact_started_at == incident.impact_started_at,
    )
    for known, facts in await session.execute(found):
        if facts.get("file") == digest:
            return known  # type: ignore[no-any-return] # a row of an incident and a column
    return None


def _moment(found: Outline, words: tuple[str, ...]) -> datetime | None:
    return next((found.moments[word] for word in words if word in found.moments), None)
