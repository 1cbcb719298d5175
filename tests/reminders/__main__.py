"""`python -m tests.reminders 3000`: random lives of incidents, others each time; see `test_model`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from incident_bot.database import Database
from incident_bot.migrations import upgrade
from incident_bot.trial import no_proxies
from tests.reminders.stage import staged
from tests.reminders.test_model import live


def main(lives: int) -> None:
    """Raises what was wrong with one of them."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, no_proxies():
        file = Path(folder, "migrated.db")
        asyncio.run(_migrate(f"sqlite:///{file}"))
        with staged(file) as stage:
            live(stage, lives, derandomize=False)
            print(f"{stage.lives} lives in {time.monotonic() - began:.0f} s: all that was said was owed")  # noqa: T201


async def _migrate(url: str) -> None:
    database = Database(url)
    await upgrade(database)
    await database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
