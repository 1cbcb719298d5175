"""How people write severities."""

from __future__ import annotations

import re

from incident_bot.settings import Settings

_WRITTEN = re.compile(r"(?:sev(?:erity)?)[-_ ]?([1-9])", re.IGNORECASE)


def severity_key(word: str, settings: Settings) -> str | None:
    """The severity that a word names (`sev1`, `SEV-1`), None when it names none."""
    match = _WRITTEN.fullmatch(word)
    key = f"sev{match[1]}" if match else None
    return key if key in settings.severities else None
