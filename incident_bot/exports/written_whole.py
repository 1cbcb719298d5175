"""Files that are there whole or not at all, whatever ends the writing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written_whole(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Opens all of them; at the end of the block they take the place of what was there, unless it failed.

    What is no file, a pipe or the terminal, is written to as it is.
    """
    with ExitStack() as stack:
        files: list[BinaryIO] = []
        moves: list[tuple[Path, Path]] = []
        for path in paths:
            target = path.resolve()
            if target.exists() and not target.is_file() and not target.is_dir():
                files.append(stack.enter_context(target.open("wb")))
                continue
            # Beside it, so that it can take its place in one step.
            part = target.with_name(f".{target.name}.{os.getpid()}.part")
            files.append(stack.enter_context(part.open("wb")))
            stack.callback(part.unlink, missing_ok=True)
            moves.append((part, target))
        yield files
        for file in files:
            file.close()
        for part, target in moves:
            part.replace(target)
