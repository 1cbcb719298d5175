"""A form, as far as the entrance must know it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Form:
    """`words` are what the filled form types, from its values by field and its private metadata."""

    words: Callable[[Mapping[str, str], str], str]
    tells: bool = False
    """The reply is shown in the form's place: nothing else would tell the person."""
