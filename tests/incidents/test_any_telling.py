"""In whatever order, how often and how late Slack tells of a message, the record says the same of it.

What happens to a message is made up first: edits, reactions of several people, its deletion, and corrections
of its entry. It is then told to the bot twice: as it happened, each thing at once; and shuffled, with
repetitions, with reading late, and with several things told before the bot gets round to any of them.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from incident_bot.database import Database
from incident_bot.effects.follow import follow
from incident_bot.incidents import captured, queries
from incident_bot.incidents.act import Act
from incident_bot.incidents.capture import tell
from incident_bot.incidents.chain import Walk, content
from incident_bot.incidents.folding import holding
from incident_bot.incidents.incident import Incident
from incident_bot.incidents.message_fact import MessageFact, Told, facts_of, hear, stay
from incident_bot.incidents.timeline import TimelineEntry
from incident_bot.incidents.vocabulary import Change, Kind
from incident_bot.incidents.workspace import Workspace
from incident_bot.slack import text
from tests import all_of
from tests.bot_database import TEAM, opened

from .story import ANN, BO, START, declared

ROOM, SAID_AT = "C1", START + timedelta(minutes=1)
TS = f"{SAID_AT.timestamp():.6f}"
WORDS = ("one", "two <@U2>", "[10:00] Decision: roll back", "[10:00] Decision: roll on", "[09:58] Note: odd")

DEEDS = st.lists(
    st.one_of(
        # Twice, and of few: what is taken off, and by whom last, is where the order matters most.
        st.tuples(st.just("react"), st.sampled_from((ANN, BO)), st.just("pushpin")),
        st.tuples(st.just("react"), st.sampled_from((ANN, BO)), st.sampled_from(("pushpin", "pin"))),
        st.tuples(st.just("edit"), st.sampled_from(WORDS)),
        st.tuples(st.just("delete")),
        st.tuples(st.just("correct"), st.sampled_from(("right", "righter"))),
        st.tuples(st.just("star"), st.booleans()),
        st.tuples(st.just("withdraw")),
        st.tuples(st.just("restore")),
    ),
    min_size=1,
    max_size=9,
)


@dataclass
class Truth:
    """What becomes of the message, as Slack sees it."""

    deeds: list[tuple[Any, ...]]
    whole_room: bool
    first: str
    facts: list[MessageFact] = field(default_factory=list)
    bodies: list[tuple[datetime, dict[str, Any] | None]] = field(default_factory=list)
    """How it looked since when; None since it is gone."""
    corrections: list[tuple[datetime, Change, dict[str, Any]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        body: dict[str, Any] | None = self.body(self.first, SAID_AT)
        self.bodies = [(SAID_AT, body)]
        if self.whole_room or self.first.startswith("["):
            self.add(Told.SAID, SAID_AT, ANN, now=body)
        marks: set[tuple[str, str]] = set()
        for minute, (deed, *about) in enumerate(self.deeds, 1):
            at = SAID_AT + timedelta(minutes=minute)
            if deed == "react" and body is not None:
                one = (about[0], about[1])
                what = Told.UNMARKED if one in marks else Told.MARKED
                marks ^= {one}
                self.add(what, at, one[0], reaction=one[1])
            elif deed == "edit" and body is not None and text.plain(body["text"]) != text.plain(about[0]):
                before, body = body, self.body(about[0], at)
                self.bodies.append((at, body))
                self.add(Told.EDITED, at, ANN, now=body, before=before)
            elif deed == "delete" and body is not None:
                self.add(Told.DELETED, at, None, before=body)
                body = None
                self.bodies.append((at, None))
            elif deed in _CORRECTIONS:
                change, column = _CORRECTIONS[deed]
                value = about[0] if about else deed == "withdraw"
                self.corrections.append((at, change, {column: value}))

    def body(self, words: str, since: datetime) -> dict[str, Any]:
        return {"text": words, "since": f"{since.timestamp():.6f}", "author": ANN, "editor": ANN, "files": []}

    def add(self, what: Told, at: datetime, by: str | None, **said: Any) -> None:
        self.facts.append(self.fact(what, at, by, **said))

    def fact(self, what: Told, at: datetime, by: str | None, **said: Any) -> MessageFact:
        if "now" in said or "before" in said:
            said |= {"zone": "UTC"} | ({"room": True} if self.whole_room and what is Told.SAID else {})
        about = {"workspace_id": TEAM, "channel": ROOM, "message": TS, "received_at": at}
        return MessageFact(what=what.value, at=at, by=by, content=said, **about)

    def read(self, at: datetime) -> MessageFact | None:
        """What Slack says when it is asked."""
        body = next(body for since, body in reversed(self.bodies) if since <= at)
        since = datetime.fromtimestamp(float(body["since"]), START.tzinfo) if body else at
        return self.fact(Told.READ, since, None, now=body) if body else None


_CORRECTIONS = {
    "correct": (Change.CORRECTED, "text"),
    "star": (Change.CORRECTED, "starred"),
    "withdraw": (Change.WITHDRAWN, "is_withdrawn"),
    "restore": (Change.RESTORED, "is_withdrawn"),
}


class Bot:
    """The bot, as far as it keeps messages: what `keep_message` does, without Slack and the queue."""

    def __init__(self, database: Database, incident: int, truth: Truth) -> None:
        self.database, self.incident, self.truth = database, incident, truth

    async def hears(self, facts: Sequence[MessageFact]) -> None:
        async with self.database.writing() as session:
            for each in facts:
                await hear(session, each)

    async def keeps(self, reads_at: datetime) -> None:
        """Slack is asked, if nobody has told the words, and answers with what there is at that moment."""
        async with self.database.writing() as session:
            facts = await facts_of(session, TEAM, ROOM, TS)
            known = any(fact.content.get("now") or fact.content.get("before") for fact in facts)
            marked = any(fact.what == Told.MARKED.value for fact in facts)
            if marked and not known and (found := self.truth.read(reads_at)):
                await hear(session, found)
            incident = await queries.by_id(session, self.incident, for_change=True)
            facts = await facts_of(session, TEAM, ROOM, TS)
            versions = await captured.versions_of(session, self.incident, ROOM, TS)
            if facts and (kept := tell(facts, text.plain)) is not None:
                incident.keep(kept, versions, reads_at)
                await stay(session, facts)
            await follow(session)

    async def corrects(self, at: datetime, change: Change, new: dict[str, Any]) -> bool:
        """Somebody puts it right, if there is something."""
        async with self.database.writing() as session:
            incident = await queries.by_id(session, self.incident, for_change=True)
            versions = await captured.versions_of(session, self.incident, ROOM, TS)
            if versions:
                incident.amend(versions, change, Act(BO, at), new=new, reason="so it was")
                await follow(session)
            return bool(versions)

    async def record(self) -> dict[str, Any] | None:
        """What is on the record of the message; the chain of the whole record holds."""
        async with self.database.reading() as session:
            await self.chain_holds(session)
            versions = await captured.versions_of(session, self.incident, ROOM, TS)
        return _told(versions) if versions else None

    async def chain_holds(self, session: AsyncSession) -> None:
        walk, incident = Walk(), await queries.by_id(session, self.incident)
        for entry in await all_of.record(session, self.incident):
            assert walk.step(content(entry), entry.hash), walk.broken
        assert walk.ends_in(incident.chain_head), walk.broken


def _told(versions: Sequence[TimelineEntry]) -> dict[str, Any]:
    """What the entry says now, and what it said since when: moments that changed nothing are no history."""
    now = versions[-1]
    columns = ("text", "kind", "occurred_at", "starred", "is_deleted", "is_withdrawn", "author", "source")
    state = {name: getattr(now, name) for name in columns} | {"revised": now.revised}
    facts = {name: now.facts.get(name) for name in ("captured_at", "marked_by", "files")}
    first = versions[0]
    said = {name: getattr(first, name) for name in ("text", "kind", "starred", "is_deleted", "is_withdrawn")}
    said["occurred_at"] = first.occurred_at.isoformat()
    history: dict[datetime, dict[str, Any]] = {}
    changes = [each.amendment for each in holding(versions) if each.amendment]
    for change in sorted(changes, key=lambda each: datetime.fromisoformat(each["at"])):
        said = said | {name: value for name, value in change["new"].items() if name in said}
        history[datetime.fromisoformat(change["at"])] = said
    began = datetime.fromisoformat(str(facts["captured_at"]))
    start = {name: getattr(first, name) for name in said if name != "occurred_at"}
    history.setdefault(began, start | {"occurred_at": first.occurred_at.isoformat()})
    told: list[tuple[datetime, dict[str, Any]]] = []
    for at in sorted(history):
        if not told or told[-1][1] != history[at]:
            told.append((at, history[at]))
    current = [each for each in versions if each.is_current]
    assert current == [now], "one version is the current one"
    by_people = [each for each in changes if each["change"] in ("withdrawn", "restored")]
    # The last that people said about it holds; sorting is stable.
    last = max(by_people, key=lambda each: datetime.fromisoformat(each["at"]), default=None)
    by_hand = last is not None and last["new"]["is_withdrawn"]
    return {"now": state, "facts": facts, "history": told, "by_hand": by_hand, "tomb": _tomb(now)}


def _tomb(entry: TimelineEntry) -> dict[str, Any] | None:
    tomb = entry.taken_back
    return tomb and {name: tomb[name] for name in ("change", "by", "at", "reason")}


async def as_it_happened(bot: Bot, truth: Truth) -> list[tuple[datetime, Change, dict[str, Any]]]:
    """Each thing at once; the corrections that there was something for."""
    corrected = []
    happened: list[tuple[datetime, Any]] = [(fact.at, fact) for fact in truth.facts]
    happened += [(each[0], each) for each in truth.corrections]
    for at, each in sorted(happened, key=lambda each: each[0]):
        if isinstance(each, MessageFact):
            await bot.hears([each])
            await bot.keeps(at)
        elif await bot.corrects(*each):
            corrected.append(each)
    return corrected


async def as_it_comes(
    bot: Bot, truth: Truth, corrections: list[tuple[datetime, Change, dict[str, Any]]], chance: Random
) -> None:
    """Shuffled, some of it twice, in heaps; corrections in their order, as soon as there is an entry."""
    facts = [*truth.facts, *chance.choices(truth.facts, k=chance.randrange(4))] if truth.facts else []
    chance.shuffle(facts)
    todo, waiting = list(facts), list(corrections)
    end = SAID_AT + timedelta(minutes=len(truth.deeds) + 1)
    while todo or waiting:
        heap, todo = todo[: (size := chance.randint(1, 3))], todo[size:]
        await bot.hears([_again(fact) for fact in heap])
        marked = [fact.at for fact in heap if fact.what == Told.MARKED.value]
        earliest = min(marked, default=SAID_AT)
        await bot.keeps(chance.choice((earliest, end)))
        if waiting and (not todo or chance.random() < 0.5) and await bot.corrects(*waiting[0]):
            waiting.pop(0)
    await bot.keeps(end)


def _again(fact: MessageFact) -> MessageFact:
    about = {"workspace_id": TEAM, "channel": ROOM, "message": TS, "received_at": fact.received_at}
    return MessageFact(what=fact.what, at=fact.at, by=fact.by, content=fact.content, **about)


async def both(file: Path, truth: Truth, seed: int) -> tuple[Any, Any]:
    async with opened(f"sqlite:///{file}") as database:
        bots = [await _bot(database, number, truth) for number in (1, 2)]
        corrections = await as_it_happened(bots[0], truth)
        in_order = await bots[0].record()
        # The same message of another incident: its facts are told anew.
        async with database.writing() as session:
            for fact in await facts_of(session, TEAM, ROOM, TS):
                await session.delete(fact)
        await as_it_comes(bots[1], truth, corrections, Random(seed))
        return in_order, await bots[1].record()


async def _bot(database: Database, number: int, truth: Truth) -> Bot:
    incident: Incident = declared(number=number)
    async with database.writing() as session:
        if await session.get(Workspace, TEAM) is None:
            session.add(Workspace(id=TEAM, url="https://x.slack.com/", bot_person="UBOT", last_number=0))
            await session.flush()
        session.add(incident)
        await follow(session)
    return Bot(database, incident.id, truth)


# Withdrawn by somebody, then taken off and put on again by reactions.
@example(
    deeds=[("react", BO, "pin"), ("withdraw",), ("react", BO, "pin"), ("react", BO, "pin")],
    whole_room=False,
    first="one",
    seed=1,
)
@given(deeds=DEEDS, whole_room=st.booleans(), first=st.sampled_from(WORDS), seed=st.integers(0, 2**32))
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_record_is_what_happened_and_not_how_it_was_told(
    deeds: list[tuple[Any, ...]], whole_room: bool, first: str, seed: int, migrated_file: Path, tmp_path: Path
) -> None:
    file = shutil.copy(migrated_file, tmp_path / "incidents.db")
    for rest in ("-wal", "-shm"):
        Path(f"{file}{rest}").unlink(missing_ok=True)
    in_order, shuffled = asyncio.run(both(Path(file), Truth(deeds, whole_room, first), seed))
    assert shuffled == in_order
    if in_order is not None:
        assert in_order["now"]["is_withdrawn"] or not in_order["by_hand"], "a reaction undid a withdrawal"


def test_a_shuffled_story_is_not_an_empty_one(migrated_file: Path, tmp_path: Path) -> None:
    """What is compared above is there, and has a history."""
    file = shutil.copy(migrated_file, tmp_path / "incidents.db")
    deeds = [("react", BO, "pushpin"), ("edit", "two <@U2>"), ("react", BO, "pushpin"), ("delete",)]
    in_order, shuffled = asyncio.run(both(Path(file), Truth(deeds, False, "one"), 4))
    assert in_order == shuffled
    assert [
        (state["text"], state["is_withdrawn"], state["is_deleted"]) for _, state in in_order["history"]
    ] == [
        ("one", False, False),
        ("two @U2", False, False),
        ("two @U2", True, False),
        ("two @U2", True, True),
    ]
    assert in_order["now"]["kind"] == Kind.PINNED
    assert in_order["facts"]["marked_by"] == BO
