"""A process of its own that works on a database: `python -m tests.jobs.worker <url> hold|drain`.

`hold` takes a job, says so, and never finishes it. `drain` says which jobs it did until none is left.
"""

from __future__ import annotations

import asyncio
import sys

from sqlalchemy import event
from sqlalchemy.orm import Session

from incident_bot.database import Database
from incident_bot.jobs.job import Job, Json
from incident_bot.jobs.run import Run, Step
from incident_bot.jobs.runner import Runner
from tests.jobs.story import unfinished

HOUR = 3600.0


def tell(line: object) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def hold(run: Run) -> None:
    tell(run.job.id)
    await asyncio.Future()


async def do(run: Run) -> None:
    async def call() -> Json:
        tell(run.job.id)
        return "done"

    await run.step(Step("call", call))


async def nothing(session: object, buried: Job, why: str) -> None:
    raise AssertionError(f"job {buried.id} was given up: {why}")


async def work(url: str, how: str) -> None:
    database = Database(url)
    runner = Runner(database, {"say": {"hold": hold, "drain": do}[how]}, nothing, lease=HOUR, poll=0.05)
    committed = asyncio.Event()
    event.listen(Session, "after_commit", lambda _: committed.set())
    await runner.start()
    # The runner commits at each poll, so this looks again when another process did the last job.
    while await unfinished(database):
        await committed.wait()
        committed.clear()
    await runner.stop()
    await database.close()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
