"""`python -m tests.replicas`: a thousand slots with bots that are killed, on each database, with figures."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from incident_bot.trial import no_proxies
from tests.postgres import Server

from .slots import Played, play

console = Console(highlight=False, soft_wrap=True)


def main(
    slots: Annotated[int, typer.Option(min=40, help="How many slots are to be said, at least.")] = 1000,
    kill_each: Annotated[int, typer.Option(min=1, help="After so many steps of the clock a bot dies.")] = 3,
    seed: Annotated[int, typer.Option(help="Which bot, and when.")] = 1,
) -> None:
    """Three bots on PostgreSQL, then two on one SQLite file. The status is 1 when a slot was said twice."""
    with tempfile.TemporaryDirectory(prefix="replicas-") as folder, no_proxies():
        path = Path(folder)
        path.chmod(0o755)
        (path / "postgresql").mkdir()
        server = Server(path / "postgresql")
        server.start()
        try:
            with_three = _played(path / "three", server.url("postgres"), 3, slots, kill_each, seed)
        finally:
            server.stop()
        file = f"sqlite:///{path / 'incidents.db'}"
        with_two = _played(path / "two", file, 2, slots, kill_each, seed)
    raise typer.Exit(0 if with_three and with_two else 1)


def _played(folder: Path, url: str, bots: int, slots: int, kill_each: int, seed: int) -> bool:
    folder.mkdir()
    played = asyncio.run(play(folder, url, bots=bots, slots=slots, kill_each=kill_each, seed=seed))
    where = url.partition(":")[0]
    console.print(f"{bots} bots on {where}, {played.kills} killed: {_told(played)} in {played.seconds:.0f} s")
    well = _is_well(played)
    if not well:
        twice = [slot for slot, times in played.posts.items() if times > 1]
        console.print(f"said twice: {twice}; posted and not on record, or the other way round: ", end="")
        console.print(sorted(set(played.posts) ^ played.sent), played.errors)
    return well


def _told(played: Played) -> str:
    counts = ", ".join(f"{count} {outcome}" for outcome, count in played.outcomes.most_common())
    return f"{played.outcomes.total()} slots ({counts}), {played.posts.total()} posts"


def _is_well(played: Played) -> bool:
    once = max(played.posts.values(), default=0) <= 1
    return once and set(played.posts) == played.sent and not played.errors


if __name__ == "__main__":
    typer.run(main)
