"""Reading and writing: all or nothing, nothing lost, and those whom people wait for go first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import event, select, text, update

from incident_bot.database import Database
from incident_bot.incidents.workspace import Workspace
from tests.bot_database import TEAM, add_workspace, opened


async def last_number(database: Database) -> int:
    async with database.reading() as session:
        return (await session.scalars(select(Workspace.last_number))).one()


async def count_up(database: Database) -> None:
    """Reads, then writes: what loses numbers when two do it at the same time."""
    async with database.writing() as session:
        row = (await session.scalars(select(Workspace).with_for_update())).one()
        row.last_number += 1


async def test_what_is_written_is_there_afterwards(database: Database, replica: Database) -> None:
    await add_workspace(database)
    await count_up(database)
    assert await last_number(replica) == 1


async def test_a_block_that_fails_has_written_nothing(database: Database) -> None:
    await add_workspace(database)

    async def fail() -> None:
        async with database.writing() as session:
            await session.execute(update(Workspace).values(last_number=5))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await last_number(database) == 0


async def test_a_block_that_is_cancelled_has_written_nothing_and_lets_others_write(
    database: Database,
) -> None:
    await add_workspace(database)
    written = asyncio.Event()

    async def write() -> None:
        async with database.writing() as session:
            await session.execute(update(Workspace).values(last_number=5))
            written.set()
            await asyncio.Future()

    task = asyncio.create_task(write())
    await written.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await count_up(database)
    assert await last_number(database) == 1


async def test_whatever_a_reader_changes_is_dropped(database: Database) -> None:
    await add_workspace(database)
    async with database.reading() as session:
        await session.execute(update(Workspace).values(last_number=5))
    assert await last_number(database) == 0


async def test_a_reader_sees_one_moment_although_others_write(database: Database, replica: Database) -> None:
    await add_workspace(database)
    async with database.reading() as session:
        before = (await session.scalars(select(Workspace.last_number))).one()
        await count_up(replica)
        after = (await session.scalars(select(Workspace.last_number))).one()
    assert (before, after) == (0, 0)


async def test_what_was_read_stays_readable_after_the_transaction(database: Database) -> None:
    await add_workspace(database)
    async with database.writing() as session:
        row = (await session.scalars(select(Workspace))).one()
        row.last_number = 7
    assert (row.last_number, row.url) == (7, "https://example.slack.com/")


async def test_two_hundred_increments_by_four_at_the_same_time_count_two_hundred(
    database: Database, replica: Database
) -> None:
    await add_workspace(database)

    async def count_fifty(where: Database) -> None:
        for _ in range(50):
            await count_up(where)

    await asyncio.gather(*(count_fifty(where) for where in (database, database, replica, replica)))
    assert await last_number(database) == 200


async def test_whoever_a_person_waits_for_writes_first(sqlite_database: Database) -> None:
    queue = Queue(sqlite_database)
    async with sqlite_database.writing():
        await queue.join("tick", "reminder")
        await queue.join("Ann types", "Bo clicks", person_waits=True)
        await queue.join("export")
    await queue.emptied()
    assert queue.order == ["Ann types", "Bo clicks", "tick", "reminder", "export"]


async def test_somebody_who_stops_waiting_holds_up_nobody(sqlite_database: Database) -> None:
    queue = Queue(sqlite_database)
    async with sqlite_database.writing():
        await queue.join("first", "gives up", "last")
        queue.waiting["gives up"].cancel()
    await queue.emptied()
    assert queue.order == ["first", "last"]


async def test_a_turn_given_to_somebody_who_is_just_leaving_is_handed_on(sqlite_database: Database) -> None:
    queue = Queue(sqlite_database)
    async with sqlite_database.writing():
        await queue.join("gives up", "last")
    # The turn is theirs by now, but they have not woken up to it.
    queue.waiting["gives up"].cancel()
    await queue.emptied()
    assert queue.order == ["last"]
    await add_workspace(sqlite_database)


async def test_somebody_who_stops_waiting_for_another_process_holds_up_nobody(
    sqlite_database: Database,
) -> None:
    await add_workspace(sqlite_database)
    begins = asyncio.Event()
    async with opened(sqlite_database.url.render_as_string()) as other, asyncio.timeout(5):
        async with other.writing() as session:
            await session.execute(update(Workspace).values(last_number=10))
            # Called before a statement; the first one asks for the lock that the other holds.
            engine = sqlite_database.engine.sync_engine
            event.listen(engine, "before_cursor_execute", lambda *_: begins.set())
            task = asyncio.create_task(count_up(sqlite_database))
            await begins.wait()
            task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await count_up(other)
        await count_up(sqlite_database)
        await count_up(other)
    assert await last_number(sqlite_database) == 13


async def test_sqlite_keeps_its_promises_on_every_connection(sqlite_database: Database) -> None:
    async with sqlite_database.writing() as session:
        found = [
            (await session.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert found == ["wal", 2, 1, 10_000]


async def test_a_row_that_belongs_to_nobody_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        async with database.writing() as session:
            await session.execute(
                text(
                    "INSERT INTO people (workspace_id, id, handle, name, zone, is_bot, is_gone) "
                    "VALUES (:team, 'U1', 'ann', 'Ann', 'UTC', false, false)"
                ),
                {"team": TEAM},
            )


class Queue:
    """Writers that wait for their turn, and the order in which they get it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.order: list[str] = []
        self.waiting: dict[str, asyncio.Task[None]] = {}

    async def join(self, *names: str, person_waits: bool = False) -> None:
        """Returns once they all stand in the queue."""
        for name in names:
            arrived = asyncio.Event()
            task = asyncio.create_task(self._write(name, arrived, person_waits))
            self.waiting[name] = task
            await arrived.wait()

    async def emptied(self) -> None:
        async with asyncio.timeout(10):
            await asyncio.gather(*self.waiting.values(), return_exceptions=True)
        failed: Sequence[BaseException | None] = [
            task.exception() for task in self.waiting.values() if not task.cancelled()
        ]
        assert not any(failed), failed

    async def _write(self, name: str, arrived: asyncio.Event, person_waits: bool) -> None:
        # Nothing else runs between this and the wait for the turn.
        arrived.set()
        async with self._database.writing(person_waits=person_waits):
            self.order.append(name)
