"""Two bots hear of one message at the same moment, each of another part of what happens to it."""

from __future__ import annotations

import asyncio

from incident_bot.incidents import captured, queries
from incident_bot.incidents.chain import Walk, content
from tests import all_of

from .test_two_bots import Pair, pair

__all__ = ["pair"]


async def test_messages_are_captured_once_and_with_all_that_became_of_them(pair: Pair) -> None:
    ann, bo = pair.sandbox.person("ann"), pair.sandbox.person("bo")
    await ann.types("/incident declare checkout is failing sev1", "general")
    await pair.settled()
    [room] = pair.rooms
    await bo.joins(room)
    messages = [await bo.says(f"step {n}", room) for n in range(8)]

    await asyncio.gather(
        *(each.reacts(room, ts, "pushpin") for each in (ann, bo) for ts in messages),
        *(bo.edits(room, ts, f"step {n}, done") for n, ts in enumerate(messages)),
    )
    await asyncio.gather(
        *(each.unreacts(room, ts, "pushpin") for each in (ann, bo) for ts in messages[:4]),
        *(bo.deletes(room, ts) for ts in messages[4:]),
    )
    # What one of them could not be told for being busy, Slack tells again.
    await pair.sandbox.until(
        lambda: all(
            entry["answer"] is not None or "seconds" in entry
            for entry in pair.sandbox.journal
            if entry["kind"] == "events_api"
        )
    )
    await pair.settled()

    async with pair.bots[0].database.reading() as session:
        [incident] = await queries.with_rooms_to_watch(session, pair.sandbox.workspace.team_id)
        for n, ts in enumerate(messages):
            versions = await captured.versions_of(session, incident.id, room.id, ts)
            now = versions[-1]
            assert [each.is_current for each in versions].count(True) == 1
            assert now.is_current
            assert (now.text, now.is_withdrawn, now.is_deleted) == (f"step {n}, done", n < 4, n >= 4)
        walk = Walk()
        for entry in await all_of.record(session, incident.id):
            assert walk.step(content(entry), entry.hash), walk.broken
        assert walk.ends_in(incident.chain_head)
