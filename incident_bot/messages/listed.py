"""Several things in one sentence."""

from __future__ import annotations

from collections.abc import Iterable


def listed(words: Iterable[str]) -> str:
    """`Ann, Bo and Chi`; empty when there are none."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last
