"""A format in which the record can be had."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from incident_bot.exports.pseudonyms import hidden
from incident_bot.exports.record import Record


@dataclass(frozen=True)
class Export:
    """What a format is called, how its files end, and how the record becomes one."""

    label: str
    suffix: str
    """Without the dot."""
    render: Callable[[Record], AsyncIterator[bytes]]
    """The file, piece by piece, with nothing looked at but the record."""

    def write(self, record: Record) -> AsyncIterator[bytes]:
        """The file, piece by piece: the same record is the same file, byte for byte.

        Without names if that is wanted. Raises Refused when there is no such zone as is wanted.
        """
        return self.render(hidden(record) if record.wanted.pseudonyms else record)


async def whole(pieces: AsyncIterator[bytes]) -> bytes:
    """All of it at once, for those who know that it is short."""
    return b"".join([piece async for piece in pieces])


def encoded(text: str) -> bytes:
    """In UTF-8; half a character (a lone surrogate), which no file takes, becomes a question mark."""
    return text.encode("utf-8", "replace")
