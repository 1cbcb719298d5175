"""A form, as far as the entrance must know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from incident_bot.forms.filled import Filled


@dataclass(frozen=True)
class Form:
    """`words` are what the filled form types; its command may read more from the form (`Ask.filled`)."""

    words: Callable[[Filled], str]
    tells: bool = False
    """The reply is shown in the form's place: nothing else would tell the person."""
