"""The story of one message, from its facts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import event

from incident_bot.database import Database
from incident_bot.incidents.capture import Kept, tell
from incident_bot.incidents.message_fact import (
    KEEP,
    KEEP_MARKED,
    MessageFact,
    Told,
    facts_of,
    hear,
    moment,
    prune,
    stay,
)
from incident_bot.incidents.vocabulary import Change, Kind, Source
from incident_bot.incidents.workspace import Workspace
from incident_bot.slack.text import plain
from tests.bot_database import TEAM

from .story import ANN, BO, CHI, START, after, bo, declared

TS = "1767607200.000000"


def body(text: str, since: float = 0, **others: Any) -> dict[str, Any]:
    return {"text": text, "since": f"{after(since).timestamp():.6f}", "author": CHI, "files": [], **others}


def fact(what: Told, minute: float, by: str | None = None, message: str = TS, **content: Any) -> MessageFact:
    if what in (Told.MARKED, Told.UNMARKED):
        content.setdefault("reaction", "pushpin")
    at = after(minute)
    key = f"{what}:{at}:{by}:{content.get('reaction')}"
    about = {"workspace_id": TEAM, "channel": "C1", "message": message, "received_at": at, "key": key}
    return MessageFact(what=what.value, at=at, by=by, content=content, **about)


def story(*facts: MessageFact, **how: Any) -> Kept:
    kept = tell(facts, plain, **how)
    assert kept is not None
    return kept


def changes(kept: Kept) -> list[tuple[str, dict[str, Any]]]:
    return [(each.change.value, each.new) for each in kept.later]


def test_slacks_moments_are_exact() -> None:
    assert moment("1767607200.000001") - moment(TS) == timedelta(microseconds=1)
    assert moment("1767607200") == START == moment("1767607200.0")


def test_a_marked_message_is_captured_with_the_words_it_had_then() -> None:
    kept = story(
        fact(Told.EDITED, 2, CHI, before=body("one"), now=body("two", 2)),
        fact(Told.MARKED, 3, ANN),
        fact(Told.EDITED, 4, CHI, before=body("two", 2), now=body("three", 4)),
    )
    assert (kept.at, kept.by, kept.source, kept.author) == (after(3), ANN, Source.REACTION, CHI)
    assert (kept.first["text"], kept.first["kind"]) == ("two", Kind.PINNED.value)
    assert kept.first["occurred_at"] == START.isoformat()
    assert changes(kept) == [("edited", {"text": "three"})]


def test_it_is_withdrawn_with_the_last_mark_only() -> None:
    kept = story(
        fact(Told.SAID, 0, CHI, now=body("one")),
        fact(Told.MARKED, 1, ANN),
        fact(Told.MARKED, 2, BO, reaction="round_pushpin"),
        fact(Told.UNMARKED, 3, ANN),
        fact(Told.UNMARKED, 4, BO),
        fact(Told.UNMARKED, 5, BO, reaction="round_pushpin"),
        fact(Told.MARKED, 6, BO),
    )
    assert [(each.at, each.change, each.by, each.new) for each in kept.later] == [
        (after(5), Change.UNMARKED, BO, {"is_withdrawn": True}),
        (after(6), Change.MARKED, BO, {"is_withdrawn": False}),
    ]


def test_a_mark_of_an_unknown_reaction_is_taken_off_with_any() -> None:
    kept = story(
        fact(Told.SAID, 0, CHI, now=body("one")),
        fact(Told.MARKED, 1, ANN, reaction=""),
        fact(Told.UNMARKED, 2, BO, reaction="round_pushpin"),
        fact(Told.UNMARKED, 3, ANN, reaction="round_pushpin"),
    )
    assert [(each.at, each.new) for each in kept.later] == [(after(3), {"is_withdrawn": True})]


def test_who_takes_off_what_was_never_on_changes_nothing() -> None:
    assert tell([fact(Told.UNMARKED, 1, ANN), fact(Told.READ, 0, now=body("one"))], plain) is None


def test_without_words_there_is_no_story_yet() -> None:
    assert tell([fact(Told.MARKED, 1, ANN)], plain) is None


def test_what_was_deleted_before_it_could_be_read_is_kept_from_its_deletion() -> None:
    kept = story(fact(Told.DELETED, 2, before=body("never mind")), fact(Told.MARKED, 1, ANN))
    assert kept.first["text"] == "never mind"
    assert changes(kept) == [("deleted", {"is_deleted": True})]


def test_a_message_of_a_kept_room_is_marked_and_is_one_again() -> None:
    kept = story(
        fact(Told.SAID, 0, CHI, now=body("one"), room=True),
        fact(Told.MARKED, 1, ANN),
        fact(Told.UNMARKED, 2, ANN),
    )
    assert (kept.at, kept.by, kept.source, kept.first["kind"]) == (START, None, Source.MESSAGE, "message")
    assert changes(kept) == [("marked", {"kind": "pinned_message"}), ("unmarked", {"kind": "message"})]


def test_a_line_of_the_convention_is_read_in_its_authors_zone() -> None:
    kept = story(fact(Told.SAID, 0, CHI, now=body("[15:25] Decision: roll back"), zone="Asia/Kolkata"))
    assert (kept.first["kind"], kept.first["text"], kept.first["starred"]) == ("decision", "roll back", True)
    assert kept.first["occurred_at"] == after(-5).isoformat()


def test_a_mended_line_keeps_its_time_unless_that_was_mended() -> None:
    day = 24 * 60
    kept = story(
        fact(Told.SAID, 0, CHI, now=body("[09:55] Decision: rol back"), zone="UTC"),
        fact(Told.EDITED, day, CHI, now=body("[09:55] Decision: roll back", day), zone="UTC"),
        fact(Told.EDITED, 2 * day, CHI, now=body("never mind", 2 * day), zone="UTC"),
    )
    assert changes(kept) == [("edited", {"text": "roll back"}), ("edited", {"text": "never mind"})]


def test_whoever_may_not_act_writes_no_lines() -> None:
    assert tell([fact(Told.SAID, 0, CHI, now=body("[09:55] Decision: roll back"))], plain) is None


def test_an_entry_made_by_hand_follows_edits_and_deletion_and_no_reaction() -> None:
    kept = story(
        fact(Told.EDITED, 5, CHI, before=body("one"), now=body("two", 5)),
        fact(Told.MARKED, 6, ANN),
        fact(Told.UNMARKED, 7, ANN),
        fact(Told.DELETED, 8, before=body("two", 5)),
        by_hand_at=after(4),
    )
    assert changes(kept) == [("edited", {"text": "two"}), ("deleted", {"is_deleted": True})]


def test_files_alone_are_something_said() -> None:
    file = {"id": "F1", "name": "p95.png"}
    kept = story(fact(Told.READ, 0, now=body("", files=[file])), fact(Told.MARKED, 1, ANN))
    assert kept.first["text"] == "(file: p95.png)"
    assert kept.facts["files"] == [file]


def test_a_reaction_does_not_take_back_what_somebody_said_it_is() -> None:
    facts = [fact(Told.SAID, 0, CHI, now=body("roll back"), room=True)]
    incident = declared()
    incident.keep(story(*facts), [], after(0))
    incident.correct(incident.happened[1:], bo(1), "it was one", kind=Kind.DECISION)
    incident.keep(story(*facts, fact(Told.MARKED, 2, ANN)), incident.happened[1:], after(2))

    *_, corrected, marked = incident.happened
    assert (corrected.kind, marked.kind, marked.change) == ("decision", "decision", Change.MARKED)


def test_what_is_known_already_adds_nothing() -> None:
    facts = [fact(Told.READ, 0, CHI, now=body("one")), fact(Told.MARKED, 1, ANN), fact(Told.UNMARKED, 2, ANN)]
    incident = declared()
    for _ in range(3):
        incident.keep(story(*facts), incident.happened[1:], after(3))

    assert [entry.version for entry in incident.happened[1:]] == [1, 2]


def test_what_was_written_down_and_was_not_so_gives_its_place() -> None:
    """Ann takes hers off, and only then it is heard that Bo had marked it too."""
    known = [fact(Told.READ, 0, now=body("one")), fact(Told.MARKED, 1, ANN), fact(Told.UNMARKED, 3, ANN)]
    incident = declared()
    incident.keep(story(*known), [], after(3))
    assert incident.happened[-1].is_withdrawn
    incident.keep(story(*known, fact(Told.MARKED, 2, BO)), incident.happened[1:], after(4))

    now = incident.happened[-1]
    assert now.amendment is not None
    assert (now.is_withdrawn, now.version, now.amendment["instead_of"]) == (False, 3, 2)
    assert [entry.is_current for entry in incident.happened[1:]] == [False, False, True]


def test_names_stay_what_they_were_at_first() -> None:
    named = fact(Told.NAMED, 0, id="C9", name="payments")
    kept = story(named, fact(Told.READ, 0, now=body("see <#C9|renamed>")), fact(Told.MARKED, 1, ANN))
    assert kept.first["text"] == "see #payments"


async def known_workspace(database: Database) -> None:
    async with database.writing() as session:
        session.add(Workspace(id=TEAM, url="https://x.slack.com/", bot_person="UBOT", last_number=0))


async def test_a_fact_is_kept_once(database: Database) -> None:
    await known_workspace(database)
    async with database.writing() as session:
        for _ in range(2):
            await hear(session, fact(Told.MARKED, 1, ANN))
        await hear(session, fact(Told.MARKED, 2, ANN))
        await hear(session, fact(Told.MARKED, 1, BO))
    async with database.reading() as session:
        assert len(await facts_of(session, TEAM, "C1", TS)) == 3


async def test_what_is_on_timelines_is_not_read_to_forget_the_rest(sqlite_database: Database) -> None:
    async with sqlite_database.reading() as session:
        connection = await session.connection()
        statements: list[tuple[str, tuple[object, ...]]] = []

        def hear_it(_: object, __: object, statement: str, values: tuple[object, ...], *___: object) -> None:
            statements.append((statement, values))

        event.listen(connection.sync_connection, "before_cursor_execute", hear_it)
        await prune(session, START)
        event.remove(connection.sync_connection, "before_cursor_execute", hear_it)
        [(statement, values)] = statements
        plan = (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).all()
        assert "USING INDEX ix_message_facts_received_at" in plan[0][-1]
        found = await connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'ix_message_facts_received_at'"
        )
        assert str(found.scalar_one()).endswith("WHERE is_captured = 0")


async def test_what_nobody_wanted_is_forgotten(database: Database) -> None:
    await known_workspace(database)
    wanted, unwanted, marked = "1.0", "2.0", "3.0"
    async with database.writing() as session:
        for message in (wanted, unwanted, marked):
            await hear(session, fact(Told.EDITED, 0, CHI, message, now=body("one")))
        await hear(session, fact(Told.MARKED, 0, ANN, marked))
        await stay(session, await facts_of(session, TEAM, "C1", wanted))

    async def known(now: Any) -> list[int]:
        async with database.writing() as session:
            await prune(session, now)
            return [len(await facts_of(session, TEAM, "C1", each)) for each in (wanted, unwanted, marked)]

    assert await known(START + KEEP) == [1, 1, 2]
    assert await known(START + KEEP + timedelta(minutes=1)) == [1, 0, 2]
    assert await known(START + KEEP_MARKED + timedelta(minutes=1)) == [1, 0, 0]
