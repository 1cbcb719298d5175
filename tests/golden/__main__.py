"""`python -m tests.golden [name …]`: plays the recorded incidents and writes their exports anew.

Read what changed before it is committed: these files are kept so that a person has read them.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from .playing import HERE, NAMES, play


async def rewrite(names: list[str]) -> None:
    """One after the other; says which files are others now."""
    for name in names:
        with tempfile.TemporaryDirectory(prefix="incident-bot-") as folder:
            played = await play(name, Path(folder))
        for file, content in played.files.items():
            path = HERE / file
            if not path.exists() or path.read_bytes() != content:
                print(f"{'new    ' if not path.exists() else 'changed'} {path}")  # noqa: T201
                path.write_bytes(content)


if __name__ == "__main__":
    asyncio.run(rewrite(sys.argv[1:] or NAMES))
