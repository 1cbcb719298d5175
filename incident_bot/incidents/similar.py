"""Which open incidents a new one may have to do with: by what is affected, else by the words of the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST = 3
"""So many are pointed out: more would be no help."""

ALIKE = 0.5
"""Of the words of the shorter title, more than this share stands in the other one too."""

# Words of which titles of any two incidents are full: they tell nothing of what is affected.
_SAY_NOTHING = frozenset(
    re.findall(
        r"\w+",
        """
    a all am an and are as at be been broken but by can cannot cant check dead degraded do does
    doesnt down elevated error errors everything fail failed failing fails failure failures for from
    gone had has have high http https hung if in incident increased intermittent is issue issues it
    its latency many more most my no not of off on or our out outage partial please problem problems
    sev slow slowly some somebody something spike stuck than that the their there they this time
    timeout timeouts timing to too trouble unavailable under unreachable up us users very was we
    were when which who with wont working works wrong you
    """,
    )
)


@dataclass(frozen=True)
class Sketch:
    """As much of an open incident as is compared."""

    number: int
    title: str
    services: tuple[str, ...]
    is_private: bool


def similar(title: str, services: Sequence[str], others: Iterable[Sketch]) -> list[Sketch]:
    """The most alike of the others, at most three, the most alike first."""
    words, affected = _words(title), {name.casefold() for name in services}
    found = []
    for other in others:
        shared = len(affected & {name.casefold() for name in other.services})
        alike = _alike(words, _words(other.title))
        if shared or alike > ALIKE:
            found.append((shared + alike, other.number, other))
    return [other for _, _, other in sorted(found, key=lambda each: each[:2], reverse=True)[:MOST]]


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


@lru_cache(maxsize=1000)
def _words(title: str) -> frozenset[str]:
    words = (word.replace("'", "").replace("’", "") for word in re.findall(r"[\w'’]+", title.casefold()))
    telling = (word for word in words if (len(word) > 1 or word.isdigit()) and word not in _SAY_NOTHING)
    return frozenset(map(_stem, telling))


def _stem(word: str) -> str:
    """`payments` and `payment` are the same word."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
