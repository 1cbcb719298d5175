"""What is written down when the matrix has been played."""

from __future__ import annotations

from collections.abc import Iterator

from .matrix import Matrix
from .play import Crashed
from .stories import NOT_PLAYED


def failures(matrix: Matrix) -> list[Crashed]:
    """Those that did not end as without a crash."""
    return [crashed for crashed in matrix.crashed if crashed.wrong]


def report(matrix: Matrix, seconds: float, *, complete: bool) -> str:
    """The report, in Markdown."""
    return "\n".join(
        [*_summary(matrix, seconds, complete), *_table(matrix), *_failures(matrix), *_left_out(matrix)]
    )


def _summary(matrix: Matrix, seconds: float, complete: bool) -> Iterator[str]:
    calls = sum(len(whole.calls) for whole in matrix.wholes.values())
    played, failed = len(matrix.crashed), len(failures(matrix))
    yield "# Crash matrix"
    yield ""
    yield (
        f"{len(matrix.wholes)} stories, {calls} outside calls, {played} crashes played "
        f"in {seconds / 60:.0f} min: {failed or 'none'} ended differently."
    )
    if not complete:
        yield "It was interrupted: this is a part."
    yield ""


def _table(matrix: Matrix) -> Iterator[str]:
    yield "| story | calls | crashes played | call did not come | ended differently |"
    yield "|---|--:|--:|--:|--:|"
    for name, whole in matrix.wholes.items():
        of_it = [crashed for crashed in matrix.crashed if crashed.play.story.name == name]
        missed = sum(not crashed.came for crashed in of_it)
        wrong = sum(bool(crashed.wrong) for crashed in of_it)
        yield f"| {name} | {len(whole.calls)} | {len(of_it)} | {missed or ''} | {wrong or ''} |"
    yield ""


def _failures(matrix: Matrix) -> Iterator[str]:
    for name, why in matrix.failed.items():
        yield from (f"## {name} fails without a crash", "", "```", why, "```", "")
    for crashed in failures(matrix):
        yield from (f"## {crashed.play}", "", "```diff", crashed.wrong, "```", "")


def _left_out(matrix: Matrix) -> Iterator[str]:
    own = {name: whole.own for name, whole in matrix.wholes.items() if whole.own}
    if not own and not NOT_PLAYED:
        return
    yield from ("## Left out", "")
    for name, calls in own.items():
        yield f"- {name}: the story itself orders what happens at {', '.join(str(call) for call in calls)}."
    for name, reason in NOT_PLAYED.items():
        yield f"- {name}: {reason}"
    yield ""
