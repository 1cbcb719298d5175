"""Everything that the bot logs, as it would stand in the log: as text, and as JSON."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from incident_bot.logs import rendering


@contextmanager
def logged() -> Iterator[list[str]]:
    """The lines of the bot, of the libraries it uses, and of asyncio, from now to the end of the block."""
    lines: list[str] = []

    def keep(logger: object, method: str, event: MutableMapping[str, Any]) -> str:
        for log_format in ("text", "json"):
            line: Any = {"level": method, **event}
            # What was raised is known here only as what is being handled.
            if line.get("exc_info") is True:
                line["exc_info"] = sys.exc_info()
            for processor in rendering(log_format):
                line = processor(logger, method, line)
            lines.append(str(line))
        raise structlog.DropEvent

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(logging.Formatter().format(record))

    before, handler = structlog.get_config(), Handler(logging.WARNING)
    structlog.configure(processors=[keep], cache_logger_on_first_use=False)
    logging.getLogger().addHandler(handler)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(handler)
        structlog.configure(**before)
