"""Two bots show Home tabs: the last of many changes is on them, whoever heard of it."""

from __future__ import annotations

import asyncio

from incident_bot.sandbox import Room
from tests.stories.reading import read_blocks

from .test_two_bots import Pair, pair

__all__ = ["pair"]


def home(pair: Pair, name: str) -> str:
    view = pair.sandbox.person(name).home
    assert view is not None
    return read_blocks(pair.sandbox, view.body["blocks"])


async def declared(pair: Pair, count: int) -> list[Room]:
    for n in range(count):
        await pair.sandbox.person("ann").types(f"/incident declare service {n} is down sev1", "general")
    await pair.settled()
    return pair.rooms


async def test_the_last_of_many_changes_is_on_every_home(pair: Pair) -> None:
    people = [pair.sandbox.person(name) for name in ("ann", "bo", "chi")]
    await declared(pair, 3)
    for each in people:
        await each.opens_home()
    await pair.settled()

    for step in range(1, 4):
        lines = [f"/incident severity INC-{n} sev{step % 3 + 1} it is step {step}" for n in (1, 2, 3)]
        await asyncio.gather(*(pair.sandbox.person("dee").types(line, "general") for line in lines))
    await pair.sandbox.person("dee").types("/incident severity INC-2 sev3 it is less", "general")
    await pair.settled()

    for each in people:
        assert home(pair, each.name).count("*SEV-1*") == 2
        assert "*INC-2* service 1 is down\n*SEV-3*" in home(pair, each.name)
