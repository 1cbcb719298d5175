"""`python -m tests.crashes`: the crash matrix, all of it or a part, with progress and a report."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from .matrix import Matrix, share
from .play import Crashed, Play, Stages
from .report import failures, report
from .stories import Story, stories

REPORT = Path("crash-report.md")
AT_ONCE = 2 * (os.cpu_count() or 1)
"""Bots often wait: for a tick, for a second attempt."""
TOLD_EVERY = 100

Choose = Callable[[list[Play]], list[Play]]

console = Console(highlight=False, soft_wrap=True)


def main(
    story: Annotated[str, typer.Option(help="Only stories whose name matches this expression.")] = "",
    part: Annotated[float, typer.Option("--share", min=0, max=1, help="This part of all crashes.")] = 1.0,
    seed: Annotated[int, typer.Option(help="Which part it is.")] = 1,
    side_by_side: Annotated[int, typer.Option(min=1, help="How many are played at once.")] = 2
    * (os.cpu_count() or 1),
    out: Annotated[Path, typer.Option("--report", help="Where the report is written.")] = REPORT,
) -> None:
    """Play every story once per outside call and kind of crash. The status is 1 when one ends differently."""
    chosen = [each for each in stories() if re.search(story, each.name)]
    if not chosen:
        console.print(f"No story matches {story!r}.")
        raise typer.Exit(2)
    began, status = time.monotonic(), 130
    with tempfile.TemporaryDirectory(prefix="crashes-") as folder:
        stages = Stages(Path(folder))
        matrix = Matrix(stages, side_by_side)
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_run(stages, matrix, chosen, lambda plays: share(plays, part, seed)))
            status = 1 if matrix.failed or failures(matrix) else 0
        except KeyboardInterrupt:
            console.print("Interrupted.")
    out.write_text(report(matrix, time.monotonic() - began, complete=status != 130), "utf-8")
    console.print(f"{len(matrix.crashed)} crashes played. The report is in {out}.")
    raise typer.Exit(status)


async def _run(stages: Stages, matrix: Matrix, chosen: Sequence[Story], choose: Choose) -> None:
    try:
        await stages.prepare()
        await _play_all(matrix, chosen, choose)
    finally:
        await stages.nursery.stop()


async def _play_all(matrix: Matrix, chosen: Sequence[Story], choose: Choose) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=console) as progress:
        rehearsing = progress.add_task("without a crash", total=len(chosen))

        def rehearsed(story: Story) -> None:
            progress.advance(rehearsing)
            if story.name in matrix.failed:
                _print(f"{story.name} fails without a crash", matrix.failed[story.name])

        await matrix.rehearse(chosen, rehearsed)
        plays = choose(matrix.plays(chosen))
        crashing = progress.add_task("with one", total=len(plays))

        def crashed(ended: Crashed) -> None:
            progress.advance(crashing)
            # Where there is no terminal, the bar is drawn only at the end.
            if not console.is_terminal and len(matrix.crashed) % TOLD_EVERY == 0:
                console.print(f"{len(matrix.crashed)} of {len(plays)} crashes played")
            if ended.wrong:
                _print(str(ended.play), ended.wrong)

        await matrix.play(plays, crashed)


def _print(name: str, why: str) -> None:
    console.print(f"[bold red]{name}[/]")
    console.print(why, markup=False)


if __name__ == "__main__":
    typer.run(main)
