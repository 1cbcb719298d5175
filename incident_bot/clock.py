"""The one clock. Nothing else in the bot asks the system for the time, so time can be moved.

Drills and tests move it: in one process by `use`, across processes by a file that `follow` reads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


def system() -> datetime:
    """What the clock of this machine says, also while the bot follows another: to see that it was moved."""
    return datetime.now(UTC)


_source: Callable[[], datetime] = system


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source` (which returns aware UTC) from now on; None is the system clock again."""
    global _source  # noqa: PLW0603 - one clock for the whole process is the point
    _source = source or system


def follow(path: Path) -> None:
    """Take the time from a file that another process writes (see `MovedClock`, `FastForwardClock`)."""
    use(lambda: _read(path))


class MovedClock:
    """A clock that stands still until it is moved. With a path, other processes can follow it."""

    def __init__(self, start: datetime, path: Path | None = None) -> None:
        self._path = path
        self.move_to(start)

    def __call__(self) -> datetime:
        return self._now

    def move_to(self, moment: datetime) -> None:
        """Set the clock to an aware `moment`; it may go back, as the clocks of machines do."""
        self._now = moment.astimezone(UTC)
        if self._path is not None:
            _write(self._path, self._now.isoformat())


class FastForwardClock:
    """The system's clock, ahead by as much as people skipped. Other processes can follow its file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ahead = timedelta(0)
        self.skip(timedelta(0))

    def __call__(self) -> datetime:
        return system() + self._ahead

    def skip(self, length: timedelta) -> None:
        """Go forward by `length`, all at once."""
        self._ahead += length
        _write(self._path, f"+{self._ahead.total_seconds()}")


def _write(path: Path, content: str) -> None:
    # Written aside and renamed, so that a follower never reads half a moment.
    aside = path.with_suffix(".next")
    aside.write_text(content)
    aside.replace(path)


def _read(path: Path) -> datetime:
    content = path.read_text()
    if content.startswith("+"):
        return system() + timedelta(seconds=float(content))
    return datetime.fromisoformat(content).astimezone(UTC)
