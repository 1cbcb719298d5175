"""Bots in several processes, of which one after the other is killed: each slot is posted once, none twice.

`python -m tests.replicas` plays more of them.
"""

from __future__ import annotations

from pathlib import Path

from .slots import Played, play

SLOTS = 60


def each_was_said_once(played: Played) -> None:
    twice = {slot: times for slot, times in played.posts.items() if times > 1}
    assert twice == {}
    # What was posted is what is on record, and nothing of it is left open.
    assert set(played.posts) == played.sent
    assert set(played.outcomes) <= {"sent", "missed", "done", "moved"}
    assert len(played.sent) >= SLOTS
    assert played.errors == []
    assert played.kills > 0


async def test_three_replicas_on_postgresql(tmp_path: Path, postgres_database_url: str) -> None:
    each_was_said_once(await play(tmp_path, postgres_database_url, bots=3, slots=SLOTS, kill_each=4))


async def test_two_replicas_on_one_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'incidents.db'}"
    each_was_said_once(await play(tmp_path, url, bots=2, slots=SLOTS, kill_each=4))
