"""How people write severities."""

from __future__ import annotations

import re

from incident_bot.errors import Refused
from incident_bot.settings import Settings
from incident_bot.slack import text

_WRITTEN = re.compile(r"sev(?:erity)?[-_ ]?(\d{1,3})", re.IGNORECASE)


def severity_key(words: str, settings: Settings) -> str | None:
    """The severity that `sev1`, `SEV-1` or `sev 1` names; None when the words look like none.

    Raises Refused for one that there is not: a typing mistake must not end up in a title.
    """
    match = _WRITTEN.fullmatch(words)
    if match is None:
        return None
    key = f"sev{int(match[1])}"
    if key not in settings.severities:
        raise no_severity(words, settings)
    return key


def no_severity(words: str, settings: Settings) -> Refused:
    """There is no severity of that name."""
    shown = text.fit(text.plain(words), 60)
    return Refused(f"“{shown}” is no severity. It is one of {', '.join(settings.severities)}.")
